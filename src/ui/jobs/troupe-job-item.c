/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-item.h"

#include <glib/gi18n.h>

#include "troupe-job-search.h"
#include "troupe-job-words.h"

/**
 * TroupeJobItem:
 *
 * One job in the list of all.
 *
 * Its times go on by themselves, once a second, while they can be seen and the job goes on.
 */
struct _TroupeJobItem
{
  AdwBin           parent_instance;

  /* Template */
  GtkImage        *state_icon;
  GtkWidget       *spinner;
  GtkLabel        *title_label;
  GtkLabel        *state_label;
  GtkProgressBar  *progress_bar;
  GtkLabel        *times_label;
  GtkLabel        *note_label;
  GtkWidget       *choices;
  GtkWidget       *look_button;
  GtkWidget       *send_button;
  GtkWidget       *forget_button;
  GtkWidget       *action_button;

  guint            clock_id;

  /* Owned */
  TroupeProviders *providers;
  TroupeJobRecord *record;         /* or NULL */
  char            *description;
};

G_DEFINE_FINAL_TYPE (TroupeJobItem, troupe_job_item, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_DESCRIPTION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* What one button at the side can do: the first that is possible */
static const struct
{
  TroupeJobAction  flag;
  const char      *action_name;
  const char      *icon;
  const char      *label;
} side_actions[] = {
  { TROUPE_JOB_ACTION_CANCEL, "job.cancel", "process-stop-symbolic", N_("Cancel") },
  { TROUPE_JOB_ACTION_STOP, "job.stop", "process-stop-symbolic", N_("Stop…") },
  { TROUPE_JOB_ACTION_RETRY, "job.retry", "view-refresh-symbolic", N_("Try Again") },
  { TROUPE_JOB_ACTION_REFETCH, "job.retry", "view-refresh-symbolic", N_("Download Again") },
};

static const TroupeJobRow *
get_row (TroupeJobItem *self)
{
  return self->record != NULL ? troupe_job_record_get_row (self->record) : NULL;
}

static gboolean
has_animations (TroupeJobItem *self)
{
  gboolean is_enabled;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &is_enabled, NULL);
  return is_enabled;
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  gtk_label_set_label (label, text != NULL ? text : "");
}

static void
update_times (TroupeJobItem *self)
{
  g_autofree char *times = troupe_job_words_dup_times (get_row (self), g_get_real_time ());

  set_text (self->times_label, times);
}

static gboolean
clock_cb (gpointer user_data)
{
  update_times (user_data);
  return G_SOURCE_CONTINUE;
}

static void
update_clock (TroupeJobItem *self)
{
  const TroupeJobRow *row = get_row (self);
  const gboolean is_needed = gtk_widget_get_mapped (GTK_WIDGET (self)) && row != NULL && row->started_us != 0 &&
                             troupe_job_state_is_live (row->state);

  if (is_needed && self->clock_id == 0)
    self->clock_id = g_timeout_add_seconds (1, clock_cb, self);
  else if (!is_needed)
    g_clear_handle_id (&self->clock_id, g_source_remove);
}

/* The target first: an action that is given without one is refused aloud. */
static void
set_action (GtkWidget  *button,
            const char *action_name,
            const char *id)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
}

/* A button that is hidden for a moment drops the press it is in, and the focus. */
static void
update_side_action (TroupeJobItem      *self,
                    const TroupeJobRow *row)
{
  const TroupeJobAction actions = troupe_job_row_get_actions (row);
  guint i = 0;

  while (i < G_N_ELEMENTS (side_actions) && !(actions & side_actions[i].flag))
    i++;
  gtk_widget_set_visible (self->action_button, i < G_N_ELEMENTS (side_actions));
  if (i == G_N_ELEMENTS (side_actions))
    return;
  gtk_button_set_icon_name (GTK_BUTTON (self->action_button), side_actions[i].icon);
  gtk_widget_set_tooltip_text (self->action_button, _(side_actions[i].label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->action_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(side_actions[i].label), -1);
  set_action (self->action_button, side_actions[i].action_name, row->id);
}

static void
update_choices (TroupeJobItem      *self,
                const TroupeJobRow *row)
{
  TroupeProvider *provider = troupe_providers_find (self->providers, row->provider_id);

  gtk_widget_set_visible (self->choices, (troupe_job_row_get_actions (row) & TROUPE_JOB_ACTION_SEND_AGAIN) != 0);
  gtk_widget_set_visible (self->look_button, troupe_job_search_is_possible (provider, row));
  set_action (self->look_button, "job.look-for", row->id);
  set_action (self->send_button, "job.send-again", row->id);
  set_action (self->forget_button, "job.forget", row->id);
}

static void
update_texts (TroupeJobItem      *self,
              const TroupeJobRow *row)
{
  g_autofree char *title = troupe_job_words_dup_title (row);
  g_autofree char *state = troupe_job_words_dup_state (row, self->providers);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->state_label, state);
  set_text (self->note_label, troupe_job_words_get_note (row));
  g_free (self->description);
  self->description = troupe_job_words_describe (row, self->providers);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
}

