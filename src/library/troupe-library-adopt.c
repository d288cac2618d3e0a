/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-library-adopt.h"

#include "troupe-character-store.h"
#include "troupe-frame-reader.h"
#include "troupe-library-files.h"
#include "troupe-library-private.h"

#define SHORT_EDGE 512

/* One adoption; the data of its task */
typedef struct
{
  TroupeLibrary  *library;     /* borrowed: the task holds it */
  char           *id;
  char           *alias;
  TroupeIdentity *identity;
  char           *base;
  GFile          *media;
  GFile          *picture;     /* or NULL */
  char           *file;        /* of the picture, below the media folder; or NULL */
  char           *sha256;
} Adoption;

static void
adoption_free (Adoption *self)
{
  g_free (self->id);
  g_free (self->alias);
  g_free (self->base);
  g_clear_object (&self->identity);
  g_clear_object (&self->media);
  g_clear_object (&self->picture);
  g_free (self->file);
  g_free (self->sha256);
  g_free (self);
}

/* Written anew: what else stands in a file of the person's is nobody's business. */
static gboolean
keep_picture (Adoption     *self,
              GCancellable *cancellable,
              GError      **error)
{
  g_autofree char *uri = g_file_get_uri (self->picture);
  g_autoptr (TroupeFrameReader) reader = NULL;
  g_autoptr (TroupeFrame) frame = NULL;
  g_autoptr (GBytes) content = NULL;

  reader = troupe_frame_reader_new (uri, SHORT_EDGE, cancellable, error);
  frame = reader != NULL ? troupe_frame_reader_next (reader, cancellable, error) : NULL;
  content = frame != NULL ? troupe_frame_encode (frame, "image/png", error) : NULL;
  if (content == NULL)
    return FALSE;

  self->file = troupe_library_files_dup_avatar (self->id, "png");
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  return troupe_library_files_write (self->media, self->file, content, error);
}

static gboolean
adopt_in_owner (TroupeConnection *connection,
                gpointer          data,
                GError          **error)
{
  const Adoption *self = data;
  const TroupeCharacterSeed seed = { .id = self->id, .alias = self->alias, .clip_title = "", .clip_uri = "" };

  return troupe_character_store_add (connection, &seed, error) &&
         troupe_character_store_add_identity (connection, self->id, self->identity, self->base, NULL, error) &&
         (self->file == NULL ||
          troupe_character_store_add_avatar (connection, self->id, self->file, self->sha256, error)) &&
         troupe_character_store_touch (connection, self->id, error);
}

static void
adopted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_library_write_finish (TROUPE_LIBRARY (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Adoption *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    troupe_library_write_async (self->library, adopt_in_owner, self, NULL, adopted_cb, g_steal_pointer (&task));
}

static void
keep_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Adoption *self = task_data;
  g_autoptr (GError) error = NULL;

  if (self->picture == NULL || keep_picture (self, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * troupe_library_adopt_async:
 * @self: an open library
 * @provider_id: who knows the character
 * @base: (nullable): the address of who knows it, `NULL` where that means nothing
 * @username: what it is called there
 * @alias: what it is called here
 * @picture: (nullable): a picture of it, of which a copy is kept
 * @cancellable: (nullable): looked at while the picture is read
 * @callback: called when it is on the disk
 * @user_data: for @callback
 *
 * Adds a character that was made elsewhere. Nothing is asked of the provider: whether it knows the name, the first
 * video tells.
 */
void
troupe_library_adopt_async (TroupeLibrary      *self,
                            const char         *provider_id,
                            const char         *base,
                            const char         *username,
                            const char         *alias,
                            GFile              *picture,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) keeping = NULL;
  Adoption *adoption;

  g_return_if_fail (TROUPE_IS_LIBRARY (self));
  g_return_if_fail (provider_id != NULL && username != NULL && alias != NULL);
  g_return_if_fail (picture == NULL || G_IS_FILE (picture));

  adoption = g_new0 (Adoption, 1);
  adoption->library = self;
  adoption->id = g_uuid_string_random ();
  adoption->alias = g_strdup (alias);
  adoption->base = g_strdup (base);
  adoption->identity = troupe_identity_new (provider_id, username, username, NULL, g_get_real_time ());
  adoption->media = g_object_ref (troupe_library_get_media (self));
  g_set_object (&adoption->picture, picture);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_library_adopt_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, adoption, (GDestroyNotify) adoption_free);
  keeping = g_task_new (NULL, cancellable, kept_cb, g_object_ref (task));
  g_task_set_task_data (keeping, adoption, NULL);    /* of the other task, which the callback holds */
  g_task_run_in_thread (keeping, keep_thread);
}

/**
 * troupe_library_adopt_finish:
 * @self: an open library
 * @result: the result
 *
 * Fails with `TROUPE_LIBRARY_ERROR_ALIAS` when the name cannot be had, with `TROUPE_CLIP_ERROR` when the picture is
 * none, and with `TROUPE_LIBRARY_ERROR`; nothing was added then.
 *
 * Returns: whether the character is there
 */
gboolean
troupe_library_adopt_finish (TroupeLibrary *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_library_adopt_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
