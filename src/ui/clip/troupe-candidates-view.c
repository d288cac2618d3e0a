/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-candidates-view.h"

#include <glib/gi18n.h>

#include "troupe-candidate-row.h"
#include "troupe-compare-page.h"
#include "troupe-window.h"

/* In characters */
#define NAME_MAX_LENGTH 100

/**
 * TroupeCandidatesView:
 *
 * Lists the ranges of a clip that a person keeps. Owns them and the range they are kept from and used for.
 */
struct _TroupeCandidatesView
{
  AdwBin            parent_instance;

  /* Template */
  GtkWidget        *compare_button;
  GtkWidget        *keep_button;
  GtkListBox       *list_box;

  /* Owned */
  TroupeRangeModel *model;
  TroupeCandidates *candidates;
  AdwToast         *toast;         /* with the last one that was removed, or NULL */
  TroupeCandidate  *removed;       /* that one */

  guint             removed_at;
};

G_DEFINE_FINAL_TYPE (TroupeCandidatesView, troupe_candidates_view, ADW_TYPE_BIN)

static guint
get_n_candidates (TroupeCandidatesView *self)
{
  return self->candidates != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->candidates)) : 0;
}

static TroupeCandidateRow *
get_row (TroupeCandidatesView *self,
         guint                 position)
{
  return TROUPE_CANDIDATE_ROW (gtk_list_box_get_row_at_index (self->list_box, (int) position));
}

static GPtrArray *
dup_chosen (TroupeCandidatesView *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < get_n_candidates (self); i++)
    if (troupe_candidate_row_is_chosen (get_row (self, i)))
      g_ptr_array_add (chosen, g_object_ref (troupe_candidate_row_get_candidate (get_row (self, i))));

  return chosen;
}

static void
update_compare (TroupeCandidatesView *self)
{
  g_autoptr (GPtrArray) chosen = dup_chosen (self);
  gboolean can_compare = chosen->len >= TROUPE_COMPARE_PAGE_MIN && chosen->len <= TROUPE_COMPARE_PAGE_MAX;

  gtk_widget_set_sensitive (self->compare_button, can_compare);
  gtk_widget_set_tooltip_text (self->compare_button, can_compare ? NULL : _("Choose two to four to compare"));
}

/* Takes the toast. */
static void
tell (TroupeCandidatesView *self,
      AdwToast             *toast)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (TROUPE_IS_WINDOW (root))
    troupe_window_add_toast (TROUPE_WINDOW (root), toast);
  else
    g_object_unref (toast);
}

static void
forget_removed (TroupeCandidatesView *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  g_clear_object (&self->removed);
}

static void
tell_text (TroupeCandidatesView *self,
           const char           *text)
{
  tell (self, g_object_new (ADW_TYPE_TOAST, "title", text, "use-markup", FALSE, NULL));
}

static void
tell_full (TroupeCandidatesView *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("At most %u candidate is kept; remove one first",
                                                     "At most %u candidates are kept; remove one first",
                                                     TROUPE_CANDIDATES_MAX), TROUPE_CANDIDATES_MAX);

  tell_text (self, text);
}

static void
undo_cb (TroupeCandidatesView *self)
{
  guint position = MIN (self->removed_at, get_n_candidates (self));
  g_autoptr (TroupeCandidate) removed = g_steal_pointer (&self->removed);

  forget_removed (self);
  if (troupe_candidates_is_full (self->candidates))
    {
      tell_full (self);
      return;
    }
  troupe_candidates_insert (self->candidates, position, removed);
  gtk_widget_grab_focus (GTK_WIDGET (get_row (self, position)));
}

static void
offer_undo (TroupeCandidatesView *self)
{
  g_autofree char *title = NULL;

  /* Translators: %s is the name of a range of a clip */
  title = g_strdup_printf (_("“%s” removed"), troupe_candidate_get_name (self->removed));
  self->toast = g_object_new (ADW_TYPE_TOAST,
                              "title", title,
                              "use-markup", FALSE,
                              "button-label", _("_Undo"),
                              "priority", ADW_TOAST_PRIORITY_HIGH,
                              NULL);
  g_signal_connect_object (self->toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  tell (self, g_object_ref (self->toast));
}

/* The next one gets the focus, else the one before it, else what adds one. */
static void
focus_beside (TroupeCandidatesView *self,
              guint                 position)
{
  guint n_candidates = get_n_candidates (self);

  if (n_candidates == 1)
    gtk_widget_grab_focus (self->keep_button);
  else
    gtk_widget_grab_focus (GTK_WIDGET (get_row (self, position + 1 < n_candidates ? position + 1 : position - 1)));
}

static void
remove_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  TroupeCandidatesView *self = TROUPE_CANDIDATES_VIEW (widget);
  guint position = g_variant_get_uint32 (parameter);

  if (position >= get_n_candidates (self))
    return;

  forget_removed (self);
  self->removed = g_list_model_get_item (G_LIST_MODEL (self->candidates), position);
  self->removed_at = position;
  focus_beside (self, position);
  troupe_candidates_remove (self->candidates, position);
  offer_undo (self);
}

