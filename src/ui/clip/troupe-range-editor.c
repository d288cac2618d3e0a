/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-range-editor.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "troupe-time.h"

#define DECIMALS 3

typedef enum
{
  FIELD_START,
  FIELD_LENGTH,
  FIELD_END,
  N_FIELDS,
} Field;

/**
 * TroupeRangeEditor:
 *
 * Start, length and end of a range, to be typed. Owns a reference to the model that it shows and edits.
 *
 * What is typed counts when Enter is pressed or the entry is left; text that is no time stays, marked,
 * until it is mended or Escape is pressed.
 */
struct _TroupeRangeEditor
{
  AdwBin             parent_instance;

  /* Template */
  GtkEditable       *entries[N_FIELDS];

  /* Owned */
  TroupeRangeModel  *model;
  GSignalGroup      *signals;

  gboolean           is_edited[N_FIELDS];
  gboolean           is_pasted;
  gboolean           is_updating;
};

G_DEFINE_FINAL_TYPE (TroupeRangeEditor, troupe_range_editor, ADW_TYPE_BIN)

static guint64
field_ns (TroupeRangeEditor *self,
          Field              field)
{
  const TroupeRange *range = troupe_range_model_get_range (self->model);

  switch (field)
    {
    case FIELD_START:
      return range->start_ns;
    case FIELD_LENGTH:
      return range->end_ns - range->start_ns;
    case FIELD_END:
      return range->end_ns;
    case N_FIELDS:
      break;
    }

  g_assert_not_reached ();
}

static Field
field_of (TroupeRangeEditor *self,
          gpointer           entry)
{
  for (Field field = 0; field < N_FIELDS; field++)
    if ((gpointer) self->entries[field] == entry)
      return field;

  g_assert_not_reached ();
}

