/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-page.h"

#include <glib/gi18n.h>

#include "troupe-character-drag.h"
#include "troupe-character-menu.h"
#include "troupe-character-player.h"
#include "troupe-clip-drag.h"
#include "troupe-date-text.h"
#include "troupe-error-text.h"
#include "troupe-identity-row.h"
#include "troupe-problem-view.h"
#include "troupe-state-text.h"
#include "troupe-thumbnail.h"
#include "troupe-time.h"
#include "troupe-window.h"

/* After the last key; leaving the page saves at once. */
#define NOTES_DELAY_MS 500

struct _TroupeCharacterPage
{
  AdwNavigationPage      parent_instance;

  /* Template */
  GtkMenuButton         *menu_button;
  GtkButton             *star_button;
  TroupeCharacterPlayer *player;
  GtkBox                *stills_box;
  GtkWidget             *state_group;
  AdwActionRow          *state_row;
  GtkImage              *state_icon;
  GtkWidget             *spinner;
  GtkButton             *state_button;
  GtkProgressBar        *progress_bar;
  TroupeProblemView     *problem_view;
  AdwEntryRow           *name_row;
  GtkWidget             *identities_group;
  GtkListBox            *identities_list;
  GtkTextView           *notes_view;
  AdwActionRow          *clip_row;
  AdwActionRow          *range_row;
  AdwActionRow          *created_row;

  /* Owned */
  TroupeLibrary         *library;
  TroupeProviders       *providers;
  TroupeCharacter       *character;
  GCancellable          *cancellable;
  guint                  notes_id;       /* source that saves the notes, 0 when they are saved */
  gboolean               has_clip;       /* given to the player */
};

G_DEFINE_FINAL_TYPE (TroupeCharacterPage, troupe_character_page, ADW_TYPE_NAVIGATION_PAGE)

static void
report (TroupeCharacterPage *self,
        const GError        *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (TROUPE_IS_WINDOW (root))
    troupe_window_report (TROUPE_WINDOW (root), error);
  else
    g_message ("%s", error->message);    /* the page was left meanwhile */
}

static void
update_menu (TroupeCharacterPage *self)
{
  g_autoptr (GMenuModel) menu = troupe_character_menu_new (self->character, TROUPE_CHARACTER_MENU_PAGE);

  gtk_menu_button_set_menu_model (self->menu_button, menu);
}

static void
update_star (TroupeCharacterPage *self)
{
  gboolean is_favourite = troupe_character_is_favourite (self->character);
  const char *label = is_favourite ? _("Remove From Favourites") : _("Add to Favourites");

  gtk_button_set_icon_name (self->star_button, is_favourite ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->star_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->star_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_progress (TroupeCharacterPage *self)
{
  double progress = troupe_character_get_progress (self->character);

  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar),
                          progress >= 0 &&
                          troupe_character_get_state (self->character) == TROUPE_CHARACTER_STATE_MAKING);
  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (progress, 0, 1));
}

static const char *
get_retry_label (TroupeCharacterState state)
{
  switch (state)
    {
    case TROUPE_CHARACTER_STATE_UNKNOWN:
      return _("_Send Again…");

    case TROUPE_CHARACTER_STATE_MAKING:
      /* Translators: the provider, about a character that it makes and refused to tell of */
      return _("_Ask Again");

    case TROUPE_CHARACTER_STATE_READY:
    case TROUPE_CHARACTER_STATE_FAILED:
      return _("_Try Again");
    }

  g_return_val_if_reached (NULL);
}

/* What went wrong has a card of its own; the row is for all that has no reason to tell. */
static void
update_state (TroupeCharacterPage *self)
{
  TroupeCharacterState state = troupe_character_get_state (self->character);
  const TroupeProblem *problem = troupe_character_get_problem (self->character);
  const char *id = troupe_character_get_id (self->character);
  gboolean is_making = state == TROUPE_CHARACTER_STATE_MAKING;
  const char *retry = get_retry_label (state);

  gtk_widget_set_visible (self->state_group,
                          is_making || (state != TROUPE_CHARACTER_STATE_READY && problem == NULL));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), troupe_state_text_get (state));
  gtk_image_set_from_icon_name (self->state_icon, troupe_state_text_get_icon (state));
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), !is_making || problem != NULL);
  gtk_widget_set_visible (self->spinner, is_making && problem == NULL);
  gtk_button_set_label (self->state_button, is_making ? _("_Stop") : retry);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->state_button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->state_button),
                                  is_making ? "character.stop" : "character.retry");

  troupe_problem_view_set_problem (self->problem_view, problem);
  troupe_problem_view_set_action (self->problem_view, retry, "character.retry", id);
  update_progress (self);
  update_menu (self);
}

static void
update_name (TroupeCharacterPage *self)
{
  const char *alias = troupe_character_get_alias (self->character);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), alias);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->name_row)), alias) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), alias);
}

/* One that was adopted has none: it was made elsewhere. */
static gboolean
has_source (TroupeCharacterPage *self)
{
  return *troupe_character_get_clip_uri (self->character) != '\0';
}

