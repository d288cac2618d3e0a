/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-order-private.h"

#include <glib/gstdio.h>

#include "troupe-call.h"
#include "troupe-origin.h"
#include "troupe-picture-plain.h"
#include "troupe-provider-error.h"

static gboolean
uses (TroupeVideoWork *work,
      const char      *call,
      const char      *variable)
{
  JsonObject *description = troupe_profile_get_call (troupe_provider_get_profile (work->needs.provider), call);

  return description != NULL && troupe_call_uses (description, variable);
}

/* Along with the call; an address is only for what has no place for it */
static gboolean
travels_with_call (TroupeVideoWork *work)
{
  return uses (work, "create-video", "reference.file") || uses (work, "create-video", "reference.data");
}

/* A host that was not chosen is only for what has no other way. */
static gboolean
goes_to_host (TroupeVideoWork *work)
{
  return work->needs.draft->host_id != NULL ||
         (!uses (work, "upload", "clip.file") && !uses (work, "upload", "clip.data"));
}

/**
 * troupe_video_work_choose_way_of_reference:
 * @work: an order
 *
 * Chooses how the person's own picture gets there.
 *
 * Returns: the way, or `TROUPE_WAY_NONE`
 */
TroupeWay
troupe_video_work_choose_way_of_reference (TroupeVideoWork *work)
{
  const char *reference = work->needs.draft->reference;

  if (reference == NULL)
    return TROUPE_WAY_NONE;
  if (troupe_origin_is_address (reference))
    return uses (work, "create-video", "reference.url") ? TROUPE_WAY_ADDRESS : TROUPE_WAY_NONE;
  if (travels_with_call (work))
    return TROUPE_WAY_PART;
  if (!uses (work, "create-video", "reference.url"))
    return TROUPE_WAY_NONE;
  return goes_to_host (work) ? TROUPE_WAY_HOST : TROUPE_WAY_UPLOAD;
}

static gboolean
fail (TroupeVideoWork *work,
      int              code,
      const char      *what,
      GError         **error)
{
  g_set_error (error, TROUPE_PROVIDER_ERROR, code, "%s: %s", troupe_provider_get_name (work->needs.provider), what);
  return FALSE;
}

/**
 * troupe_video_work_check_reference:
 * @work: an order
 * @needs_address: (out): whether the picture has to get an address
 * @is_there: (out): whether it has one
 *
 * Finds out how the person's own picture gets there.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_VALUE` when the provider takes none, and with `_SOURCE` when it has no way there.
 *
 * Returns: whether it can go there, if there is one
 */
gboolean
troupe_video_work_check_reference (TroupeVideoWork *work,
                                   gboolean        *needs_address,
                                   gboolean        *is_there,
                                   GError         **error)
{
  const char *reference = work->needs.draft->reference;
  const gboolean takes_address = uses (work, "create-video", "reference.url");

  *needs_address = *is_there = FALSE;
  if (reference == NULL)
    return TRUE;
  if (!takes_address && !travels_with_call (work))
    return fail (work, TROUPE_PROVIDER_ERROR_VALUE, "takes no picture", error);
  if (troupe_origin_is_address (reference))
    return takes_address || fail (work, TROUPE_PROVIDER_ERROR_SOURCE, "takes a picture only as a file", error);
  if (travels_with_call (work))
    return TRUE;
  if (goes_to_host (work) && work->host == NULL)
    return fail (work, TROUPE_PROVIDER_ERROR_SOURCE,
                 "takes no file; it needs a public address of the picture, or a host that gives it one", error);

  *needs_address = TRUE;
  *is_there = troupe_video_work_find (work, reference, goes_to_host (work)) != NULL;
  return TRUE;
}

/* What others see of its name: nothing that the person chose */
static const struct
{
  const char *magic;
  gsize       length;
  gsize       offset;
  const char *type;
  const char *name;
} kinds[] = {
  { "\x89PNG", 4, 0, "image/png", "reference.png" },
  { "WEBP", 4, 8, "image/webp", "reference.webp" },
  { "\xff\xd8\xff", 3, 0, "image/jpeg", "reference.jpg" },
};

