/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-range-model.h"

#include "troupe-frame-boundary.h"

/**
 * TroupeRangeModel:
 *
 * The range a person chooses in one clip.
 *
 * Owns the clip, the span the edits obey, and the ranges before and after the present one. Edits
 * between troupe_range_model_begin() and troupe_range_model_commit() are one step of the history;
 * any other edit is a step of its own.
 */
struct _TroupeRangeModel
{
  GObject           parent_instance;

  /* Owned */
  TroupeClip       *clip;
  GArray           *history;      /* of TroupeRange; the present one stands at index now */

  guint             now;
  TroupeSpan        span;
  TroupeRange       range;
  TroupeRangeLimit  limit;
  gboolean          is_grouped;
};

G_DEFINE_FINAL_TYPE (TroupeRangeModel, troupe_range_model, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Without a span every range of at least one nanosecond is good. */
static const TroupeSpan any_span = { 1, G_MAXINT64, 1, 0 };

static guint64
duration_of (TroupeRangeModel *self)
{
  return self->clip != NULL ? troupe_clip_get_duration_ns (self->clip) : 0;
}

static guint64
quantum_of (TroupeRangeModel *self)
{
  return MAX (MAX (self->span.step_ns, self->span.grid_ns), 1);
}

static void
emit_changed (TroupeRangeModel *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
push (TroupeRangeModel *self)
{
  if (troupe_range_equal (&self->range, &g_array_index (self->history, TroupeRange, self->now)))
    return;

  g_array_set_size (self->history, self->now + 1);
  g_array_append_val (self->history, self->range);
  self->now++;
}

static void
take (TroupeRangeModel *self,
      TroupeRange       range,
      TroupeRangeLimit  limit)
{
  if (troupe_range_equal (&range, &self->range) && limit == self->limit)
    return;

  self->range = range;
  self->limit = limit;
  if (!self->is_grouped)
    push (self);
  emit_changed (self);
}

static TroupeRange
moved (TroupeRangeModel *self,
       TroupeRangePart   part,
       guint64           time_ns,
       TroupeRangePolicy policy)
{
  guint64 duration_ns = duration_of (self);

  switch (part)
    {
    case TROUPE_RANGE_PART_START:
      return troupe_range_with_start (&self->range, time_ns, &self->span, duration_ns, policy);
    case TROUPE_RANGE_PART_END:
      return troupe_range_with_end (&self->range, time_ns, &self->span, duration_ns, policy);
    case TROUPE_RANGE_PART_BODY:
      return troupe_range_moved_to (&self->range, time_ns, &self->span, duration_ns);
    }

  g_assert_not_reached ();
}

/* A move that ends less than a quantum away was rounded, not stopped. */
static TroupeRangeLimit
limit_of (TroupeRangeModel  *self,
          TroupeRangePart    part,
          const TroupeRange *range,
          guint64            wanted_ns)
{
  guint64 is_ns = part == TROUPE_RANGE_PART_END ? range->end_ns : range->start_ns;
  guint64 quantum_ns = quantum_of (self);
  guint64 duration_ns = duration_of (self);
  gboolean is_longer = (wanted_ns > is_ns) == (part == TROUPE_RANGE_PART_END);

  if (MAX (is_ns, wanted_ns) - MIN (is_ns, wanted_ns) < quantum_ns)
    return TROUPE_RANGE_LIMIT_NONE;
  if (part == TROUPE_RANGE_PART_BODY)
    return TROUPE_RANGE_LIMIT_CLIP;
  if (!is_longer)
    return TROUPE_RANGE_LIMIT_MIN;
  if (part == TROUPE_RANGE_PART_END && is_ns + quantum_ns > duration_ns)
    return TROUPE_RANGE_LIMIT_CLIP;

  return TROUPE_RANGE_LIMIT_MAX;
}

static void
troupe_range_model_dispose (GObject *object)
{
  TroupeRangeModel *self = TROUPE_RANGE_MODEL (object);

  g_clear_object (&self->clip);
  G_OBJECT_CLASS (troupe_range_model_parent_class)->dispose (object);
}

static void
troupe_range_model_finalize (GObject *object)
{
  TroupeRangeModel *self = TROUPE_RANGE_MODEL (object);

  g_clear_pointer (&self->history, g_array_unref);
  G_OBJECT_CLASS (troupe_range_model_parent_class)->finalize (object);
}

static void
troupe_range_model_class_init (TroupeRangeModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_range_model_dispose;
  object_class->finalize = troupe_range_model_finalize;

  signals[CHANGED] = g_signal_new ("changed", TROUPE_TYPE_RANGE_MODEL, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
troupe_range_model_init (TroupeRangeModel *self)
{
  self->span = any_span;
  self->history = g_array_new (FALSE, TRUE, sizeof (TroupeRange));
  g_array_set_size (self->history, 1);
}

/**
 * troupe_range_model_new:
 *
 * Makes a model without a clip; its range is empty until it has one.
 *
 * Returns: (transfer full): a new model
 */
TroupeRangeModel *
troupe_range_model_new (void)
{
  return g_object_new (TROUPE_TYPE_RANGE_MODEL, NULL);
}

/**
 * troupe_range_model_set_clip:
 * @self: a model
 * @clip: (nullable): the clip the range lies in
 *
 * Starts over with a clip: the range its span allows by default at the beginning, and no history.
 */
void
troupe_range_model_set_clip (TroupeRangeModel *self,
                             TroupeClip       *clip)
{
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));
  g_return_if_fail (clip == NULL || TROUPE_IS_CLIP (clip));

  g_set_object (&self->clip, clip);
  self->range = (TroupeRange) { 0, 0 };
  if (clip != NULL)
    self->range = troupe_range_default (&self->span, duration_of (self), 0);
  self->limit = TROUPE_RANGE_LIMIT_NONE;
  self->is_grouped = FALSE;
  self->now = 0;
  g_array_set_size (self->history, 1);
  g_array_index (self->history, TroupeRange, 0) = self->range;
  emit_changed (self);
}

/**
 * troupe_range_model_get_clip:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the clip
 */
TroupeClip *
troupe_range_model_get_clip (TroupeRangeModel *self)
{
  g_return_val_if_fail (TROUPE_IS_RANGE_MODEL (self), NULL);

  return self->clip;
}

/**
 * troupe_range_model_set_span:
 * @self: a model
 * @span: (nullable): what the provider accepts, or `NULL` when none is chosen
 *
 * Sets what coming edits obey. The range stays as it is, see troupe_range_model_fit().
 */
void
troupe_range_model_set_span (TroupeRangeModel *self,
                             const TroupeSpan *span)
{
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));

  self->span = span != NULL ? *span : any_span;
  self->limit = TROUPE_RANGE_LIMIT_NONE;
  emit_changed (self);
}

