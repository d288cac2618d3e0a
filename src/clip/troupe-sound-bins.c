/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-sound-bins.h"

#include <math.h>
#include <string.h>

#define SECOND_NS G_GUINT64_CONSTANT (1000000000)

/* A bin of a short clip; those of a longer one are as long as they must be for that many. */
#define LEAST_BIN_NS G_GUINT64_CONSTANT (1000000)
#define MAX_BINS (1024 * 1024)

/* How many bins are summed up in one, for those who look at the whole clip at once */
#define PER_SUM 64

#define FULL_SCALE 32768.0

/* Within a hundredth of a decibel of full scale: decoders of lossy formats round. */
#define CLIPPED 32730

typedef struct
{
  gint16  low;
  gint16  high;
  guint16 rms;          /* of 65535 */
  guint16 n_clipped;    /* of one channel and more */
} Bin;

typedef struct
{
  gint16  low;
  gint16  high;
  guint32 n_clipped;
  double  power;        /* of all bins together */
} Sum;

/**
 * TroupeSoundBins:
 *
 * Lowest and highest sample, root mean square and number of clipped moments of each bin: 8 bytes for a
 * millisecond, and never more than 8 MB for a clip. What nothing was added for is silent.
 */
struct _TroupeSoundBins
{
  guint64  duration_ns;
  guint64  bin_ns;
  gsize    n_bins;
  gsize    n_sums;

  /* Owned */
  Bin     *bins;
  Sum     *sums;

  /* The bin that is being filled */
  gsize    open;
  Bin      filling;
  double   power;       /* of its samples, together */
  guint64  n_samples;
};

/**
 * troupe_sound_bins_new:
 * @duration_ns: how long the clip is, in nanoseconds
 *
 * Returns: (transfer full): silence
 */
TroupeSoundBins *
troupe_sound_bins_new (guint64 duration_ns)
{
  TroupeSoundBins *self = g_new0 (TroupeSoundBins, 1);

  self->duration_ns = duration_ns;
  self->bin_ns = MAX (LEAST_BIN_NS, (duration_ns + MAX_BINS - 1) / MAX_BINS);
  self->n_bins = (duration_ns + self->bin_ns - 1) / self->bin_ns;
  self->n_sums = (self->n_bins + PER_SUM - 1) / PER_SUM;
  self->bins = g_new0 (Bin, self->n_bins);
  self->sums = g_new0 (Sum, self->n_sums);

  return self;
}

/**
 * troupe_sound_bins_free:
 * @self: (transfer full): bins
 *
 * Frees them.
 */
void
troupe_sound_bins_free (TroupeSoundBins *self)
{
  g_clear_pointer (&self->sums, g_free);
  g_clear_pointer (&self->bins, g_free);
  g_free (self);
}

static double
bin_power (const Bin *bin)
{
  double rms = bin->rms / (double) G_MAXUINT16;

  return rms * rms;
}

static void
sum_up (TroupeSoundBins *self,
        gsize            n)
{
  const Bin *bin = &self->bins[n];
  Sum *sum = &self->sums[n / PER_SUM];

  sum->low = MIN (sum->low, bin->low);
  sum->high = MAX (sum->high, bin->high);
  sum->n_clipped += bin->n_clipped;
  sum->power += bin_power (bin);
}

static void
close_bin (TroupeSoundBins *self)
{
  if (self->n_samples == 0)
    return;

  self->filling.rms = (guint16) lround (MIN (sqrt (self->power / self->n_samples) / FULL_SCALE, 1) *
                                        G_MAXUINT16);
  self->bins[self->open] = self->filling;
  sum_up (self, self->open);
  self->filling = (Bin) { 0 };
  self->power = 0;
  self->n_samples = 0;
}

/* What comes early by a rounding goes to the bin that is open: those before it are closed. */
static void
open_bin (TroupeSoundBins *self,
          gsize            n)
{
  if (n <= self->open)
    return;

  close_bin (self);
  self->open = n;
}

static void
add_moment (TroupeSoundBins *self,
            const gint16    *samples,
            guint            n_channels)
{
  gboolean is_clipped = FALSE;

  for (guint i = 0; i < n_channels; i++)
    {
      self->filling.low = MIN (self->filling.low, samples[i]);
      self->filling.high = MAX (self->filling.high, samples[i]);
      self->power += (double) samples[i] * samples[i];
      is_clipped = is_clipped || ABS ((int) samples[i]) >= CLIPPED;
    }
  self->n_samples += n_channels;
  if (is_clipped && self->filling.n_clipped < G_MAXUINT16)
    self->filling.n_clipped++;
}

