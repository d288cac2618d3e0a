/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-range-report.h"

/* A copy of all that is known, for the thread */
typedef struct
{
  guint64     duration_ns;
  GArray     *facts;
  GArray     *cuts;
  GArray     *slices;       /* of TroupeSoundLevels */
  gboolean    has_sound;
  TroupeRange range;
  TroupeSpan  span;
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_clear_pointer (&self->facts, g_array_unref);
  g_clear_pointer (&self->cuts, g_array_unref);
  g_clear_pointer (&self->slices, g_array_unref);
  g_free (self);
}

static void
report_free_cb (gpointer data)
{
  troupe_range_report_free (data);
}

/* Up to the last frame that is known, so that a clip of hours takes no longer than one of minutes */
static GArray *
measure_slices (TroupeSound *sound,
                GArray      *facts)
{
  GArray *slices = g_array_new (FALSE, FALSE, sizeof (TroupeSoundLevels));
  TroupeSoundLevels levels = { 0 };
  guint64 first_ns = facts->len > 0 ? g_array_index (facts, TroupeFrameFacts, 0).time_ns : 0;
  guint64 end_ns = facts->len > 0 ? g_array_index (facts, TroupeFrameFacts, facts->len - 1).end_ns : 0;

  for (guint64 from_ns = 0; from_ns + TROUPE_SOUND_SLICE_NS <= end_ns; from_ns += TROUPE_SOUND_SLICE_NS)
    {
      if (from_ns + TROUPE_SOUND_SLICE_NS > first_ns &&
          !troupe_sound_measure (sound, from_ns, from_ns + TROUPE_SOUND_SLICE_NS, &levels))
        break;
      g_array_append_val (slices, levels);
    }

  return slices;
}

static void
mend (TroupeRangeReport *self,
      const TroupeRange *range,
      GArray            *all)
{
  for (guint kind = 0; kind < TROUPE_N_FINDINGS; kind++)
    if (troupe_range_findings_have (&self->findings, kind) &&
        troupe_best_ranges_mend (all, range, self->findings.kinds, kind, &self->mended[kind]))
      self->mendable |= 1u << kind;
}

static void
report_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autoptr (GArray) moments = troupe_moments_new (request->facts);
  TroupeEvidence evidence = {
    .duration_ns = request->duration_ns,
    .moments = (const TroupeMoment *) (gpointer) moments->data,
    .n_moments = moments->len,
    .cuts = (const guint64 *) (gpointer) request->cuts->data,
    .n_cuts = request->cuts->len,
    .has_sound = request->has_sound,
    .slices = (const TroupeSoundLevels *) (gpointer) request->slices->data,
    .n_slices = request->slices->len,
  };
  TroupeRangeReport *self = g_new0 (TroupeRangeReport, 1);
  g_autoptr (GArray) all = troupe_best_ranges_new (&evidence, &request->range, &request->span, cancellable);

  self->is_known = troupe_range_findings_make (&self->findings, &evidence, &request->range);
  if (self->is_known)
    mend (self, &request->range, all);
  self->best = troupe_best_ranges_pick (all, TROUPE_RANGE_REPORT_N_BEST);
  g_task_return_pointer (task, self, report_free_cb);
}

/**
 * troupe_range_report_async:
 * @clip: a clip
 * @review: what is known of its frames
 * @sound: (nullable): how loud it is; `NULL` when the clip has no sound
 * @range: a part of it
 * @span: what the provider accepts
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Checks a range with what is known by now, and looks for better ones as long as it.
 */
void
troupe_range_report_async (TroupeClip         *clip,
                           TroupeFrameReview  *review,
                           TroupeSound        *sound,
                           const TroupeRange  *range,
                           const TroupeSpan   *span,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (TROUPE_IS_CLIP (clip));
  g_return_if_fail (TROUPE_IS_FRAME_REVIEW (review));
  g_return_if_fail (sound == NULL || TROUPE_IS_SOUND (sound));
  g_return_if_fail (range != NULL && span != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_range_report_async);
  request = g_new0 (Request, 1);
  request->duration_ns = troupe_clip_get_duration_ns (clip);
  request->facts = troupe_frame_review_dup_facts (review);
  request->cuts = g_array_ref (troupe_frame_review_get_cuts (review));
  request->has_sound = sound != NULL && troupe_sound_get_state (sound) != TROUPE_SOUND_NONE;
  request->slices = request->has_sound ? measure_slices (sound, request->facts)
                                       : g_array_new (FALSE, FALSE, sizeof (TroupeSoundLevels));
  request->range = *range;
  request->span = *span;
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, report_thread);
}

/**
 * troupe_range_report_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Takes the report. Fails only when it was cancelled.
 *
 * Returns: (transfer full): the report
 */
TroupeRangeReport *
troupe_range_report_finish (GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_range_report_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_range_report_free:
 * @self: (transfer full): a report
 */
void
troupe_range_report_free (TroupeRangeReport *self)
{
  g_clear_pointer (&self->best, g_array_unref);
  g_free (self);
}
