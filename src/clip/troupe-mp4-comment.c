/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-mp4-comment.h"

#include <string.h>

/* Boxes are those of ISO/IEC 14496-12: a size of 32 bits, a type of four letters, the content; a size of 1 stands for
 * one of 64 bits behind the type. The comment is the item “©cmt” in moov/udta/meta/ilst, as most programs read it. */

#define HEADER_BYTES 8
#define COMMENT_TYPE "\xa9" "cmt"

/* More of an index is none. */
#define MAX_MOOV_BYTES (64 * 1024 * 1024)

/* A box in a piece of memory */
typedef struct
{
  const guint8 *start;      /* of its header */
  const guint8 *content;
  gsize         size;       /* with its header */
} Box;

/* Content Credentials (C2PA 2.1, A.5.1): a signature over all boxes */
static const guint8 provenance_uuid[16] = {
  0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81
};

static guint32
read_uint32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

static gboolean
is_type (const Box  *box,
         const char *type)
{
  return memcmp (box->start + 4, type, 4) == 0;
}

static const guint8 *
get_end (const Box *box)
{
  return box->start + box->size;
}

/* FALSE at the end, and where there is no whole box */
static gboolean
next_box (const guint8 **at,
          const guint8  *end,
          Box           *box)
{
  const gsize left = (gsize) (end - *at);
  guint64 size;
  gsize header = HEADER_BYTES;

  if (left < HEADER_BYTES)
    return FALSE;
  size = read_uint32 (*at);
  if (size == 1 && left >= 2 * HEADER_BYTES)
    {
      header = 2 * HEADER_BYTES;
      size = (guint64) read_uint32 (*at + 8) << 32 | read_uint32 (*at + 12);
    }
  if (size < header || size > left)
    return FALSE;

  *box = (Box) { *at, *at + header, (gsize) size };
  *at += size;
  return TRUE;
}

static gboolean
find_box (const guint8 *at,
          const guint8 *end,
          const char   *type,
          Box          *box)
{
  while (next_box (&at, end, box))
    {
      if (is_type (box, type))
        return TRUE;
    }
  return FALSE;
}

/* The boxes in meta come behind a version, but in files of QuickTime. */
static const guint8 *
get_meta_boxes (const Box *meta)
{
  const gsize size = (gsize) (get_end (meta) - meta->content);

  return size >= 8 && memcmp (meta->content + 4, "hdlr", 4) == 0 ? meta->content : meta->content + MIN (size, 4);
}

static gboolean
find_ilst (const Box *moov,
           Box       *udta,
           Box       *meta,
           Box       *ilst)
{
  return find_box (moov->content, get_end (moov), "udta", udta) &&
         find_box (udta->content, get_end (udta), "meta", meta) &&
         find_box (get_meta_boxes (meta), get_end (meta), "ilst", ilst);
}

static void
append_uint32 (GByteArray *array,
               guint32     value)
{
  const guint8 bytes[] = { (guint8) (value >> 24), (guint8) (value >> 16), (guint8) (value >> 8), (guint8) value };

  g_byte_array_append (array, bytes, sizeof bytes);
}

/* Where the box begins, for end_box() */
static guint
begin_box (GByteArray *array,
           const char *type)
{
  const guint start = array->len;

  append_uint32 (array, 0);
  g_byte_array_append (array, (const guint8 *) type, 4);
  return start;
}

static void
end_box (GByteArray *array,
         guint       start)
{
  const guint32 size = GUINT32_TO_BE (array->len - start);

  memcpy (array->data + start, &size, sizeof size);
}

static void
append_between (GByteArray   *array,
                const guint8 *from,
                const guint8 *to)
{
  g_byte_array_append (array, from, (guint) (to - from));
}

static void
append_item (GByteArray *array,
             const char *comment)
{
  const guint item = begin_box (array, COMMENT_TYPE);
  const guint data = begin_box (array, "data");

  append_uint32 (array, 1);    /* UTF-8 */
  append_uint32 (array, 0);    /* of no language */
  g_byte_array_append (array, (const guint8 *) comment, (guint) strlen (comment));
  end_box (array, data);
  end_box (array, item);
}

static void
append_meta (GByteArray *array,
             const char *comment)
{
  static const guint8 handler[] = { 0, 0, 0, 0, 0, 0, 0, 0, 'm', 'd', 'i', 'r', 'a', 'p', 'p', 'l',
                                    0, 0, 0, 0, 0, 0, 0, 0, 0 };
  const guint meta = begin_box (array, "meta");
  guint start;

  append_uint32 (array, 0);
  start = begin_box (array, "hdlr");
  g_byte_array_append (array, handler, sizeof handler);
  end_box (array, start);
  start = begin_box (array, "ilst");
  append_item (array, comment);
  end_box (array, start);
  end_box (array, meta);
}

/* The same index with the comment added at the end of what is there already */
static GByteArray *
write_moov (const Box  *moov,
            const char *comment)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  const guint start = begin_box (array, "moov");
  Box udta, meta, ilst;
  guint outer, middle, inner;

  if (find_ilst (moov, &udta, &meta, &ilst))
    {
      append_between (array, moov->content, udta.start);
      outer = begin_box (array, "udta");
      append_between (array, udta.content, meta.start);
      middle = begin_box (array, "meta");
      append_between (array, meta.content, ilst.start);
      inner = begin_box (array, "ilst");
      append_between (array, ilst.content, get_end (&ilst));
      append_item (array, comment);
      end_box (array, inner);
      append_between (array, get_end (&ilst), get_end (&meta));
      end_box (array, middle);
      append_between (array, get_end (&meta), get_end (&udta));
      end_box (array, outer);
      append_between (array, get_end (&udta), get_end (moov));
    }
  else
    {
      append_between (array, moov->content, get_end (moov));
      outer = begin_box (array, "udta");
      append_meta (array, comment);
      end_box (array, outer);
    }
  end_box (array, start);
  return g_steal_pointer (&array);
}

