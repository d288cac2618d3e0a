/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-range-checks.h"

#include <glib/gi18n.h>

#include "troupe-finding-text.h"
#include "troupe-range-report.h"

/* A range that has not changed for so long is checked. */
#define REST_MS 120

typedef struct
{
  GtkWidget *box;       /* borrowed, as the others, from the box around them */
  GtkLabel  *label;
  GtkButton *button;
} Row;

/**
 * TroupeRangeChecks:
 *
 * Checks a range on another thread whenever it rests, and again as more of the clip is known. Owns what it
 * checks by, and the last report.
 */
struct _TroupeRangeChecks
{
  AdwBin             parent_instance;

  /* Template */
  GtkWidget         *findings_box;
  GtkLabel          *quiet_label;
  GtkWidget         *best_group;
  AdwExpanderRow    *best_row;

  Row                rows[TROUPE_N_FINDINGS];
  AdwActionRow      *best_rows[TROUPE_RANGE_REPORT_N_BEST];    /* borrowed, as the next */
  GtkActionable     *keep_buttons[TROUPE_RANGE_REPORT_N_BEST];

  /* Owned */
  TroupeRangeModel  *model;
  TroupeFrameReview *review;
  TroupeSound       *sound;
  TroupeProvider    *provider;
  TroupeRangeReport *report;         /* NULL at first */
  GCancellable      *cancellable;    /* of the present check, else NULL */

  guint              rest_id;
  gboolean           is_stale;       /* more is known than the present check knows */
};

G_DEFINE_FINAL_TYPE (TroupeRangeChecks, troupe_range_checks, ADW_TYPE_BIN)

static void
show_row (TroupeRangeChecks *self,
          TroupeFindingKind  kind,
          const char        *text)
{
  Row *row = &self->rows[kind];
  gboolean is_mendable = text != NULL && (self->report->mendable & (1u << kind)) != 0;

  if (!is_mendable && gtk_widget_has_focus (GTK_WIDGET (row->button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->best_row));    /* it was used, and is going */
  gtk_widget_set_visible (row->box, text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (row->button), is_mendable);
  gtk_label_set_label (row->label, text != NULL ? text : "");
  if (is_mendable)
    {
      g_autofree char *range = troupe_finding_text_dup_range (&self->report->mended[kind]);
      /* Translators: a button; where the range goes, such as “4.2–7.2 s” */
      g_autofree char *label = g_strdup_printf (_("Move to %s"), range);

      gtk_button_set_label (row->button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
    }
}

static void
show_best (TroupeRangeChecks *self)
{
  const TroupeRange *range = troupe_range_model_get_range (self->model);
  GArray *best = self->report->best;

  for (guint i = 0; i < TROUPE_RANGE_REPORT_N_BEST; i++)
    {
      AdwActionRow *row = self->best_rows[i];
      const TroupeBestRange *one = i < best->len ? &g_array_index (best, TroupeBestRange, i) : NULL;
      g_autofree char *title = one != NULL ? troupe_finding_text_dup_range (&one->range) : NULL;
      g_autofree char *merits = one != NULL ? troupe_finding_text_dup_merits (one) : NULL;

      gtk_widget_set_visible (GTK_WIDGET (row), one != NULL);
      if (one == NULL)
        continue;

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (row, merits);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !troupe_range_equal (&one->range, range));
      gtk_actionable_set_action_target (self->keep_buttons[i], "(tts)", one->range.start_ns, one->range.end_ns,
                                        merits);
      gtk_actionable_set_action_name (self->keep_buttons[i], "clip.keep");
    }
  gtk_widget_set_visible (self->best_group, best->len > 1);
}

/* Of a range that is not known nothing is said, neither good nor bad. */
static const char *
quiet_text (TroupeRangeChecks *self)
{
  if (self->report->is_known)
    return _("Checked on this computer: all is well");
  if (troupe_clip_get_local_file (troupe_range_model_get_clip (self->model)) == NULL)
    return _("The range is checked when the clip is on this computer");
  if (self->review != NULL && troupe_frame_review_is_done (self->review))
    return _("This range cannot be checked");

  return _("Checking the range…");
}

static void
show_report (TroupeRangeChecks *self)
{
  const TroupeRangeFindings *findings = &self->report->findings;
  gboolean is_well = TRUE;

  /* Until all is known others may be better. */
  if (self->review != NULL && troupe_frame_review_is_done (self->review))
    show_best (self);
  for (guint kind = 0; kind < TROUPE_N_FINDINGS; kind++)
    {
      g_autofree char *text = NULL;

      if (self->report->is_known && troupe_range_findings_have (findings, kind))
        text = troupe_finding_text_dup (findings, kind, self->provider);
      show_row (self, kind, text);
      is_well = is_well && text == NULL;
    }
  gtk_widget_set_visible (self->findings_box, !is_well);
  gtk_widget_set_visible (GTK_WIDGET (self->quiet_label), is_well);
  gtk_label_set_label (self->quiet_label, quiet_text (self));
}

static void check_later (TroupeRangeChecks *self);

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeRangeChecks) self = TROUPE_RANGE_CHECKS (user_data);
  g_autoptr (GError) error = NULL;
  TroupeRangeReport *report = troupe_range_report_finish (result, &error);

  if (report == NULL)
    return;    /* another one takes its place: it fails when it is cancelled alone */

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->report, troupe_range_report_free);
  self->report = report;
  show_report (self);
  if (self->is_stale)
    check_later (self);
}