/* By what is in it, whatever its name is; -1 for a picture of another kind, or none */
static int
find_kind (GBytes *content)
{
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (size > kinds[i].offset + kinds[i].length &&
          memcmp (data + kinds[i].offset, kinds[i].magic, kinds[i].length) == 0)
        return (int) i;
    }
  return -1;
}

/* What travels of a picture: itself, where it tells nothing but what it shows */
static GFile *
choose_file (TroupeVideoWork *work,
             GFile           *file,
             GBytes          *content,
             GBytes          *plain,
             GError         **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (".", id, NULL);
  g_autoptr (GFile) copy = NULL;
  gsize size;
  const char *data = g_bytes_get_data (plain, &size);

  if (g_bytes_equal (content, plain))
    return file;
  copy = g_file_get_child (work->needs.folder, name);
  g_mkdir_with_parents (g_file_peek_path (work->needs.folder), 0700);    /* writing tells why it cannot */
  if (!g_file_set_contents_full (g_file_peek_path (copy), data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, error))
    return NULL;
  g_set_object (&work->order->picture, copy);
  return work->order->picture;
}

static gboolean
set_file (TroupeVideoWork *work,
          TroupeValues    *values,
          const char      *file_name,
          const char      *data_name,
          const char     **type,
          GError         **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (work->needs.draft->reference);
  g_autoptr (GBytes) content = g_file_load_bytes (file, NULL, NULL, error);
  g_autoptr (GBytes) plain = NULL;
  g_autofree char *text = NULL;
  g_autofree char *data = NULL;
  GFile *sent;
  int kind;

  if (content == NULL)
    return FALSE;
  kind = find_kind (content);
  if (kind < 0)
    return fail (work, TROUPE_PROVIDER_ERROR_VALUE, "takes a picture only as PNG, JPEG or WebP", error);
  plain = troupe_picture_plain_new (content, error);
  sent = plain != NULL ? choose_file (work, file, content, plain, error) : NULL;
  if (sent == NULL)
    return FALSE;

  *type = kinds[kind].type;
  text = g_base64_encode (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  data = g_strdup_printf ("data:%s;base64,%s", *type, text);
  troupe_values_set_file (values, file_name, sent, kinds[kind].name, *type);
  troupe_values_set (values, data_name, data);
  return TRUE;
}

/**
 * troupe_video_work_publish_reference:
 * @task: an order on its way, whose picture needs an address
 *
 * Gives the picture an address, and ends the order with it.
 */
void
troupe_video_work_publish_reference (GTask *task)
{
  TroupeVideoWork *work = g_task_get_task_data (task);
  g_autoptr (GFile) file = g_file_new_for_path (work->needs.draft->reference);
  g_autoptr (TroupeValues) values = troupe_values_new ();
  const char *type = NULL;
  g_autoptr (GError) error = NULL;

  if (troupe_video_work_hold (task))
    return;
  if (set_file (work, values, "clip.file", "clip.data", &type, &error))
    troupe_video_work_publish (task, work->needs.draft->reference, work->order->picture != NULL ? work->order->picture : file,
                               type, goes_to_host (work), values);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_video_work_set_reference:
 * @work: an order, whose picture can go there
 * @address: (out) (nullable): where the provider is to fetch it, to be looked at
 *
 * Puts the person's own picture into the call.
 *
 * Returns: whether it could be read
 */
gboolean
troupe_video_work_set_reference (TroupeVideoWork *work,
                                 const char     **address,
                                 GError         **error)
{
  const char *reference = work->needs.draft->reference;
  const char *type = NULL;
  const TroupeUpload *upload;

  *address = NULL;
  if (reference == NULL)
    return TRUE;
  if (troupe_origin_is_address (reference))
    {
      *address = reference;
    }
  else if (travels_with_call (work))
    {
      return set_file (work, work->values, "reference.file", "reference.data", &type, error);
    }
  else
    {
      upload = work->needs.is_dry ? NULL : troupe_video_work_find (work, reference, goes_to_host (work));
      *address = upload != NULL ? upload->address : TROUPE_VIDEO_WORK_UPLOADED;
    }
  troupe_values_set (work->values, "reference.url", *address);
  return TRUE;
}
