/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-candidate-row.h"

#include <glib/gi18n.h>

#include "troupe-finding-text.h"

struct _TroupeCandidateRow
{
  AdwActionRow     parent_instance;

  /* Template */
  GtkCheckButton  *check_button;
  GtkWidget       *rename_button;
  GtkWidget       *remove_button;

  /* Owned */
  TroupeCandidate *candidate;
};

G_DEFINE_FINAL_TYPE (TroupeCandidateRow, troupe_candidate_row, ADW_TYPE_ACTION_ROW)

enum { PROP_0, PROP_CHOSEN, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
toggled_cb (TroupeCandidateRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

static void
activate_action (TroupeCandidateRow *self,
                 const char         *name)
{
  gtk_widget_activate_action (GTK_WIDGET (self), name, "u",
                              (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)));
}

static void
rename_cb (TroupeCandidateRow *self)
{
  activate_action (self, "candidate.rename");
}

static void
remove_cb (TroupeCandidateRow *self)
{
  activate_action (self, "candidate.remove");
}

static gboolean
rename_key_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  rename_cb (TROUPE_CANDIDATE_ROW (widget));
  return GDK_EVENT_STOP;
}

static gboolean
remove_key_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  remove_cb (TROUPE_CANDIDATE_ROW (widget));
  return GDK_EVENT_STOP;
}

static void
set_label (gpointer    button,
           const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* The same icons stand in each row. */
static void
show_name (TroupeCandidateRow *self)
{
  const char *name = troupe_candidate_get_name (self->candidate);
  /* Translators: %s is the name of a range of a clip, here and in the next two */
  g_autofree char *compare = g_strdup_printf (_("Compare “%s” with others"), name);
  g_autofree char *rename = g_strdup_printf (_("Rename “%s”"), name);
  g_autofree char *remove = g_strdup_printf (_("Remove “%s”"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  set_label (self->check_button, compare);
  set_label (self->rename_button, rename);
  set_label (self->remove_button, remove);
}

static void
show_range (TroupeCandidateRow *self)
{
  const char *note = troupe_candidate_get_note (self->candidate);
  g_autofree char *range = troupe_finding_text_dup_range (troupe_candidate_get_range (self->candidate));
  g_autofree char *text = NULL;

  if (note[0] != '\0')
    /* Translators: a range in seconds, and what speaks for it: “4.2–7.2 s · one shot, sharp” */
    text = g_strdup_printf (C_("candidate", "%1$s · %2$s"), range, note);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text != NULL ? text : range);
}

static void
troupe_candidate_row_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_CHOSEN:
      g_value_set_boolean (value, troupe_candidate_row_is_chosen (TROUPE_CANDIDATE_ROW (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_candidate_row_dispose (GObject *object)
{
  g_clear_object (&TROUPE_CANDIDATE_ROW (object)->candidate);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_CANDIDATE_ROW);
  G_OBJECT_CLASS (troupe_candidate_row_parent_class)->dispose (object);
}

static void
troupe_candidate_row_class_init (TroupeCandidateRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_candidate_row_get_property;
  object_class->dispose = troupe_candidate_row_dispose;

  properties[PROP_CHOSEN] = g_param_spec_boolean ("chosen", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-candidate-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeCandidateRow, check_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCandidateRow, rename_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCandidateRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, rename_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, remove_key_cb, NULL);
}

static void
troupe_candidate_row_init (TroupeCandidateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_candidate_row_new:
 * @candidate: a range that is kept
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
troupe_candidate_row_new (TroupeCandidate *candidate)
{
  TroupeCandidateRow *self;

  g_return_val_if_fail (TROUPE_IS_CANDIDATE (candidate), NULL);

  self = g_object_new (TROUPE_TYPE_CANDIDATE_ROW, NULL);
  self->candidate = g_object_ref (candidate);
  g_signal_connect_object (candidate, "notify::name", G_CALLBACK (show_name), self, G_CONNECT_SWAPPED);
  show_name (self);
  show_range (self);

  return GTK_WIDGET (self);
}

/**
 * troupe_candidate_row_get_candidate:
 * @self: a row
 *
 * Returns: (transfer none): the range it shows
 */
TroupeCandidate *
troupe_candidate_row_get_candidate (TroupeCandidateRow *self)
{
  g_return_val_if_fail (TROUPE_IS_CANDIDATE_ROW (self), NULL);

  return self->candidate;
}

/**
 * troupe_candidate_row_is_chosen:
 * @self: a row
 *
 * Returns: whether it is to be compared with others
 */
gboolean
troupe_candidate_row_is_chosen (TroupeCandidateRow *self)
{
  g_return_val_if_fail (TROUPE_IS_CANDIDATE_ROW (self), FALSE);

  return gtk_check_button_get_active (self->check_button);
}

/**
 * troupe_candidate_row_set_chosen:
 * @self: a row
 * @is_chosen: whether it is to be compared with others
 *
 * Chooses it, or not.
 */
void
troupe_candidate_row_set_chosen (TroupeCandidateRow *self,
                                 gboolean            is_chosen)
{
  g_return_if_fail (TROUPE_IS_CANDIDATE_ROW (self));

  gtk_check_button_set_active (self->check_button, is_chosen);
}