/* Renaming */

static char *
dup_name (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static void
name_changed_cb (AdwAlertDialog *dialog,
                 GtkEditable    *entry)
{
  g_autofree char *name = dup_name (entry);

  adw_alert_dialog_set_response_enabled (dialog, "rename", name[0] != '\0');
}

static void
rename_response_cb (TroupeCandidatesView *self,
                    const char           *response,
                    AdwAlertDialog       *dialog)
{
  GtkWidget *list = adw_alert_dialog_get_extra_child (dialog);
  TroupeCandidate *candidate = g_object_get_data (G_OBJECT (dialog), "candidate");
  g_autofree char *name = dup_name (GTK_EDITABLE (gtk_widget_get_first_child (list)));

  if (g_str_equal (response, "rename") && self->candidates != NULL)
    troupe_candidates_rename (self->candidates, candidate, name);
}

static GtkWidget *
create_name_entry (AdwAlertDialog *dialog,
                   const char     *name)
{
  GtkWidget *entry = g_object_new (ADW_TYPE_ENTRY_ROW,
                                   "title", C_("candidate", "Name"),
                                   "activates-default", TRUE,
                                   "max-length", NAME_MAX_LENGTH,
                                   NULL);
  GtkWidget *list = gtk_list_box_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), dialog, G_CONNECT_SWAPPED);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  adw_alert_dialog_set_extra_child (dialog, list);

  return entry;
}

static void
rename_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  TroupeCandidatesView *self = TROUPE_CANDIDATES_VIEW (widget);
  AdwAlertDialog *dialog;
  TroupeCandidate *candidate;

  if (g_variant_get_uint32 (parameter) >= get_n_candidates (self))
    return;

  candidate = troupe_candidate_row_get_candidate (get_row (self, g_variant_get_uint32 (parameter)));
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Rename Candidate"), NULL));
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "rename", _("_Rename"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "rename", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "rename");
  g_object_set_data_full (G_OBJECT (dialog), "candidate", g_object_ref (candidate), g_object_unref);
  adw_dialog_set_focus (ADW_DIALOG (dialog), create_name_entry (dialog, troupe_candidate_get_name (candidate)));
  g_signal_connect_object (dialog, "response", G_CALLBACK (rename_response_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

/* Using and comparing */

static void
use (TroupeCandidatesView *self,
     TroupeCandidate      *candidate)
{
  troupe_range_model_set_range (self->model, troupe_candidate_get_range (candidate));
}

static void
use_row_cb (TroupeCandidatesView *self,
            TroupeCandidateRow   *row)
{
  use (self, troupe_candidate_row_get_candidate (row));
}

static void
used_cb (TroupeCandidatesView *self,
         TroupeCandidate      *candidate,
         AdwNavigationPage    *page)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (page), ADW_TYPE_NAVIGATION_VIEW);

  use (self, candidate);
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}

static void
compare_cb (TroupeCandidatesView *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  g_autoptr (GPtrArray) chosen = dup_chosen (self);
  AdwNavigationPage *page;

  page = troupe_compare_page_new_candidates (troupe_range_model_get_clip (self->model), chosen);
  g_signal_connect_object (page, "used", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), page);
}

static void
items_changed_cb (TroupeCandidatesView *self)
{
  guint n_candidates = get_n_candidates (self);

  gtk_widget_set_visible (GTK_WIDGET (self->list_box), n_candidates > 0);
  gtk_widget_set_visible (self->compare_button, n_candidates >= TROUPE_COMPARE_PAGE_MIN);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (adw_bin_get_child (ADW_BIN (self))),
                                         n_candidates > 0 ? NULL : _("Ranges that you keep, to compare them"));
  update_compare (self);
}

/* Few are most likely meant to be compared. */
static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  TroupeCandidatesView *self = user_data;
  GtkWidget *row = troupe_candidate_row_new (item);

  troupe_candidate_row_set_chosen (TROUPE_CANDIDATE_ROW (row), get_n_candidates (self) <= TROUPE_COMPARE_PAGE_MAX);
  g_signal_connect_object (row, "notify::chosen", G_CALLBACK (update_compare), self, G_CONNECT_SWAPPED);

  return row;
}