/**
 * troupe_range_model_get_span:
 * @self: a model
 *
 * Returns: (transfer none): what edits obey
 */
const TroupeSpan *
troupe_range_model_get_span (TroupeRangeModel *self)
{
  g_return_val_if_fail (TROUPE_IS_RANGE_MODEL (self), NULL);

  return &self->span;
}

/**
 * troupe_range_model_get_range:
 * @self: a model
 *
 * Returns: (transfer none): the range, in the time of the clip
 */
const TroupeRange *
troupe_range_model_get_range (TroupeRangeModel *self)
{
  g_return_val_if_fail (TROUPE_IS_RANGE_MODEL (self), NULL);

  return &self->range;
}

/**
 * troupe_range_model_get_edge_ns:
 * @self: a model
 * @part: a part of the range
 *
 * Returns: where @part stands, in nanoseconds; a body stands at its start
 */
guint64
troupe_range_model_get_edge_ns (TroupeRangeModel *self,
                                TroupeRangePart   part)
{
  g_return_val_if_fail (TROUPE_IS_RANGE_MODEL (self), 0);

  return part == TROUPE_RANGE_PART_END ? self->range.end_ns : self->range.start_ns;
}

/**
 * troupe_range_model_get_limit:
 * @self: a model
 *
 * Returns: what kept the last edit from going where it was wanted
 */
