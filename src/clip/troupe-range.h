/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 start_ns;
  guint64 end_ns;
} TroupeRange;

/* What a provider accepts. The length is a multiple of step_ns; both edges lie on grid_ns, where 0
 * means that they are free (the clip is cut here first, so only its length is sent). */
typedef struct
{
  guint64 min_ns;
  guint64 max_ns;
  guint64 step_ns;
  guint64 grid_ns;
} TroupeSpan;

/* What an edge does when the other one stands in the way of a limit */
typedef enum
{
  TROUPE_RANGE_STOP,    /* the dragged edge stops */
  TROUPE_RANGE_PUSH,    /* the other edge moves along (I and O keys, typed times) */
} TroupeRangePolicy;

TroupeRange troupe_range_default    (const TroupeSpan   *span,
                                     guint64             duration_ns,
                                     guint64             around_ns);
TroupeRange troupe_range_with_start (const TroupeRange  *range,
                                     guint64             start_ns,
                                     const TroupeSpan   *span,
                                     guint64             duration_ns,
                                     TroupeRangePolicy   policy);
TroupeRange troupe_range_with_end   (const TroupeRange  *range,
                                     guint64             end_ns,
                                     const TroupeSpan   *span,
                                     guint64             duration_ns,
                                     TroupeRangePolicy   policy);
TroupeRange troupe_range_moved_to   (const TroupeRange  *range,
                                     guint64             start_ns,
                                     const TroupeSpan   *span,
                                     guint64             duration_ns);
TroupeRange troupe_range_rebased    (const TroupeRange  *range);
/* Whether some range of the clip obeys both; then self is what does. */
gboolean    troupe_span_intersect   (TroupeSpan         *self,
                                     const TroupeSpan   *other,
                                     guint64             duration_ns);
gboolean    troupe_range_equal      (const TroupeRange  *a,
                                     const TroupeRange  *b);
gboolean    troupe_range_check      (const TroupeRange  *range,
                                     const TroupeSpan   *span,
                                     guint64             duration_ns,
                                     GError            **error);
char       *troupe_range_format     (const TroupeRange  *range,
                                     const TroupeSpan   *span) G_GNUC_WARN_UNUSED_RESULT;
gboolean    troupe_range_parse      (const char         *text,
                                     TroupeRange        *range,
                                     GError            **error);

G_END_DECLS
