/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-choice-row.h"

#include <glib/gi18n.h>

#include "troupe-scene-options.h"
#include "troupe-shape.h"

struct _TroupeChoiceRow
{
  AdwPreferencesRow parent_instance;

  /* Template */
  AdwWrapBox       *buttons;
  GtkLabel         *why_label;

  /* Owned */
  char             *choice;
  char            **offered;         /* of which there are buttons */

  TroupeVideoChoice kind;
  gboolean          is_updating;
};

G_DEFINE_FINAL_TYPE (TroupeChoiceRow, troupe_choice_row, ADW_TYPE_PREFERENCES_ROW)

enum { PROP_0, PROP_CHOICE, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
toggled_cb (TroupeChoiceRow *self,
            GtkToggleButton *button)
{
  if (self->is_updating || !gtk_toggle_button_get_active (button))
    return;

  g_set_str (&self->choice, g_object_get_data (G_OBJECT (button), "choice"));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOICE]);
}

static char *
dup_label (TroupeVideoChoice kind,
           const char       *text)
{
  g_auto (GStrv) edges = NULL;

  if (kind == TROUPE_VIDEO_SECONDS)
    /* Translators: the length of a video, in seconds */
    return g_strdup_printf (_("%s s"), text);

  edges = g_strsplit (text, "x", 3);
  if (kind == TROUPE_VIDEO_SIZES && g_strv_length (edges) == 2)
    /* Translators: width and height of a video, in pixels */
    return g_strdup_printf (_("%1$s × %2$s"), edges[0], edges[1]);
  return g_strdup (text);
}

static GtkWidget *
create_button (TroupeChoiceRow *self,
               const char      *text)
{
  const double ratio = troupe_scene_options_shape (text);
  g_autofree char *label = dup_label (self->kind, text);
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  if (ratio > 0)
    gtk_box_append (GTK_BOX (box), troupe_shape_new (ratio));
  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (button, "choice");
  g_object_set_data_full (G_OBJECT (button), "choice", g_strdup (text), g_free);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
create_buttons (TroupeChoiceRow    *self,
                const char * const *offered)
{
  GtkWidget *first = NULL;
  GtkWidget *button;

  if (self->offered != NULL && g_strv_equal ((const char * const *) self->offered, offered))
    return;

  g_strfreev (self->offered);
  self->offered = g_strdupv ((char **) offered);
  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    adw_wrap_box_remove (self->buttons, button);
  for (guint i = 0; offered[i] != NULL; i++)
    {
      button = create_button (self, offered[i]);
      if (first == NULL)
        first = button;
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
      adw_wrap_box_append (self->buttons, button);
    }
}

static void
troupe_choice_row_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CHOICE:
      g_value_set_string (value, troupe_choice_row_get_choice (TROUPE_CHOICE_ROW (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_choice_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_CHOICE_ROW);
  G_OBJECT_CLASS (troupe_choice_row_parent_class)->dispose (object);
}

static void
troupe_choice_row_finalize (GObject *object)
{
  TroupeChoiceRow *self = TROUPE_CHOICE_ROW (object);

  g_free (self->choice);
  g_strfreev (self->offered);
  G_OBJECT_CLASS (troupe_choice_row_parent_class)->finalize (object);
}

static void
troupe_choice_row_class_init (TroupeChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_choice_row_get_property;
  object_class->dispose = troupe_choice_row_dispose;
  object_class->finalize = troupe_choice_row_finalize;

  properties[PROP_CHOICE] = g_param_spec_string ("choice", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-choice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeChoiceRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, TroupeChoiceRow, why_label);
}

static void
troupe_choice_row_init (TroupeChoiceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_choice_row_offer:
 * @self: a row
 * @kind: what is chosen
 * @offered: (array zero-terminated=1): the texts there are
 * @possible: (array zero-terminated=1): those that can be chosen now; empty for all
 * @why: (nullable): why the others cannot
 * @choice: (nullable): what is chosen, perhaps none of them
 *
 * Shows what there is to choose from. Does not notify.
 */
void
troupe_choice_row_offer (TroupeChoiceRow    *self,
                         TroupeVideoChoice   kind,
                         const char * const *offered,
                         const char * const *possible,
                         const char         *why,
                         const char         *choice)
{
  gboolean are_all_possible = TRUE;

  g_return_if_fail (TROUPE_IS_CHOICE_ROW (self));
  g_return_if_fail (offered != NULL);
  g_return_if_fail (possible != NULL);

  self->kind = kind;
  g_set_str (&self->choice, choice);
  self->is_updating = TRUE;
  create_buttons (self, offered);
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->buttons));
       button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      const char *text = g_object_get_data (G_OBJECT (button), "choice");
      const gboolean is_possible = *possible == NULL || g_strv_contains (possible, text);

      gtk_widget_set_sensitive (button, is_possible);
      gtk_widget_set_tooltip_text (button, is_possible ? NULL : why);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), g_strcmp0 (text, choice) == 0);
      are_all_possible = are_all_possible && is_possible;
    }
  self->is_updating = FALSE;
  gtk_label_set_label (self->why_label, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why_label), !are_all_possible && why != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), *offered != NULL);
}

/**
 * troupe_choice_row_get_choice:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what is chosen
 */
const char *
troupe_choice_row_get_choice (TroupeChoiceRow *self)
{
  g_return_val_if_fail (TROUPE_IS_CHOICE_ROW (self), NULL);
  return self->choice;
}