TroupeRangeLimit
troupe_range_model_get_limit (TroupeRangeModel *self)
{
  g_return_val_if_fail (TROUPE_IS_RANGE_MODEL (self), TROUPE_RANGE_LIMIT_NONE);

  return self->limit;
}

/**
 * troupe_range_model_check:
 * @self: a model
 * @error: return location for an error
 *
 * Tells whether the range obeys clip and span; fails as troupe_range_check() does.
 *
 * Returns: whether the range can be sent
 */
gboolean
troupe_range_model_check (TroupeRangeModel *self,
                          GError          **error)
{
  g_return_val_if_fail (TROUPE_IS_RANGE_MODEL (self), FALSE);

  return troupe_range_check (&self->range, &self->span, duration_of (self), error);
}

/**
 * troupe_range_model_begin:
 * @self: a model
 *
 * Begins a drag: the edits up to troupe_range_model_commit() are undone in one step.
 */
void
troupe_range_model_begin (TroupeRangeModel *self)
{
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));

  self->is_grouped = TRUE;
}

/**
 * troupe_range_model_commit:
 * @self: a model
 *
 * Ends a drag: its edits become one step of the history, and nothing is in their way any more.
 */
void
troupe_range_model_commit (TroupeRangeModel *self)
{
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));

  if (!self->is_grouped)
    return;

  self->is_grouped = FALSE;
  self->limit = TROUPE_RANGE_LIMIT_NONE;
  push (self);
  emit_changed (self);
}

/**
 * troupe_range_model_roll_back:
 * @self: a model
 *
 * Ends a drag as if it had not been.
 */
void
troupe_range_model_roll_back (TroupeRangeModel *self)
{
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));

  if (!self->is_grouped)
    return;

  self->range = g_array_index (self->history, TroupeRange, self->now);
  troupe_range_model_commit (self);
}

/**
 * troupe_range_model_move:
 * @self: a model
 * @part: what to move
 * @time_ns: where it is wanted, in nanoseconds
 * @policy: what happens at a limit
 *
 * Moves an edge, or the whole range by its start, as near to @time_ns as clip and span allow.
 */
void
troupe_range_model_move (TroupeRangeModel *self,
                         TroupeRangePart   part,
                         guint64           time_ns,
                         TroupeRangePolicy policy)
{
  TroupeRange range;

  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));

  if (self->clip == NULL)
    return;

  /* Steps are counted from the start, so that an end which has room leaves the first frame inside. */
  range = moved (self, part, time_ns, TROUPE_RANGE_STOP);
  if (policy == TROUPE_RANGE_PUSH && (part != TROUPE_RANGE_PART_END ||
                                      limit_of (self, part, &range, time_ns) !=
                                      TROUPE_RANGE_LIMIT_NONE))
    range = moved (self, part, time_ns, TROUPE_RANGE_PUSH);
  take (self, range, limit_of (self, part, &range, time_ns));
}

/**
 * troupe_range_model_drag:
 * @self: a model
 * @part: what is dragged
 * @time_ns: where the pointer is, in nanoseconds
 *
 * Moves a part to the frame boundary nearest to the pointer; the other edge stays.
 */
void
troupe_range_model_drag (TroupeRangeModel *self,
                         TroupeRangePart   part,
                         guint64           time_ns)
{
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));

  if (self->clip == NULL)
    return;

  troupe_range_model_move (self, part, troupe_frame_boundary_near (self->clip, time_ns),
                           TROUPE_RANGE_STOP);
}

/**
 * troupe_range_model_nudge:
 * @self: a model
 * @part: what to move
 * @n_frames: by how many frames, to the left when negative
 *
 * Moves a part by true frames; by one quantum of the span where that is more than a frame.
 */
void
troupe_range_model_nudge (TroupeRangeModel *self,
                          TroupeRangePart   part,
                          int               n_frames)
{
  guint64 from_ns;
  guint64 to_ns;
  guint64 quantum_ns;
  TroupeRange range;

  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));

  if (self->clip == NULL || n_frames == 0)
    return;

  from_ns = troupe_range_model_get_edge_ns (self, part);
  to_ns = troupe_frame_boundary_step (self->clip, from_ns, n_frames);
  quantum_ns = quantum_of (self);
  range = moved (self, part, to_ns, TROUPE_RANGE_STOP);
  if (troupe_range_equal (&range, &self->range))
    to_ns = n_frames > 0 ? from_ns + quantum_ns : from_ns - MIN (from_ns, quantum_ns);

  troupe_range_model_move (self, part, to_ns, TROUPE_RANGE_STOP);
}

