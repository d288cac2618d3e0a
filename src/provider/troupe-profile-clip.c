/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-profile-private.h"

#include "troupe-call.h"

#define NS_PER_CENTISECOND G_GUINT64_CONSTANT (10000000)    /* no span has more than two decimals */

static JsonObject *
get_clip (TroupeProfile *self)
{
  return json_object_get_object_member (json_node_get_object (self->root), "clip");
}

static guint64
to_ns (double seconds)
{
  return (guint64) (seconds * 100 + 0.5) * NS_PER_CENTISECOND;
}

static gboolean
has_source (TroupeProfile *self,
            const char    *name)
{
  JsonArray *names = json_object_get_array_member (get_clip (self), "sources");

  for (guint i = 0; i < json_array_get_length (names); i++)
    if (g_str_equal (name, json_array_get_string_element (names, i)))
      return TRUE;
  return FALSE;
}

static TroupeTransport
read_transports (TroupeProfile *self)
{
  TroupeTransport transports = 0;

  if (has_source (self, "file"))
    transports |= TROUPE_TRANSPORT_PART;
  if (has_source (self, "data"))
    transports |= TROUPE_TRANSPORT_DATA;
  if (has_source (self, "picture"))
    transports |= TROUPE_TRANSPORT_PICTURE;
  if (troupe_profile_get_call (self, "upload") != NULL)
    transports |= TROUPE_TRANSPORT_UPLOAD;
  return transports;
}

/* What travels with each video is the cut; a whole clip and its range only where the call has a place for one. */
static gboolean
takes_range (TroupeProfile *self)
{
  static const char * const variables[] = { "range.text", "range.start" };
  JsonObject *call;

  if (self->kind == TROUPE_KIND_STORED)
    return TRUE;
  call = troupe_profile_get_call (self, "create-video");
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    if (troupe_call_uses (call, variables[i]))
      return TRUE;
  return FALSE;
}

static TroupeSource
read_sources (TroupeProfile *self)
{
  TroupeSource sources = 0;

  if (has_source (self, "url") && takes_range (self))
    sources |= TROUPE_SOURCE_URL;
  if (has_source (self, "task"))
    sources |= TROUPE_SOURCE_TASK;
  if (self->transports != 0)
    sources |= TROUPE_SOURCE_FILE;
  return sources;
}

static TroupeAudio
read_audio (const char *audio)
{
  if (g_strcmp0 (audio, "needed") == 0)
    return TROUPE_AUDIO_NEEDED;
  if (g_strcmp0 (audio, "dropped") == 0)
    return TROUPE_AUDIO_DROPPED;
  return TROUPE_AUDIO_ANY;
}

/**
 * troupe_profile_read_clip:
 * @self: a profile with its JSON
 *
 * Reads what the getters below give. For troupe_profile_new() only.
 */
void
troupe_profile_read_clip (TroupeProfile *self)
{
  JsonObject *clip = get_clip (self);
  JsonObject *span = json_object_get_object_member (clip, "span");

  self->span.min_ns = to_ns (json_object_get_double_member (span, "min"));
  self->span.max_ns = to_ns (json_object_get_double_member (span, "max"));
  self->span.step_ns = to_ns (json_object_get_double_member (span, "step"));
  self->span.grid_ns = self->span.step_ns;
  self->transports = read_transports (self);
  self->sources = read_sources (self);
  self->audio = read_audio (json_object_get_string_member_with_default (clip, "audio", NULL));
}

/**
 * troupe_profile_get_sources:
 * @self: a profile
 *
 * Gets the ways in which a clip can reach the provider without anything the person has set up.
 *
 * `TROUPE_SOURCE_FILE` is one of them where troupe_profile_get_transports() are; where there are none, a host
 * can still make it one if troupe_profile_takes_address().
 *
 * Returns: flags
 */
TroupeSource
troupe_profile_get_sources (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), 0);
  return self->sources;
}

/**
 * troupe_profile_get_transports:
 * @self: a profile
 *
 * Gets the ways in which a cut file can travel without a host.
 *
 * Returns: flags
 */
TroupeTransport
troupe_profile_get_transports (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), 0);
  return self->transports;
}

/**
 * troupe_profile_takes_address:
 * @self: a profile
 *
 * Says whether the provider fetches a clip from an address, so that a host can give it one.
 *
 * Returns: `TRUE` if it does
 */
gboolean
troupe_profile_takes_address (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), FALSE);
  return has_source (self, "url");
}

/**
 * troupe_profile_get_span:
 * @self: a profile
 * @source: the one way in which the clip is going to travel
 * @span: (out caller-allocates): place for the limits of a range, in nanoseconds
 *
 * Gets the limits of a range.
 *
 * The edges of a range that is cut first are free, because it is sent as a clip that begins at 0.
 */
void
troupe_profile_get_span (TroupeProfile *self,
                         TroupeSource   source,
                         TroupeSpan    *span)
{
  g_return_if_fail (TROUPE_IS_PROFILE (self));
  g_return_if_fail (span != NULL);

  *span = self->span;
  if (source == TROUPE_SOURCE_FILE)
    span->grid_ns = 0;
}

/**
 * troupe_profile_get_short_edge:
 * @self: a profile
 *
 * Gets the size an exported clip is scaled down to.
 *
 * Returns: the most pixels of the shorter side
 */
int
troupe_profile_get_short_edge (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), 0);
  return (int) json_object_get_int_member (get_clip (self), "short_edge");
}

/**
 * troupe_profile_get_max_bytes:
 * @self: a profile
 *
 * Gets how large a clip may be.
 *
 * Returns: the number of bytes, 0 where no limit is known
 */
guint64
troupe_profile_get_max_bytes (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), 0);
  return (guint64) json_object_get_int_member_with_default (get_clip (self), "max_bytes", 0);
}

/**
 * troupe_profile_get_audio:
 * @self: a profile
 *
 * Gets what the sound of a clip is for.
 *
 * Returns: whether it is needed, dropped or neither
 */
TroupeAudio
troupe_profile_get_audio (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), TROUPE_AUDIO_ANY);
  return self->audio;
}