static void
set_mistake (GtkEditable *entry,
             const char  *mistake)
{
  GtkWidget *widget = GTK_WIDGET (entry);

  gtk_widget_set_tooltip_text (widget, mistake);
  if (mistake == NULL)
    {
      gtk_widget_remove_css_class (widget, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }

  gtk_widget_add_css_class (widget, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  mistake, -1);
}

static void
show_field (TroupeRangeEditor *self,
            Field              field)
{
  g_autofree char *text = troupe_time_format (field_ns (self, field), DECIMALS);

  self->is_updating = TRUE;
  if (!g_str_equal (gtk_editable_get_text (self->entries[field]), text))
    gtk_editable_set_text (self->entries[field], text);
  self->is_updating = FALSE;
  self->is_edited[field] = FALSE;
  set_mistake (self->entries[field], NULL);
}

static void
model_changed_cb (TroupeRangeEditor *self)
{
  for (Field field = 0; field < N_FIELDS; field++)
    if (!self->is_edited[field])
      show_field (self, field);
}

/* Where the comma is the decimal separator, a typed “1,3” is a time, and only a pasted one is a range. */
static gboolean
parse_range (TroupeRangeEditor *self,
             const char        *text,
             TroupeRange       *range)
{
  if (!self->is_pasted && g_str_equal (localeconv ()->decimal_point, ","))
    return FALSE;

  return troupe_range_parse (text, range, NULL);
}

static gboolean
parse_time (TroupeRangeEditor *self,
            Field              field,
            guint64           *time_ns)
{
  TroupeClip *clip = troupe_range_model_get_clip (self->model);
  const char *text = gtk_editable_get_text (self->entries[field]);

  return troupe_time_parse (text, field_ns (self, field), troupe_clip_get_frame_rate (clip),
                            time_ns, NULL);
}

static void
set_field (TroupeRangeEditor *self,
           Field              field,
           guint64            time_ns)
{
  switch (field)
    {
    case FIELD_START:
      troupe_range_model_move (self->model, TROUPE_RANGE_PART_START, time_ns, TROUPE_RANGE_PUSH);
      break;
    case FIELD_LENGTH:
      troupe_range_model_set_length (self->model, time_ns);
      break;
    case FIELD_END:
      troupe_range_model_move (self->model, TROUPE_RANGE_PART_END, time_ns, TROUPE_RANGE_PUSH);
      break;
    case N_FIELDS:
      g_assert_not_reached ();
    }
}

static void
commit (TroupeRangeEditor *self,
        Field              field)
{
  const char *text = gtk_editable_get_text (self->entries[field]);
  TroupeRange range;
  guint64 time_ns;

  if (!self->is_edited[field] || troupe_range_model_get_clip (self->model) == NULL)
    return;

  self->is_edited[field] = FALSE;
  if (parse_range (self, text, &range))
    {
      troupe_range_model_set_range (self->model, &range);
    }
  else if (parse_time (self, field, &time_ns))
    {
      set_field (self, field, time_ns);
    }
  else
    {
      self->is_edited[field] = TRUE;
      set_mistake (self->entries[field],
                   _("Not a time. Type seconds such as 75.5, or minutes and seconds such as "
                     "1:15.5, or +0.5 to add."));
      return;
    }
  self->is_pasted = FALSE;
  show_field (self, field);
}

static void
activate_cb (TroupeRangeEditor *self,
             GtkEditable       *entry)
{
  commit (self, field_of (self, entry));
}

static void
changed_cb (TroupeRangeEditor *self,
            GtkEditable       *entry)
{
  if (self->is_updating)
    return;

  self->is_edited[field_of (self, entry)] = TRUE;
  set_mistake (entry, NULL);
}

static void
paste_cb (TroupeRangeEditor *self)
{
  self->is_pasted = TRUE;
}

static void
leave_cb (TroupeRangeEditor  *self,
          GtkEventController *focus)
{
  commit (self, field_of (self, gtk_event_controller_get_widget (focus)));
}

static gboolean
key_cb (TroupeRangeEditor  *self,
        guint               keyval,
        guint               keycode,
        GdkModifierType     state,
        GtkEventController *controller)
{
  Field field = field_of (self, gtk_event_controller_get_widget (controller));

  if (keyval != GDK_KEY_Escape || !self->is_edited[field])
    return GDK_EVENT_PROPAGATE;

  show_field (self, field);
  return GDK_EVENT_STOP;
}

static void
troupe_range_editor_dispose (GObject *object)
{
  TroupeRangeEditor *self = TROUPE_RANGE_EDITOR (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->model);
  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_RANGE_EDITOR);
  G_OBJECT_CLASS (troupe_range_editor_parent_class)->dispose (object);
}

static void
troupe_range_editor_class_init (TroupeRangeEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_range_editor_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-range-editor.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "start_entry", FALSE,
                                             G_STRUCT_OFFSET (TroupeRangeEditor,
                                                              entries[FIELD_START]));
  gtk_widget_class_bind_template_child_full (widget_class, "length_entry", FALSE,
                                             G_STRUCT_OFFSET (TroupeRangeEditor,
                                                              entries[FIELD_LENGTH]));
  gtk_widget_class_bind_template_child_full (widget_class, "end_entry", FALSE,
                                             G_STRUCT_OFFSET (TroupeRangeEditor,
                                                              entries[FIELD_END]));
}

static void
watch_entry (TroupeRangeEditor *self,
             GtkEditable       *entry)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect_object (entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_editable_get_delegate (entry), "paste-clipboard",
                           G_CALLBACK (paste_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
  gtk_widget_add_controller (GTK_WIDGET (entry), key);
}

static void
troupe_range_editor_init (TroupeRangeEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (Field field = 0; field < N_FIELDS; field++)
    watch_entry (self, self->entries[field]);
  self->signals = g_signal_group_new (TROUPE_TYPE_RANGE_MODEL);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (model_changed_cb), self);
}

/**
 * troupe_range_editor_set_model:
 * @self: an editor
 * @model: the range
 *
 * Sets the range that is shown and edited.
 */
void
troupe_range_editor_set_model (TroupeRangeEditor *self,
                               TroupeRangeModel  *model)
{
  g_return_if_fail (TROUPE_IS_RANGE_EDITOR (self));
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (model));

  if (!g_set_object (&self->model, model))
    return;

  g_signal_group_set_target (self->signals, model);
  model_changed_cb (self);
}