static void
update_pictures (TroupeCharacterPage *self)
{
  GListModel *stills = troupe_character_get_stills (self->character);
  guint n_stills = g_list_model_get_n_items (stills);
  GFile *clip_file = troupe_character_get_clip_file (self->character);
  GFile *picture = troupe_character_get_picture (self->character);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->stills_box))) != NULL)
    gtk_box_remove (self->stills_box, child);
  for (guint i = 0; i < n_stills; i++)
    {
      g_autoptr (GFile) still = g_list_model_get_item (stills, i);

      child = troupe_thumbnail_new ();
      troupe_thumbnail_set_file (TROUPE_THUMBNAIL (child), still);
      gtk_widget_add_css_class (child, "picture");
      gtk_box_append (self->stills_box, child);
    }
  if (!has_source (self) && picture != NULL)
    {
      child = troupe_thumbnail_new ();
      troupe_thumbnail_set_file (TROUPE_THUMBNAIL (child), picture);
      gtk_widget_add_css_class (child, "picture");
      gtk_box_append (self->stills_box, child);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->stills_box), n_stills > 1 || !has_source (self));
  gtk_widget_set_visible (GTK_WIDGET (self->player), has_source (self));

  if (clip_file != NULL && !self->has_clip)
    {
      g_autoptr (GFile) first = g_list_model_get_item (stills, 0);

      self->has_clip = TRUE;
      if (first != NULL)
        troupe_character_player_set_poster (self->player, first);
      troupe_character_player_set_clip (self->player, clip_file);
    }
}

static void
update_identities (TroupeCharacterPage *self)
{
  GListModel *identities = troupe_character_get_identities (self->character);

  gtk_widget_set_visible (self->identities_group, g_list_model_get_n_items (identities) > 0);
  update_menu (self);
}

static GtkWidget *
create_identity_row (gpointer item,
                     gpointer user_data)
{
  TroupeCharacterPage *self = user_data;

  return troupe_identity_row_new (self->providers, self->character, item);
}

static void
update_facts (TroupeCharacterPage *self)
{
  const TroupeRange *range = troupe_character_get_range (self->character);
  g_autofree char *start = troupe_time_format (range->start_ns, 3);
  g_autofree char *end = troupe_time_format (range->end_ns, 3);
  g_autofree char *length = troupe_time_format (range->end_ns - range->start_ns, 3);
  g_autofree char *created = troupe_date_text_format (troupe_character_get_created_us (self->character));
  g_autofree char *text = NULL;

  /* Translators: where a range begins and ends in a video, and how long it is */
  text = g_strdup_printf (C_("range", "%1$s – %2$s, length %3$s"), start, end, length);
  adw_action_row_set_subtitle (self->range_row, text);
  adw_action_row_set_subtitle (self->clip_row, troupe_character_get_clip_title (self->character));
  adw_action_row_set_subtitle (self->created_row, created);
  gtk_widget_set_visible (GTK_WIDGET (self->range_row), has_source (self));
  gtk_widget_set_visible (GTK_WIDGET (self->clip_row), has_source (self));
}

static void
set_alias_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TroupeCharacterPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_library_set_alias_finish (TROUPE_LIBRARY (source), result, &error))
    return;

  report (self, error);
  gtk_widget_add_css_class (GTK_WIDGET (self->name_row), "error");
}

static void
name_apply_cb (TroupeCharacterPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));

  troupe_library_set_alias_async (self->library, self->character, name, self->cancellable,
                                  set_alias_cb, g_object_ref (self));
}

static void
name_changed_cb (TroupeCharacterPage *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->name_row), "error");
}

static void
set_notes_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (TroupeCharacterPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_library_set_notes_finish (TROUPE_LIBRARY (source), result, &error))
    report (self, error);
}

/* Not cancelled with the page: what was typed is kept. */
static void
save_notes (TroupeCharacterPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->notes_view);
  g_autofree char *notes = NULL;

  if (self->notes_id == 0)
    return;

  g_clear_handle_id (&self->notes_id, g_source_remove);
  g_object_get (buffer, "text", &notes, NULL);
  troupe_library_set_notes_async (self->library, self->character, notes, NULL,
                                  set_notes_cb, g_object_ref (self));
}

static gboolean
notes_timeout_cb (gpointer user_data)
{
  save_notes (user_data);

  return G_SOURCE_REMOVE;
}

static void
notes_changed_cb (TroupeCharacterPage *self)
{
  g_clear_handle_id (&self->notes_id, g_source_remove);
  self->notes_id = g_timeout_add (NOTES_DELAY_MS, notes_timeout_cb, self);
}

static GdkContentProvider *
drag_prepare_cb (TroupeCharacterPage *self,
                 double               x,
                 double               y)
{
  return troupe_character_drag_prepare (self->character);
}

static void
drag_begin_cb (TroupeCharacterPage *self,
               GdkDrag             *drag,
               GtkDragSource       *source)
{
  troupe_clip_drag_begin (source, GTK_WIDGET (self->player));
}

static void
removed_cb (TroupeCharacterPage *self,
            const char          *id)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  if (view != NULL && g_strcmp0 (id, troupe_character_get_id (self->character)) == 0)
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}