static void
stop (TroupeRangeChecks *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
rest_timeout (gpointer user_data)
{
  TroupeRangeChecks *self = TROUPE_RANGE_CHECKS (user_data);
  TroupeClip *clip = troupe_range_model_get_clip (self->model);

  self->rest_id = 0;
  if (clip == NULL || self->review == NULL)
    return G_SOURCE_REMOVE;

  self->is_stale = FALSE;
  self->cancellable = g_cancellable_new ();
  troupe_range_report_async (clip, self->review, self->sound, troupe_range_model_get_range (self->model),
                             troupe_range_model_get_span (self->model), self->cancellable, checked_cb,
                             g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
check_later (TroupeRangeChecks *self)
{
  if (self->rest_id == 0)
    self->rest_id = g_timeout_add (REST_MS, rest_timeout, self);
}

/* The range, or what it has to obey: what is being checked is of no use any more. */
static void
model_changed_cb (TroupeRangeChecks *self)
{
  stop (self);
  if (self->review != NULL)
    troupe_frame_review_set_focus (self->review, troupe_range_model_get_range (self->model)->start_ns);
  check_later (self);
}

/* A check that runs is let run, so that there are some while a clip comes in. */
static void
evidence_changed_cb (TroupeRangeChecks *self)
{
  self->is_stale = TRUE;
  if (self->cancellable == NULL)
    check_later (self);
}

static void
mend_cb (TroupeRangeChecks *self,
         GtkButton         *button)
{
  for (guint kind = 0; kind < TROUPE_N_FINDINGS; kind++)
    if (self->rows[kind].button == button)
      troupe_range_model_set_range (self->model, &self->report->mended[kind]);
}

static void
best_cb (TroupeRangeChecks *self,
         AdwActionRow      *row)
{
  for (guint i = 0; i < self->report->best->len; i++)
    if (self->best_rows[i] == row)
      troupe_range_model_set_range (self->model, &g_array_index (self->report->best, TroupeBestRange, i).range);
}

static void
add_row (TroupeRangeChecks *self,
         TroupeFindingKind  kind)
{
  Row *row = &self->rows[kind];
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   "icon-name", kind < TROUPE_FINDING_BARS ? "dialog-warning-symbolic"
                                                                           : "dialog-information-symbolic",
                                   "valign", GTK_ALIGN_START,
                                   NULL);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  row->label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, "hexpand", TRUE, NULL);
  row->button = g_object_new (GTK_TYPE_BUTTON, "halign", GTK_ALIGN_START, NULL);
  g_signal_connect_object (row->button, "clicked", G_CALLBACK (mend_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (row->label));
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (row->button));
  gtk_box_append (GTK_BOX (row->box), image);
  gtk_box_append (GTK_BOX (row->box), column);
  gtk_widget_set_visible (row->box, FALSE);
  gtk_box_append (GTK_BOX (self->findings_box), row->box);
}

static void
add_best_row (TroupeRangeChecks *self,
              guint              n)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON,
                                    "css-classes", (const char *[]) { "flat", NULL },
                                    "icon-name", "list-add-symbolic",
                                    "tooltip-text", _("Keep as Candidate"),
                                    "valign", GTK_ALIGN_CENTER,
                                    NULL);

  self->keep_buttons[n] = GTK_ACTIONABLE (button);
  self->best_rows[n] = g_object_new (ADW_TYPE_ACTION_ROW, "activatable", TRUE, "use-markup", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->best_rows[n]), "numeric");
  adw_action_row_add_suffix (self->best_rows[n], button);
  g_signal_connect_object (self->best_rows[n], "activated", G_CALLBACK (best_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (self->best_row, GTK_WIDGET (self->best_rows[n]));
}

static void
troupe_range_checks_dispose (GObject *object)
{
  TroupeRangeChecks *self = TROUPE_RANGE_CHECKS (object);

  stop (self);
  g_clear_object (&self->model);
  g_clear_object (&self->review);
  g_clear_object (&self->sound);
  g_clear_object (&self->provider);
  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_RANGE_CHECKS);
  G_OBJECT_CLASS (troupe_range_checks_parent_class)->dispose (object);
}

