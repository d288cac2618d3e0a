/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-form.h"

#include <libsoup/soup.h>
#include <string.h>

#include "troupe-studio-error.h"

#define MAX_PARTS 64
#define MAX_HEADERS_SIZE 8192

struct _TroupeStudioForm
{
  GPtrArray *parts;    /* of TroupeStudioPart */
};

static void
part_free (TroupeStudioPart *part)
{
  g_free (part->name);
  g_free (part->file_name);
  g_free (part->media_type);
  g_bytes_unref (part->content);
  g_free (part);
}

static char *
dup_boundary (const char *content_type)
{
  g_autoptr (SoupMessageHeaders) headers =
    soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autoptr (GHashTable) parameters = NULL;
  const char *boundary;

  soup_message_headers_append (headers, "Content-Type", content_type);
  if (g_strcmp0 (soup_message_headers_get_content_type (headers, &parameters),
                 "multipart/form-data") != 0)
    return NULL;
  boundary = g_hash_table_lookup (parameters, "boundary");
  return boundary == NULL || *boundary == '\0' ? NULL : g_strconcat ("\r\n--", boundary, NULL);
}

static const char *
find (const char *from,
      const char *end,
      const char *text)
{
  return memmem (from, (gsize) (end - from), text, strlen (text));
}

static TroupeStudioPart *
parse_part (GBytes     *body,
            const char *headers_start,
            const char *headers_end,
            const char *content_end)
{
  g_autoptr (SoupMessageHeaders) headers =
    soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autofree char *disposition = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *text = NULL;
  TroupeStudioPart *part;
  const char *content = headers_end + strlen ("\r\n\r\n");

  /* The parser skips what it takes for a status line. */
  text = g_strdup_printf ("part%.*s\r\n", (int) (headers_end - headers_start), headers_start);
  if (!soup_headers_parse (text, (int) strlen (text), headers) ||
      !soup_message_headers_get_content_disposition (headers, &disposition, &parameters) ||
      g_hash_table_lookup (parameters, "name") == NULL)
    return NULL;
  part = g_new0 (TroupeStudioPart, 1);
  part->name = g_strdup (g_hash_table_lookup (parameters, "name"));
  part->file_name = g_strdup (g_hash_table_lookup (parameters, "filename"));
  part->media_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  part->content = g_bytes_new_from_bytes (body,
                                          (gsize) (content -
                                                   (const char *) g_bytes_get_data (body, NULL)),
                                          (gsize) (content_end - content));
  return part;
}

/* Adds the part that begins at start, behind its boundary; returns the end of its content. */
static const char *
take_part (TroupeStudioForm *self,
           GBytes           *body,
           const char       *start,
           const char       *end,
           const char       *boundary)
{
  const char *headers_end = find (start, MIN (end, start + MAX_HEADERS_SIZE), "\r\n\r\n");
  const char *content_end;
  TroupeStudioPart *part;

  if (headers_end == NULL || self->parts->len == MAX_PARTS)
    return NULL;
  /* The blank line's second half may begin the boundary of an empty part. */
  content_end = find (headers_end + strlen ("\r\n"), end, boundary);
  if (content_end == NULL)
    return NULL;
  part = parse_part (body, start, headers_end,
                     MAX (content_end, headers_end + strlen ("\r\n\r\n")));
  if (part == NULL)
    return NULL;
  g_ptr_array_add (self->parts, part);
  return content_end;
}

static gboolean
parse_body (TroupeStudioForm *self,
            GBytes           *body,
            const char       *boundary)
{
  gsize size;
  const char *cursor = g_bytes_get_data (body, &size);
  const char *end = cursor + size;
  gsize length = strlen (boundary);

  /* The first boundary has no line break before it. */
  if (size < length || memcmp (cursor, boundary + 2, length - 2) != 0)
    return FALSE;
  cursor += length - 2;
  while (end - cursor >= 2 && memcmp (cursor, "--", 2) != 0)
    {
      if (memcmp (cursor, "\r\n", 2) != 0)
        return FALSE;
      cursor = take_part (self, body, cursor, end, boundary);
      if (cursor == NULL)
        return FALSE;
      cursor += length;
    }
  return end - cursor >= 2;
}

/**
 * troupe_studio_form_new:
 * @content_type: the header of the request
 * @body: its body
 * @error: return location for an error
 *
 * Takes a form apart. Takes time in step with its size; safe from any thread.
 *
 * Fails with `TROUPE_STUDIO_ERROR_BODY`.
 *
 * Returns: (transfer full): the form
 */
TroupeStudioForm *
troupe_studio_form_new (const char *content_type,
                        GBytes     *body,
                        GError    **error)
{
  g_autoptr (TroupeStudioForm) self = g_new0 (TroupeStudioForm, 1);
  g_autofree char *boundary = dup_boundary (content_type);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  if (boundary == NULL || !parse_body (self, body, boundary))
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_BODY,
                   "the body is no complete multipart/form-data");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * troupe_studio_form_free:
 * @self: (transfer full): a form
 *
 * Frees a form.
 */
void
troupe_studio_form_free (TroupeStudioForm *self)
{
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/**
 * troupe_studio_form_get_n_parts:
 * @self: a form
 *
 * Counts the parts.
 *
 * Returns: the count
 */
guint
troupe_studio_form_get_n_parts (TroupeStudioForm *self)
{
  return self->parts->len;
}

/**
 * troupe_studio_form_get_part:
 * @self: a form
 * @position: less than the count
 *
 * Gets a part, in the order they came.
 *
 * Returns: (transfer none): the part
 */
const TroupeStudioPart *
troupe_studio_form_get_part (TroupeStudioForm *self,
                             guint             position)
{
  return g_ptr_array_index (self->parts, position);
}

/**
 * troupe_studio_form_find:
 * @self: a form
 * @name: a name
 *
 * Looks for the first part of that name.
 *
 * Returns: (transfer none) (nullable): the part
 */
const TroupeStudioPart *
troupe_studio_form_find (TroupeStudioForm *self,
                         const char       *name)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const TroupeStudioPart *part = g_ptr_array_index (self->parts, i);

      if (g_str_equal (part->name, name))
        return part;
    }
  return NULL;
}
