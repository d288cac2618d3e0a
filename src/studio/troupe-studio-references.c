/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-references.h"

#include "troupe-studio-data-url.h"
#include "troupe-studio-fields.h"

typedef struct
{
  TroupeStudioReferenceKind  kind;
  char                      *url;        /* "" when there is a content */
  GBytes                    *content;    /* or NULL */
} Reference;

struct _TroupeStudioReferences
{
  GPtrArray *all;    /* of Reference */
};

static void
reference_free (Reference *reference)
{
  g_free (reference->url);
  g_clear_pointer (&reference->content, g_bytes_unref);
  g_free (reference);
}

static const struct
{
  const char                *media_type;
  TroupeStudioReferenceKind  kind;
} types[] = {
  { "image/jpeg", TROUPE_STUDIO_REFERENCE_PICTURE },
  { "image/png", TROUPE_STUDIO_REFERENCE_PICTURE },
  { "image/webp", TROUPE_STUDIO_REFERENCE_PICTURE },
  { "video/mp4", TROUPE_STUDIO_REFERENCE_CLIP },
  { "video/quicktime", TROUPE_STUDIO_REFERENCE_CLIP },
  { "video/webm", TROUPE_STUDIO_REFERENCE_CLIP },
};

static void
add (TroupeStudioReferences   *self,
     TroupeStudioReferenceKind kind,
     const char               *url,
     GBytes                   *content)
{
  Reference *reference = g_new0 (Reference, 1);

  reference->kind = kind;
  reference->url = g_strdup (url);
  reference->content = content == NULL ? NULL : g_bytes_ref (content);
  g_ptr_array_add (self->all, reference);
}

static gboolean
add_content (TroupeStudioReferences   *self,
             TroupeStudioCall         *call,
             const char               *param,
             TroupeStudioReferenceKind kinds,
             const char               *media_type,
             GBytes                   *content)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].media_type, media_type) == 0 && (types[i].kind & kinds) != 0)
      {
        add (self, types[i].kind, "", content);
        return TRUE;
      }
  troupe_studio_call_refuse (call, param, TROUPE_STUDIO_ERROR_FIELD, "%s must be a %s", param,
                             (kinds & TROUPE_STUDIO_REFERENCE_PICTURE) == 0
                             ? "video (MP4, QuickTime or WebM)"
                             : "picture (JPEG, PNG or WebP)");
  return FALSE;
}

/**
 * troupe_studio_references_new:
 *
 * Begins to collect.
 *
 * Returns: (transfer full): an empty collection
 */
TroupeStudioReferences *
troupe_studio_references_new (void)
{
  TroupeStudioReferences *self = g_new0 (TroupeStudioReferences, 1);

  self->all = g_ptr_array_new_with_free_func ((GDestroyNotify) reference_free);
  return self;
}

/**
 * troupe_studio_references_free:
 * @self: (transfer full): a collection
 *
 * Frees a collection.
 */
void
troupe_studio_references_free (TroupeStudioReferences *self)
{
  g_ptr_array_unref (self->all);
  g_free (self);
}

/**
 * troupe_studio_references_add_url:
 * @self: a collection
 * @call: a call
 * @param: a parameter
 * @kind: what it is to be
 * @url: its value, an address or a data URL
 *
 * Adds what an address leads to or a text holds.
 *
 * Returns: whether it is either; the call is refused when not
 */
gboolean
troupe_studio_references_add_url (TroupeStudioReferences   *self,
                                  TroupeStudioCall         *call,
                                  const char               *param,
                                  TroupeStudioReferenceKind kind,
                                  const char               *url)
{
  g_autofree char *media_type = NULL;
  g_autoptr (GBytes) content = NULL;

  if (g_str_has_prefix (url, "data:"))
    {
      content = troupe_studio_data_url_decode (url, &media_type);
      return add_content (self, call, param, kind, content == NULL ? NULL : media_type, content);
    }
  if (!troupe_studio_fields_check_url (call, param, url))
    return FALSE;
  add (self, kind, url, NULL);
  return TRUE;
}

/**
 * troupe_studio_references_add_part:
 * @self: a collection
 * @call: a call
 * @kinds: what it may be
 * @part: a file of the form
 *
 * Adds a file. Clients that do not know its type say that it is bytes.
 *
 * Returns: whether it is of one of @kinds; the call is refused when not
 */
gboolean
troupe_studio_references_add_part (TroupeStudioReferences   *self,
                                   TroupeStudioCall         *call,
                                   TroupeStudioReferenceKind kinds,
                                   const TroupeStudioPart   *part)
{
  g_autofree char *guess = troupe_studio_data_url_guess_type (part->content);
  gboolean is_bytes = g_strcmp0 (part->media_type, "application/octet-stream") == 0;

  return add_content (self, call, part->name, kinds, is_bytes ? guess : part->media_type,
                      part->content);
}

/**
 * troupe_studio_references_describe:
 * @self: a collection
 * @request: the request of a job
 *
 * Says in a request what there is.
 */
void
troupe_studio_references_describe (TroupeStudioReferences *self,
                                   JsonObject             *request)
{
  g_autoptr (JsonArray) pictures = json_array_new ();
  g_autoptr (JsonArray) clips = json_array_new ();

  for (guint i = 0; i < self->all->len; i++)
    {
      Reference *reference = g_ptr_array_index (self->all, i);
      JsonObject *clip;

      if (reference->kind == TROUPE_STUDIO_REFERENCE_PICTURE)
        {
          json_array_add_string_element (pictures, reference->url);
          continue;
        }
      clip = json_object_new ();
      json_object_set_string_member (clip, "url", reference->url);
      json_array_add_object_element (clips, clip);
    }
  if (json_array_get_length (pictures) > 0)
    json_object_set_array_member (request, "pictures", json_array_ref (pictures));
  if (json_array_get_length (clips) > 0)
    json_object_set_array_member (request, "clips", json_array_ref (clips));
}

/**
 * troupe_studio_references_attach:
 * @self: a collection
 * @video: a job with the request that it was said in
 *
 * Gives the files to the job.
 */
void
troupe_studio_references_attach (TroupeStudioReferences *self,
                                 TroupeStudioVideo      *video)
{
  guint n_pictures = 0;
  guint n_clips = 0;

  for (guint i = 0; i < self->all->len; i++)
    {
      Reference *reference = g_ptr_array_index (self->all, i);
      gboolean is_picture = reference->kind == TROUPE_STUDIO_REFERENCE_PICTURE;
      guint position = is_picture ? n_pictures++ : n_clips++;

      if (reference->content != NULL)
        troupe_studio_video_attach (video,
                                    is_picture ? TROUPE_STUDIO_PICTURE : TROUPE_STUDIO_CLIP,
                                    position, reference->content);
    }
}