static void
troupe_range_checks_finalize (GObject *object)
{
  TroupeRangeChecks *self = TROUPE_RANGE_CHECKS (object);

  g_clear_pointer (&self->report, troupe_range_report_free);
  G_OBJECT_CLASS (troupe_range_checks_parent_class)->finalize (object);
}

static void
troupe_range_checks_class_init (TroupeRangeChecksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_range_checks_dispose;
  G_OBJECT_CLASS (klass)->finalize = troupe_range_checks_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-range-checks.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeRangeChecks, findings_box);
  gtk_widget_class_bind_template_child (widget_class, TroupeRangeChecks, quiet_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeRangeChecks, best_group);
  gtk_widget_class_bind_template_child (widget_class, TroupeRangeChecks, best_row);
}

static void
troupe_range_checks_init (TroupeRangeChecks *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint kind = 0; kind < TROUPE_N_FINDINGS; kind++)
    add_row (self, kind);
  for (guint i = 0; i < TROUPE_RANGE_REPORT_N_BEST; i++)
    add_best_row (self, i);
  gtk_widget_set_visible (self->findings_box, FALSE);
  gtk_widget_set_visible (self->best_group, FALSE);
  gtk_label_set_label (self->quiet_label, _("Checking the range…"));
}

/**
 * troupe_range_checks_set_model:
 * @self: the checks
 * @model: the range
 *
 * Sets the range that is checked, and moved where that helps.
 */
void
troupe_range_checks_set_model (TroupeRangeChecks *self,
                               TroupeRangeModel  *model)
{
  g_return_if_fail (TROUPE_IS_RANGE_CHECKS (self));
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (model));

  if (g_set_object (&self->model, model))
    g_signal_connect_object (model, "changed", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * troupe_range_checks_set_evidence:
 * @self: checks that have a range
 * @review: (nullable): what its clip looks like; `NULL` while nobody looks
 * @sound: (nullable): how loud it is
 *
 * Sets what the range is checked by.
 */
void
troupe_range_checks_set_evidence (TroupeRangeChecks *self,
                                  TroupeFrameReview *review,
                                  TroupeSound       *sound)
{
  g_return_if_fail (TROUPE_IS_RANGE_CHECKS (self));
  g_return_if_fail (review == NULL || TROUPE_IS_FRAME_REVIEW (review));
  g_return_if_fail (sound == NULL || TROUPE_IS_SOUND (sound));

  if (self->review != NULL)
    g_signal_handlers_disconnect_by_func (self->review, evidence_changed_cb, self);
  if (self->sound != NULL)
    g_signal_handlers_disconnect_by_func (self->sound, evidence_changed_cb, self);
  g_set_object (&self->review, review);
  g_set_object (&self->sound, sound);
  gtk_widget_set_visible (self->best_group, FALSE);
  if (review != NULL)
    g_signal_connect_object (review, "changed", G_CALLBACK (evidence_changed_cb), self, G_CONNECT_SWAPPED);
  if (sound != NULL)
    g_signal_connect_object (sound, "changed", G_CALLBACK (evidence_changed_cb), self, G_CONNECT_SWAPPED);
  model_changed_cb (self);
}

/**
 * troupe_range_checks_set_provider:
 * @self: the checks
 * @provider: (nullable): who is to make the character
 *
 * Sets for whom it is said what a finding means.
 */
void
troupe_range_checks_set_provider (TroupeRangeChecks *self,
                                  TroupeProvider    *provider)
{
  g_return_if_fail (TROUPE_IS_RANGE_CHECKS (self));

  if (g_set_object (&self->provider, provider) && self->report != NULL)
    show_report (self);
}