static void
troupe_candidates_view_dispose (GObject *object)
{
  TroupeCandidatesView *self = TROUPE_CANDIDATES_VIEW (object);

  forget_removed (self);
  g_clear_object (&self->model);
  g_clear_object (&self->candidates);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_CANDIDATES_VIEW);
  G_OBJECT_CLASS (troupe_candidates_view_parent_class)->dispose (object);
}

static void
troupe_candidates_view_class_init (TroupeCandidatesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_candidates_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-candidates-view.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeCandidatesView, compare_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCandidatesView, keep_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCandidatesView, list_box);
  gtk_widget_class_bind_template_callback (widget_class, compare_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_row_cb);
  gtk_widget_class_install_action (widget_class, "candidate.rename", "u", rename_action);
  gtk_widget_class_install_action (widget_class, "candidate.remove", "u", remove_action);
}

static void
troupe_candidates_view_init (TroupeCandidatesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  items_changed_cb (self);
}

/**
 * troupe_candidates_view_set_model:
 * @self: a view
 * @model: the range
 *
 * Sets the range that those which are used become.
 */
void
troupe_candidates_view_set_model (TroupeCandidatesView *self,
                                  TroupeRangeModel     *model)
{
  g_return_if_fail (TROUPE_IS_CANDIDATES_VIEW (self));
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (model));

  g_set_object (&self->model, model);
}

/**
 * troupe_candidates_view_set_candidates:
 * @self: a view
 * @candidates: the candidates of the clip of its range
 *
 * Shows those of another clip.
 */
void
troupe_candidates_view_set_candidates (TroupeCandidatesView *self,
                                       TroupeCandidates     *candidates)
{
  g_return_if_fail (TROUPE_IS_CANDIDATES_VIEW (self));
  g_return_if_fail (TROUPE_IS_CANDIDATES (candidates));

  forget_removed (self);
  if (self->candidates != NULL)
    g_signal_handlers_disconnect_by_func (self->candidates, items_changed_cb, self);
  g_set_object (&self->candidates, candidates);
  gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (candidates), create_row, self, NULL);
  g_signal_connect_object (candidates, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self);
}

static gboolean
has_name (TroupeCandidatesView *self,
          const char           *name)
{
  for (guint i = 0; i < get_n_candidates (self); i++)
    if (g_str_equal (troupe_candidate_get_name (troupe_candidate_row_get_candidate (get_row (self, i))), name))
      return TRUE;

  return FALSE;
}

static char *
dup_new_name (TroupeCandidatesView *self)
{
  for (guint n = get_n_candidates (self) + 1;; n++)
    {
      /* Translators: what a range of a clip is called at first; %u counts them */
      g_autofree char *name = g_strdup_printf (_("Range %u"), n);

      if (!has_name (self, name))
        return g_steal_pointer (&name);
    }
}

static void
keep (TroupeCandidatesView *self,
      const TroupeRange    *range,
      const char           *note)
{
  g_autofree char *name = dup_new_name (self);
  g_autoptr (TroupeCandidate) candidate = troupe_candidate_new (range, name, note);
  /* Translators: %s is the name of a range of a clip */
  g_autofree char *text = g_strdup_printf (_("Kept as “%s”"), name);

  troupe_candidates_insert (self->candidates, get_n_candidates (self), candidate);
  tell_text (self, text);
}

/**
 * troupe_candidates_view_keep:
 * @self: a view with candidates
 * @range: a part of their clip
 * @note: what speaks for it, or an empty text
 *
 * Keeps a range under a new name, and says so; one that is kept already, or one too many, it tells of.
 */
void
troupe_candidates_view_keep (TroupeCandidatesView *self,
                             const TroupeRange    *range,
                             const char           *note)
{
  TroupeCandidate *known;

  g_return_if_fail (TROUPE_IS_CANDIDATES_VIEW (self));
  g_return_if_fail (self->candidates != NULL);

  known = troupe_candidates_find (self->candidates, range);
  if (known != NULL)
    {
      /* Translators: %s is the name of a range of a clip */
      g_autofree char *text = g_strdup_printf (_("Kept already as “%s”"), troupe_candidate_get_name (known));

      tell_text (self, text);
    }
  else if (troupe_candidates_is_full (self->candidates))
    {
      tell_full (self);
    }
  else
    {
      keep (self, range, note);
    }
}