static void
focus_name_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (TROUPE_CHARACTER_PAGE (widget)->name_row));
}

static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  TroupeCharacterPage *self = TROUPE_CHARACTER_PAGE (widget);

  gtk_widget_activate_action (widget, "character.delete", "s", troupe_character_get_id (self->character));
}

static void
favourite_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  TroupeCharacterPage *self = TROUPE_CHARACTER_PAGE (widget);

  gtk_widget_activate_action (widget, "character.favourite", "s", troupe_character_get_id (self->character));
}

static void
use_frame_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  TroupeCharacterPage *self = TROUPE_CHARACTER_PAGE (widget);
  g_autofree char *uri = g_file_get_uri (troupe_character_get_clip_file (self->character));

  gtk_widget_activate_action (widget, "character.use-frame", "(sst)", troupe_character_get_id (self->character), uri,
                              troupe_character_player_get_position_ns (self->player));
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TroupeCharacterPage *self = TROUPE_CHARACTER_PAGE (widget);

  gtk_widget_activate_action (widget, "character.copy-mention", "s", troupe_character_get_id (self->character));
}

/* Not the name, which typing would replace. */
static void
troupe_character_page_shown (AdwNavigationPage *page)
{
  TroupeCharacterPage *self = TROUPE_CHARACTER_PAGE (page);

  gtk_editable_select_region (GTK_EDITABLE (self->name_row), 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->star_button));
}

static void
troupe_character_page_hidden (AdwNavigationPage *page)
{
  save_notes (TROUPE_CHARACTER_PAGE (page));
}

static void
troupe_character_page_dispose (GObject *object)
{
  TroupeCharacterPage *self = TROUPE_CHARACTER_PAGE (object);

  g_clear_handle_id (&self->notes_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->character);
  g_clear_object (&self->providers);
  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_CHARACTER_PAGE);
  G_OBJECT_CLASS (troupe_character_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-character-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, star_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, player);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, stills_box);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, state_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, state_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, problem_view);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, identities_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, identities_list);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, notes_view);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, clip_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, range_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterPage, created_row);
  gtk_widget_class_bind_template_callback (widget_class, name_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_begin_cb);
}

static void
troupe_character_page_class_init (TroupeCharacterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_character_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = troupe_character_page_shown;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = troupe_character_page_hidden;

  g_type_ensure (TROUPE_TYPE_CHARACTER_PLAYER);
  g_type_ensure (TROUPE_TYPE_PROBLEM_VIEW);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "page.focus-name", NULL, focus_name_action);
  gtk_widget_class_install_action (widget_class, "page.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "page.favourite", NULL, favourite_action);
  gtk_widget_class_install_action (widget_class, "page.copy-mention", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "page.use-frame", NULL, use_frame_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "page.focus-name", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "page.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "page.favourite", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "page.copy-mention", NULL);
}

static void
troupe_character_page_init (TroupeCharacterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
}

static void
follow (TroupeCharacterPage *self,
        const char          *detailed_signal,
        GCallback            update)
{
  g_signal_connect_object (self->character, detailed_signal, update, self, G_CONNECT_SWAPPED);
}

static void
show_character (TroupeCharacterPage *self)
{
  GListModel *identities = troupe_character_get_identities (self->character);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->notes_view);
  const char *notes = troupe_character_get_notes (self->character);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->star_button), "s",
                                    troupe_character_get_id (self->character));
  gtk_list_box_bind_model (self->identities_list, identities, create_identity_row, self, NULL);
  gtk_text_buffer_set_text (buffer, notes != NULL ? notes : "", -1);
  update_name (self);
  update_star (self);
  update_state (self);
  update_pictures (self);
  update_identities (self);
  update_facts (self);

  follow (self, "notify::alias", G_CALLBACK (update_name));
  follow (self, "notify::favourite", G_CALLBACK (update_star));
  follow (self, "notify::state", G_CALLBACK (update_state));
  follow (self, "notify::problem", G_CALLBACK (update_state));
  follow (self, "notify::progress", G_CALLBACK (update_progress));
  follow (self, "notify::clip-file", G_CALLBACK (update_pictures));
  g_signal_connect_object (identities, "items-changed", G_CALLBACK (update_identities), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (notes_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "character-removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * troupe_character_page_new:
 * @library: the library of @character
 * @providers: where the names of providers are found
 * @character: a character that has been read
 *
 * Makes the page of @character.
 *
 * Returns: (transfer floating): a new page
 */
AdwNavigationPage *
troupe_character_page_new (TroupeLibrary   *library,
                           TroupeProviders *providers,
                           TroupeCharacter *character)
{
  TroupeCharacterPage *self;

  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);
  g_return_val_if_fail (TROUPE_IS_CHARACTER (character), NULL);

  self = g_object_new (TROUPE_TYPE_CHARACTER_PAGE, NULL);
  self->library = g_object_ref (library);
  self->providers = g_object_ref (providers);
  self->character = g_object_ref (character);
  show_character (self);

  return ADW_NAVIGATION_PAGE (self);
}