static gboolean
has_own_words (const Box *moov)
{
  Box udta, meta, ilst, item;

  if (!find_ilst (moov, &udta, &meta, &ilst))
    return find_box (moov->content, get_end (moov), "udta", &udta);    /* of another form */
  return find_box (ilst.content, get_end (&ilst), COMMENT_TYPE, &item);
}

/* Whether something can be said in the file, and where its index is. Not where it would break a signature, where the
 * index is spread over fragments, and where the file says something itself. */
static gboolean
find_place (const guint8 *data,
            gsize         size,
            Box          *moov)
{
  const guint8 *at = data;
  gboolean is_found = FALSE;
  Box box, extends;

  while (next_box (&at, data + size, &box))
    {
      if (is_type (&box, "moof") || is_type (&box, "jumb") ||
          (is_type (&box, "uuid") && box.size >= HEADER_BYTES + sizeof provenance_uuid &&
           memcmp (box.content, provenance_uuid, sizeof provenance_uuid) == 0))
        return FALSE;
      if (is_type (&box, "moov"))
        {
          is_found = !is_found;
          *moov = box;
        }
    }
  return is_found && at == data + size && moov->size <= MAX_MOOV_BYTES &&
         !find_box (moov->content, get_end (moov), "mvex", &extends) && !has_own_words (moov);
}

static GMappedFile *
map_file (GFile   *file,
          GError **error)
{
  return g_mapped_file_new (g_file_peek_path (file), FALSE, error);
}

/* Nothing moves, so every place in the file that the index names stays true: an index that is not the last box becomes
 * free space, and the new one comes at the end. */
static gboolean
write_all (GOutputStream *stream,
           const guint8  *data,
           gsize          size,
           const Box     *moov,
           const char    *comment,
           GCancellable  *cancellable,
           GError       **error)
{
  const gsize before = (gsize) (moov->start - data);
  const gboolean is_last = get_end (moov) == data + size;
  g_autoptr (GByteArray) added = write_moov (moov, comment);

  if (!g_output_stream_write_all (stream, data, before, NULL, cancellable, error))
    return FALSE;
  if (!is_last &&
      (!g_output_stream_write_all (stream, moov->start, 4, NULL, cancellable, error) ||
       !g_output_stream_write_all (stream, "free", 4, NULL, cancellable, error) ||
       !g_output_stream_write_all (stream, moov->start + 8, size - before - 8, NULL, cancellable, error)))
    return FALSE;
  return g_output_stream_write_all (stream, added->data, added->len, NULL, cancellable, error) &&
         g_output_stream_close (stream, cancellable, error);
}

/**
 * troupe_mp4_comment_copy:
 * @source: a video on this computer
 * @destination: where the copy is wanted; replaced
 * @comment: what it is to say
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Copies a video. The copy of an MP4 file says @comment, unless that would break a signature that tells where it is
 * from, or the file says something itself; nothing else of it is changed. Any other file is copied as it is.
 *
 * Fails with `G_IO_ERROR` or `G_FILE_ERROR`.
 *
 * Returns: whether the copy is there
 */
gboolean
troupe_mp4_comment_copy (GFile        *source,
                         GFile        *destination,
                         const char   *comment,
                         GCancellable *cancellable,
                         GError      **error)
{
  g_autoptr (GMappedFile) mapped = map_file (source, error);
  g_autoptr (GFileOutputStream) stream = NULL;
  const guint8 *data;
  gsize size;
  Box moov;

  if (mapped == NULL)
    return FALSE;
  data = (const guint8 *) g_mapped_file_get_contents (mapped);
  size = g_mapped_file_get_length (mapped);
  if (!find_place (data, size, &moov))
    return g_file_copy (source, destination, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error);

  stream = g_file_replace (destination, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);
  return stream != NULL &&
         write_all (G_OUTPUT_STREAM (stream), data, size, &moov, comment, cancellable, error);
}

/**
 * troupe_mp4_comment_read:
 * @file: a file on this computer
 * @error: return location for an error
 *
 * Reads what a file says about itself.
 *
 * Fails with `G_FILE_ERROR`.
 *
 * Returns: (transfer full) (nullable): the comment, valid UTF-8; `NULL` without an error where there is none
 */
char *
troupe_mp4_comment_read (GFile   *file,
                         GError **error)
{
  g_autoptr (GMappedFile) mapped = map_file (file, error);
  const guint8 *start, *end;
  Box moov, udta, meta, ilst, item, data;

  if (mapped == NULL)
    return NULL;
  start = (const guint8 *) g_mapped_file_get_contents (mapped);
  end = start + g_mapped_file_get_length (mapped);
  if (start == NULL || !find_box (start, end, "moov", &moov) || !find_ilst (&moov, &udta, &meta, &ilst) ||
      !find_box (ilst.content, get_end (&ilst), COMMENT_TYPE, &item) ||
      !find_box (item.content, get_end (&item), "data", &data) || data.content + 8 > get_end (&data))
    return NULL;
  return g_utf8_make_valid ((const char *) data.content + 8, get_end (&data) - data.content - 8);
}
