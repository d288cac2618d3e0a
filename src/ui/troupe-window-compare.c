/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include "troupe-compare-dialog.h"
#include "troupe-compare-page.h"
#include "troupe-library-videos.h"

/* Videos that are read one after the other, to be compared */
typedef struct
{
  TroupeWindow  *window;
  char         **ids;
  GPtrArray     *videos;    /* of TroupeVideo */
} Comparison;

static void
comparison_free (Comparison *comparison)
{
  g_object_unref (comparison->window);
  g_strfreev (comparison->ids);
  g_ptr_array_unref (comparison->videos);
  g_free (comparison);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Comparison, comparison_free)

static TroupeLibrary *
get_library (TroupeWindow *self)
{
  return troupe_application_get_library (_troupe_window_get_app (self));
}

static void load_next (Comparison *comparison);

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Comparison) comparison = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeVideo) video = NULL;

  video = troupe_library_load_video_finish (TROUPE_LIBRARY (source), result, &error);
  if (video == NULL)
    {
      troupe_window_report (comparison->window, error);
      return;
    }
  /* Since it was chosen its file may be gone. */
  if (troupe_video_get_file (video) == NULL)
    return;
  g_ptr_array_add (comparison->videos, g_steal_pointer (&video));
  load_next (g_steal_pointer (&comparison));
}

/* Takes comparison */
static void
load_next (Comparison *comparison)
{
  TroupeWindow *self = comparison->window;
  const char *id = comparison->ids[comparison->videos->len];

  if (id != NULL)
    {
      troupe_library_load_video_async (get_library (self), id, self->cancellable, loaded_cb, comparison);
      return;
    }
  adw_navigation_view_push (self->navigation_view, troupe_compare_page_new (comparison->videos));
  comparison_free (comparison);
}

static void
compare_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *ids)
{
  const gsize n_ids = g_variant_n_children (ids);
  Comparison *comparison;

  if (n_ids < TROUPE_COMPARE_PAGE_MIN || n_ids > TROUPE_COMPARE_PAGE_MAX)
    return;

  comparison = g_new0 (Comparison, 1);
  comparison->window = g_object_ref (TROUPE_WINDOW (widget));
  comparison->ids = g_variant_dup_strv (ids, NULL);
  comparison->videos = g_ptr_array_new_with_free_func (g_object_unref);
  load_next (comparison);
}

static void
choose_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *id)
{
  adw_dialog_present (troupe_compare_dialog_new (get_library (TROUPE_WINDOW (widget)), g_variant_get_string (id, NULL)),
                      widget);
}

void
_troupe_window_install_compare_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "video.compare", "as", compare_action);
  gtk_widget_class_install_action (widget_class, "video.compare-with", "s", choose_action);
}
