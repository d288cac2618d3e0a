/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-mp4-index.h"

#include <string.h>

/* The index of a file in fragments (ISO/IEC 14496-12, 8.8.9 to 8.8.11): “mfra” holds a “tfra” for each track, and
 * that begins with version and flags, track, sizes, and the number of entries. Of an entry the time comes first. */
#define HEADER_BYTES 8
#define N_ENTRIES_AT (HEADER_BYTES + 12)
#define ENTRY_AT     (HEADER_BYTES + 16)

static gboolean
is_type (const guint8 *box,
         const char   *type)
{
  return memcmp (box + 4, type, 4) == 0;
}

/* Anywhere: boxes stand at odd places, too. */
static guint32
read_uint32 (const guint8 *data)
{
  guint32 value;

  memcpy (&value, data, sizeof value);
  return GUINT32_FROM_BE (value);
}

/* Boxes that are not whole are left alone. */
static void
zero_first_times (guint8 *data,
                  gsize   size)
{
  gsize at = HEADER_BYTES;

  while (size - at >= HEADER_BYTES)
    {
      guint8 *box = data + at;
      guint32 box_size = read_uint32 (box);

      if (box_size < HEADER_BYTES || box_size > size - at)
        return;

      if (is_type (box, "tfra") && box_size > ENTRY_AT && read_uint32 (box + N_ENTRIES_AT) > 0)
        memset (box + ENTRY_AT, 0, MIN (box[HEADER_BYTES] == 1 ? 8 : 4, box_size - ENTRY_AT));
      at += box_size;
    }
}

static GstPadProbeReturn
pulled_cb (GstPad          *pad,    /* streaming thread of the demuxer */
           GstPadProbeInfo *info,
           gpointer         user_data)
{
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  guint8 header[HEADER_BYTES];
  GstMapInfo map;

  if (gst_buffer_extract (buffer, 0, header, sizeof header) < sizeof header || !is_type (header, "mfra"))
    return GST_PAD_PROBE_OK;

  buffer = gst_buffer_make_writable (buffer);
  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  if (gst_buffer_map (buffer, &map, GST_MAP_READWRITE))
    {
      zero_first_times (map.data, map.size);
      gst_buffer_unmap (buffer, &map);
    }

  return GST_PAD_PROBE_OK;
}

/**
 * troupe_mp4_index_mend:
 * @demuxer: an element that takes a file apart
 *
 * Lets qtdemux, up to GStreamer 1.26, give the frames of the first fragment their own times after a seek.
 *
 * Where the first fragment begins to be decoded at 0 qtdemux takes that for unknown, and takes the time in the index
 * for it: but this is when the frame is shown, which is later where frames are reordered. So the index tells 0, which
 * finds the same fragment.
 */
void
troupe_mp4_index_mend (GstElement *demuxer)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (demuxer, "sink");

  if (pad != NULL && g_str_equal (G_OBJECT_TYPE_NAME (demuxer), "GstQTDemux"))
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_PULL | GST_PAD_PROBE_TYPE_BUFFER, pulled_cb, NULL, NULL);
}