/**
 * troupe_sound_bins_add:
 * @self: bins that are not finished
 * @time_ns: when it is heard, in nanoseconds
 * @samples: (array): sound, the channels of each moment side by side
 * @n_frames: how many moments it has
 * @n_channels: how many samples each moment has
 * @rate: how many moments make a second
 *
 * Adds what comes next. What lies behind the end of the clip is left out.
 *
 * Returns: up to where nothing will change any more, in nanoseconds
 */
guint64
troupe_sound_bins_add (TroupeSoundBins *self,
                       guint64          time_ns,
                       const gint16    *samples,
                       gsize            n_frames,
                       guint            n_channels,
                       guint            rate)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (n_channels > 0 && rate > 0, 0);

  for (gsize i = 0; i < n_frames; i++)
    {
      gsize n = (time_ns + i * SECOND_NS / rate) / self->bin_ns;

      if (n >= self->n_bins)
        break;

      open_bin (self, n);
      add_moment (self, samples + i * n_channels, n_channels);
    }

  return self->open * self->bin_ns;
}

/**
 * troupe_sound_bins_finish:
 * @self: bins
 *
 * Tells that nothing more comes.
 */
void
troupe_sound_bins_finish (TroupeSoundBins *self)
{
  g_return_if_fail (self != NULL);

  close_bin (self);
}

static void
take (TroupeSoundLevels *levels,
      int                low,
      int                high,
      guint              n_clipped)
{
  levels->low = MIN (levels->low, low / FULL_SCALE);
  levels->high = MAX (levels->high, high / FULL_SCALE);
  levels->n_clipped += n_clipped;
}

/**
 * troupe_sound_bins_measure:
 * @self: bins
 * @from_ns: start of a part of the clip, in nanoseconds
 * @to_ns: end of that part, in nanoseconds
 * @levels: (out): how loud it is
 *
 * Measures all bins that the part touches. Of the bin that is being filled nothing is known.
 */
void
troupe_sound_bins_measure (const TroupeSoundBins *self,
                           guint64                from_ns,
                           guint64                to_ns,
                           TroupeSoundLevels     *levels)
{
  gsize from;
  gsize to;
  double power = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (from_ns <= to_ns);
  g_return_if_fail (levels != NULL);

  *levels = (TroupeSoundLevels) { 0 };
  from = MIN (from_ns / self->bin_ns, self->n_bins);
  to = MIN (to_ns / self->bin_ns + (to_ns % self->bin_ns > 0), self->n_bins);
  for (gsize i = from; i < to;)
    {
      if (i % PER_SUM == 0 && i + PER_SUM <= to)
        {
          const Sum *sum = &self->sums[i / PER_SUM];

          take (levels, sum->low, sum->high, sum->n_clipped);
          power += sum->power;
          i += PER_SUM;
        }
      else
        {
          const Bin *bin = &self->bins[i];

          take (levels, bin->low, bin->high, bin->n_clipped);
          power += bin_power (bin);
          i++;
        }
    }
  levels->rms = to > from ? sqrt (power / (to - from)) : 0;
}

/**
 * troupe_sound_bins_to_bytes:
 * @self: bins that are finished
 *
 * Returns: (transfer full): what troupe_sound_bins_new_bytes() takes, on this kind of computer
 */
GBytes *
troupe_sound_bins_to_bytes (const TroupeSoundBins *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_bytes_new (self->bins, self->n_bins * sizeof *self->bins);
}

/**
 * troupe_sound_bins_new_bytes:
 * @duration_ns: how long the clip is, in nanoseconds
 * @bytes: what troupe_sound_bins_to_bytes() gave
 *
 * Makes the bins of a clip of that length once more.
 *
 * Returns: (transfer full) (nullable): finished bins, or `NULL` when those are of another length
 */
TroupeSoundBins *
troupe_sound_bins_new_bytes (guint64 duration_ns,
                             GBytes *bytes)
{
  g_autoptr (TroupeSoundBins) self = troupe_sound_bins_new (duration_ns);
  gsize n_bytes;
  gconstpointer data = g_bytes_get_data (bytes, &n_bytes);

  if (n_bytes != self->n_bins * sizeof *self->bins)
    return NULL;

  if (n_bytes > 0)
    memcpy (self->bins, data, n_bytes);
  for (gsize i = 0; i < self->n_bins; i++)
    sum_up (self, i);

  return g_steal_pointer (&self);
}