/**
 * troupe_range_model_set_length:
 * @self: a model
 * @length_ns: how long the range is wanted, in nanoseconds
 *
 * Moves the end; where the clip ends first, the start gives way.
 */
void
troupe_range_model_set_length (TroupeRangeModel *self,
                               guint64           length_ns)
{
  TroupeRange wanted;
  TroupeRange range;
  TroupeRangeLimit limit = TROUPE_RANGE_LIMIT_NONE;

  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));

  if (self->clip == NULL)
    return;

  wanted = (TroupeRange) { self->range.start_ns, self->range.start_ns + length_ns };
  range = troupe_range_moved_to (&wanted, wanted.start_ns, &self->span, duration_of (self));
  if (range.end_ns - range.start_ns + quantum_of (self) <= length_ns)
    limit = TROUPE_RANGE_LIMIT_MAX;
  else if (range.end_ns - range.start_ns >= length_ns + quantum_of (self))
    limit = TROUPE_RANGE_LIMIT_MIN;
  take (self, range, limit);
}

/**
 * troupe_range_model_set_range:
 * @self: a model
 * @range: the range wanted
 *
 * Sets both edges at once, as near as clip and span allow.
 */
void
troupe_range_model_set_range (TroupeRangeModel  *self,
                              const TroupeRange *range)
{
  TroupeRange fitting;

  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));
  g_return_if_fail (range != NULL);

  if (self->clip == NULL)
    return;

  fitting = troupe_range_moved_to (range, range->start_ns, &self->span, duration_of (self));
  take (self, fitting, limit_of (self, TROUPE_RANGE_PART_END, &fitting, range->end_ns));
}

/**
 * troupe_range_model_fit:
 * @self: a model
 *
 * Makes the range obey the span, moving its end rather than its start.
 */
void
troupe_range_model_fit (TroupeRangeModel *self)
{
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));

  if (self->clip == NULL)
    return;

  take (self,
        troupe_range_moved_to (&self->range, self->range.start_ns, &self->span,
                               duration_of (self)),
        TROUPE_RANGE_LIMIT_NONE);
}

/**
 * troupe_range_model_can_undo:
 * @self: a model
 *
 * Returns: whether there is an edit to undo
 */
gboolean
troupe_range_model_can_undo (TroupeRangeModel *self)
{
  g_return_val_if_fail (TROUPE_IS_RANGE_MODEL (self), FALSE);

  return self->now > 0;
}

/**
 * troupe_range_model_can_redo:
 * @self: a model
 *
 * Returns: whether there is an undone edit
 */
gboolean
troupe_range_model_can_redo (TroupeRangeModel *self)
{
  g_return_val_if_fail (TROUPE_IS_RANGE_MODEL (self), FALSE);

  return self->now + 1 < self->history->len;
}

static void
go_to (TroupeRangeModel *self,
       guint             index)
{
  self->now = index;
  self->range = g_array_index (self->history, TroupeRange, index);
  self->limit = TROUPE_RANGE_LIMIT_NONE;
  emit_changed (self);
}

/**
 * troupe_range_model_undo:
 * @self: a model
 *
 * Goes back to the range before the last edit, whether it obeys the present span or not.
 */
void
troupe_range_model_undo (TroupeRangeModel *self)
{
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));

  if (!self->is_grouped && troupe_range_model_can_undo (self))
    go_to (self, self->now - 1);
}

/**
 * troupe_range_model_redo:
 * @self: a model
 *
 * Goes forward again to the range of an undone edit.
 */
void
troupe_range_model_redo (TroupeRangeModel *self)
{
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (self));

  if (!self->is_grouped && troupe_range_model_can_redo (self))
    go_to (self, self->now + 1);
}