static void
update (TroupeJobItem *self)
{
  const TroupeJobRow *row = get_row (self);
  gboolean has_spinner;

  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), row != NULL);
  update_clock (self);
  if (row == NULL)
    return;

  has_spinner = row->state != TROUPE_JOB_STATE_DRAFT && troupe_job_state_is_live (row->state) &&
                row->progress < 0 && !troupe_job_row_needs_person (row) && has_animations (self);
  gtk_widget_set_visible (self->spinner, has_spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), !has_spinner);
  gtk_image_set_from_icon_name (self->state_icon, troupe_job_words_get_icon (row));
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar),
                          troupe_job_state_is_live (row->state) && row->progress >= 0);
  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (row->progress, 0, 1));
  update_texts (self, row);
  update_times (self);
  update_side_action (self, row);
  update_choices (self, row);
}

static void
troupe_job_item_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (troupe_job_item_parent_class)->map (widget);
  update (TROUPE_JOB_ITEM (widget));
}

static void
troupe_job_item_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (troupe_job_item_parent_class)->unmap (widget);
  update_clock (TROUPE_JOB_ITEM (widget));
}

static void
troupe_job_item_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DESCRIPTION:
      g_value_set_string (value, TROUPE_JOB_ITEM (object)->description);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_job_item_dispose (GObject *object)
{
  TroupeJobItem *self = TROUPE_JOB_ITEM (object);

  g_clear_handle_id (&self->clock_id, g_source_remove);
  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  g_clear_object (&self->record);
  g_clear_object (&self->providers);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_JOB_ITEM);
  G_OBJECT_CLASS (troupe_job_item_parent_class)->dispose (object);
}

static void
troupe_job_item_finalize (GObject *object)
{
  g_free (TROUPE_JOB_ITEM (object)->description);
  G_OBJECT_CLASS (troupe_job_item_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TroupeJobItem, state_icon);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobItem, spinner);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobItem, title_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobItem, state_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobItem, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobItem, times_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobItem, note_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobItem, choices);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobItem, look_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobItem, send_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobItem, forget_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeJobItem, action_button);
}

static void
troupe_job_item_class_init (TroupeJobItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_job_item_get_property;
  object_class->dispose = troupe_job_item_dispose;
  object_class->finalize = troupe_job_item_finalize;
  widget_class->map = troupe_job_item_map;
  widget_class->unmap = troupe_job_item_unmap;

  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-job-item.ui");
  bind_children (widget_class);
}

static void
troupe_job_item_init (TroupeJobItem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_job_item_new:
 * @providers: where the names of providers are found
 *
 * Returns: (transfer floating): a widget that shows nothing until it has a job
 */
GtkWidget *
troupe_job_item_new (TroupeProviders *providers)
{
  TroupeJobItem *self;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (providers), NULL);

  self = g_object_new (TROUPE_TYPE_JOB_ITEM, NULL);
  self->providers = g_object_ref (providers);
  return GTK_WIDGET (self);
}

/**
 * troupe_job_item_set_record:
 * @self: an item
 * @record: (nullable): a job, or `NULL` for none
 *
 * Shows a job and follows its changes.
 */
void
troupe_job_item_set_record (TroupeJobItem   *self,
                            TroupeJobRecord *record)
{
  g_return_if_fail (TROUPE_IS_JOB_ITEM (self));

  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  g_set_object (&self->record, record);
  if (record != NULL)
    g_signal_connect_object (record, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * troupe_job_item_get_record:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the job it shows
 */
TroupeJobRecord *
troupe_job_item_get_record (TroupeJobItem *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_ITEM (self), NULL);

  return self->record;
}
