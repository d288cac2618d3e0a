/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-streams.h"

#include <gst/pbutils/pbutils.h>

/**
 * troupe_streams_clear:
 * @self: what a container tells
 *
 * Frees what it holds.
 */
void
troupe_streams_clear (TroupeStreams *self)
{
  gst_clear_caps (&self->container);
  gst_clear_caps (&self->video);
  gst_clear_caps (&self->audio);
  g_clear_pointer (&self->file_tags, gst_tag_list_unref);
  g_clear_pointer (&self->video_tags, gst_tag_list_unref);
}

/**
 * troupe_streams_dup_format:
 * @caps: what a container or a stream is
 *
 * Returns: (transfer full): its name in words, such as “H.264 (High Profile)”
 */
char *
troupe_streams_dup_format (const GstCaps *caps)
{
  char *words = gst_pb_utils_get_codec_description (caps);

  return words != NULL ? words : g_strdup (gst_structure_get_name (gst_caps_get_structure (caps, 0)));
}

/**
 * troupe_streams_get_rotation:
 * @video_tags: (nullable): of the stream; they count before those of the file
 * @file_tags: (nullable): of the file
 *
 * Returns: by how many degrees clockwise pictures are turned to be upright
 */
int
troupe_streams_get_rotation (const GstTagList *video_tags,
                             const GstTagList *file_tags)
{
  const GstTagList *lists[] = { video_tags, file_tags };
  g_autofree char *orientation = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lists) && orientation == NULL; i++)
    if (lists[i] != NULL)
      gst_tag_list_get_string (lists[i], GST_TAG_IMAGE_ORIENTATION, &orientation);

  if (orientation == NULL)
    return 0;
  return g_str_has_suffix (orientation, "-90") ? 90
         : g_str_has_suffix (orientation, "-180") ? 180
         : g_str_has_suffix (orientation, "-270") ? 270
         : 0;
}

static gboolean
has_decoder (const GstCaps *caps)
{
  GList *all = gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER,
                                                      GST_RANK_MARGINAL);
  GList *fitting = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, TRUE);
  gboolean has_decoder = fitting != NULL;

  gst_plugin_feature_list_free (fitting);
  gst_plugin_feature_list_free (all);
  return has_decoder;
}

/**
 * troupe_streams_fill:
 * @self: what a container tells
 * @facts: where to put duration, sizes, rotation, rate, container and codecs
 *
 * Puts it into words and numbers.
 *
 * Returns: whether it is all there and can be decoded; otherwise @facts is as it was
 */
gboolean
troupe_streams_fill (const TroupeStreams *self,
                     TroupeClipFacts     *facts)
{
  const GstStructure *video = self->video != NULL ? gst_caps_get_structure (self->video, 0) : NULL;
  int width, height;
  int par_n = 1, par_d = 1;
  int rate_n = 0, rate_d = 1;

  if (video == NULL || self->container == NULL || !GST_CLOCK_TIME_IS_VALID (self->duration_ns) ||
      !gst_structure_get_int (video, "width", &width) ||
      !gst_structure_get_int (video, "height", &height) ||
      !gst_caps_is_fixed (self->video) || !has_decoder (self->video))
    return FALSE;

  gst_structure_get_fraction (video, "framerate", &rate_n, &rate_d);
  if (gst_structure_get_fraction (video, "pixel-aspect-ratio", &par_n, &par_d) && par_n > 0 && par_d > 0)
    width = (int) gst_util_uint64_scale_int_round (width, par_n, par_d);

  facts->duration_ns = self->duration_ns;
  facts->rotation = troupe_streams_get_rotation (self->video_tags, self->file_tags);
  facts->width = facts->rotation % 180 == 0 ? width : height;
  facts->height = facts->rotation % 180 == 0 ? height : width;
  facts->frame_rate = rate_n > 0 && rate_d > 0 ? (double) rate_n / rate_d : 0;
  facts->container = troupe_streams_dup_format (self->container);
  facts->video_codec = troupe_streams_dup_format (self->video);
  if (self->audio != NULL)
    facts->audio_codec = troupe_streams_dup_format (self->audio);
  return TRUE;
}
