/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-library.h"

#include "troupe-job-base.h"
#include "troupe-library-private.h"

struct _TroupePromptLibrary
{
  TroupeProfile    *profile;
  GHashTable       *members;       /* id -> TroupeCastMember */
  GHashTable       *pictures;      /* id -> path */
  TroupeNameIndex  *names;
  TroupeCompletion *completion;
  TroupeNearNames  *near_names;
};

/* A loading, the data of its task */
typedef struct
{
  GFile               *media;
  TroupeProvider      *provider;
  char                *base;
  TroupePromptLibrary *loaded;
} Loading;

static void
loading_free (Loading *loading)
{
  g_object_unref (loading->media);
  g_object_unref (loading->provider);
  g_free (loading->base);
  g_clear_pointer (&loading->loaded, troupe_prompt_library_free);
  g_free (loading);
}

/**
 * troupe_prompt_library_new:
 * @profile: of the provider that prompts are for
 *
 * Returns: (transfer full): a library without characters
 */
TroupePromptLibrary *
troupe_prompt_library_new (TroupeProfile *profile)
{
  TroupePromptLibrary *self;

  g_return_val_if_fail (TROUPE_IS_PROFILE (profile), NULL);

  self = g_new0 (TroupePromptLibrary, 1);
  self->profile = g_object_ref (profile);
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) troupe_cast_member_free);
  self->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->names = troupe_name_index_new ();
  self->completion = troupe_completion_new ();
  self->near_names = troupe_near_names_new ();
  return self;
}

/**
 * troupe_prompt_library_free:
 * @self: (transfer full): what prompts know
 *
 * Frees it; the characters stay in the library.
 */
void
troupe_prompt_library_free (TroupePromptLibrary *self)
{
  g_object_unref (self->profile);
  troupe_name_index_free (self->names);
  troupe_completion_free (self->completion);
  troupe_near_names_free (self->near_names);
  g_hash_table_unref (self->members);
  g_hash_table_unref (self->pictures);
  g_free (self);
}

static char **
split (const char *lines)
{
  return g_strsplit (lines != NULL ? lines : "", "\n", -1);
}

/**
 * troupe_prompt_library_add:
 * @self: what prompts know
 * @member: (transfer full): a character with what it is at the provider
 * @usernames: (nullable): its names at all providers, a line each
 * @tags: (nullable): its tags, a line each
 * @used_us: when it was last used, in microseconds
 *
 * Adds a character that can be mentioned.
 */
void
troupe_prompt_library_add (TroupePromptLibrary *self,
                           TroupeCastMember    *member,
                           const char          *usernames,
                           const char          *tags,
                           gint64               used_us)
{
  g_auto (GStrv) known_usernames = split (usernames);
  g_auto (GStrv) known_tags = split (tags);
  const char *id = member->character_id;

  g_return_if_fail (self != NULL);

  troupe_name_index_add (self->names, TROUPE_NAME_ALIAS, member->alias, id);
  troupe_near_names_add (self->near_names, member->alias, id);
  for (guint i = 0; known_usernames[i] != NULL; i++)
    {
      troupe_name_index_add (self->names, TROUPE_NAME_USERNAME, known_usernames[i], id);
      troupe_near_names_add (self->near_names, known_usernames[i], id);
    }
  troupe_completion_add (self->completion, id, member->alias, (const char *const *) known_usernames,
                         (const char *const *) known_tags, used_us);
  g_hash_table_replace (self->members, member->character_id, member);
}

/**
 * troupe_prompt_library_set_picture:
 * @self: what prompts know
 * @character_id: a character
 * @picture: (nullable): path of its picture
 *
 * Tells what a character looks like.
 */
void
troupe_prompt_library_set_picture (TroupePromptLibrary *self,
                                   const char          *character_id,
                                   const char          *picture)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (character_id != NULL);

  if (picture != NULL)
    g_hash_table_replace (self->pictures, g_strdup (character_id), g_strdup (picture));
  else
    g_hash_table_remove (self->pictures, character_id);
}

static TroupeCastMember *
read_member (TroupeRows *rows,
             GFile      *media)
{
  TroupeCastMember *member = troupe_cast_member_new ();
  const char *file = troupe_rows_get_text (rows, 2);

  member->character_id = g_strdup (troupe_rows_get_text (rows, 0));
  member->alias = g_strdup (troupe_rows_get_text (rows, 1));
  if (file != NULL)
    member->clip = g_build_filename (g_file_peek_path (media), file, NULL);
  member->length_ns = (guint64) troupe_rows_get_integer (rows, 3);
  member->remote_id = g_strdup (troupe_rows_get_text (rows, 4));
  member->username = g_strdup (troupe_rows_get_text (rows, 5));
  member->start_ns = (guint64) troupe_rows_get_integer (rows, 9);
  member->source_address = g_strdup (troupe_rows_get_text (rows, 10));
  member->source_task = g_strdup (troupe_rows_get_text (rows, 11));
  return member;
}

static void
read_character (TroupePromptLibrary *self,
                TroupeRows          *rows,
                GFile               *media)
{
  const char *file = troupe_rows_get_text (rows, 12);
  g_autofree char *picture = NULL;

  troupe_prompt_library_add (self, read_member (rows, media), troupe_rows_get_text (rows, 6),
                             troupe_rows_get_text (rows, 7), troupe_rows_get_integer (rows, 8));
  if (file == NULL)
    return;
  picture = g_build_filename (g_file_peek_path (media), file, NULL);
  troupe_prompt_library_set_picture (self, troupe_rows_get_text (rows, 0), picture);
}

/* Where the account is now, as far as that is known */
#define IS_HERE(base) " (" base " IS NULL OR ?2 IS NULL OR " base " = ?2)"

/* The address is the one that the character was made from, or that its clip was opened at; a task and an identity
 * belong to one account at one address: another service would not know them, and make a video of somebody else. */
static const char select_characters[] =
  "SELECT c.id, c.alias, c.clip_file, c.end_ns - c.start_ns, i.remote_id, i.username,"
  " (SELECT group_concat (username, char (10)) FROM identities WHERE character_id = c.id),"
  " (SELECT group_concat (tag, char (10)) FROM tags WHERE character_id = c.id),"
  " max (c.created_us, ifnull ((SELECT max (v.created_us) FROM casts JOIN videos AS v ON v.id = video_id"
  "  WHERE character_id = c.id), 0)),"
  " c.start_ns,"
  " CASE WHEN json_extract (j.draft, '$.source') = 'url' THEN json_extract (j.draft, '$.address')"
  "      WHEN c.clip_uri LIKE 'http%://%' THEN c.clip_uri END,"
  " CASE WHEN json_extract (j.draft, '$.source') = 'task' AND j.provider_id = ?1 AND" IS_HERE ("j.base")
  "      THEN json_extract (j.draft, '$.task') END,"
  " ifnull ((SELECT file FROM pictures WHERE character_id = c.id AND kind = 'avatar' ORDER BY seq DESC LIMIT 1),"
  "  (SELECT file FROM pictures WHERE character_id = c.id AND kind = 'still' ORDER BY seq LIMIT 1))"
  " FROM characters AS c LEFT JOIN identities AS i ON i.seq ="
  "  (SELECT max (seq) FROM identities WHERE character_id = c.id AND provider_id = ?1 AND" IS_HERE ("base") ")"
  " LEFT JOIN jobs AS j ON j.seq = (SELECT max (seq) FROM jobs WHERE character_id = c.id)"
  " WHERE c.deleted_us IS NULL ORDER BY c.seq";

/**
 * troupe_prompt_library_load:
 * @connection: a connection
 * @media: the media folder
 * @provider: whom prompts are for
 * @base: (nullable): its address now, `NULL` where that means nothing
 * @error: return location for an error
 *
 * Reads who can be mentioned: all characters outside of the trash. On the owner thread.
 *
 * Returns: (transfer full): what prompts know
 */
TroupePromptLibrary *
troupe_prompt_library_load (TroupeConnection *connection,
                            GFile            *media,
                            TroupeProvider   *provider,
                            const char       *base,
                            GError          **error)
{
  g_autoptr (TroupePromptLibrary) self = troupe_prompt_library_new (troupe_provider_get_profile (provider));
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, select_characters, "tt",
                                  troupe_provider_get_id (provider), base);
  if (rows == NULL)
    return NULL;
  while (troupe_rows_next (rows, &failure))
    read_character (self, rows, media);
  if (failure == NULL)
    {
      troupe_name_index_find (troupe_prompt_library_get_names (self), "");    /* sorts them on this thread */
      return g_steal_pointer (&self);
    }

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
load_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Loading *loading = data;

  loading->loaded = troupe_prompt_library_load (connection, loading->media, loading->provider, loading->base,
                                                error);
  return loading->loaded != NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Loading *loading = g_task_get_task_data (task);
  GError *error = NULL;

  if (troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&loading->loaded),
                           (GDestroyNotify) troupe_prompt_library_free);
  else
    g_task_return_error (task, error);
}

/**
 * troupe_prompt_library_load_async:
 * @library: an open library
 * @provider: whom prompts are for
 * @cancellable: (nullable): cancels it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads who can be mentioned.
 */
void
troupe_prompt_library_load_async (TroupeLibrary      *library,
                                  TroupeProvider     *provider,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  Loading *loading;
  GTask *task;

  g_return_if_fail (TROUPE_IS_LIBRARY (library));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));

  loading = g_new0 (Loading, 1);
  loading->media = g_object_ref (troupe_library_get_media (library));
  loading->provider = g_object_ref (provider);
  loading->base = g_strdup (troupe_job_base_get (provider));
  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_prompt_library_load_async);
  g_task_set_task_data (task, loading, (GDestroyNotify) loading_free);
  troupe_database_run_async (troupe_library_get_database (library), load_in_owner, loading, cancellable,
                             loaded_cb, task);
}

/**
 * troupe_prompt_library_load_finish:
 * @library: the library
 * @result: the result
 * @error: return location for an error
 *
 * Fails with `TROUPE_LIBRARY_ERROR`.
 *
 * Returns: (transfer full): what prompts know
 */
TroupePromptLibrary *
troupe_prompt_library_load_finish (TroupeLibrary *library,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_prompt_library_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * troupe_prompt_library_find:
 * @self: what prompts know
 * @character_id: a character
 *
 * Returns: (transfer none) (nullable): the character, `NULL` when it is not there any more
 */
const TroupeCastMember *
troupe_prompt_library_find (TroupePromptLibrary *self,
                            const char          *character_id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (character_id != NULL, NULL);

  return g_hash_table_lookup (self->members, character_id);
}

/**
 * troupe_prompt_library_get_picture:
 * @self: what prompts know
 * @character_id: a character
 *
 * Returns: (transfer none) (nullable): path of its picture
 */
const char *
troupe_prompt_library_get_picture (TroupePromptLibrary *self,
                                   const char          *character_id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (character_id != NULL, NULL);

  return g_hash_table_lookup (self->pictures, character_id);
}

/**
 * troupe_prompt_library_get_names:
 * @self: what prompts know
 *
 * Returns: (transfer none): the names of all characters, for troupe_prompt_parse()
 */
TroupeNameIndex *
troupe_prompt_library_get_names (TroupePromptLibrary *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->names;
}

/**
 * troupe_prompt_library_get_completion:
 * @self: what prompts know
 *
 * Returns: (transfer none): who may be meant by what is typed
 */
TroupeCompletion *
troupe_prompt_library_get_completion (TroupePromptLibrary *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->completion;
}

/**
 * troupe_prompt_library_get_near_names:
 * @self: what prompts know
 *
 * Returns: (transfer none): who may be meant by a name that nobody has
 */
TroupeNearNames *
troupe_prompt_library_get_near_names (TroupePromptLibrary *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->near_names;
}

/* Somebody whom the provider does not know gets no mention there. */
static char *
format_mention (const TroupeMention *mention,
                guint                index,
                gpointer             user_data)
{
  TroupePromptLibrary *self = user_data;
  const TroupeCastMember *member = troupe_prompt_library_find (self, mention->character_id);

  if (member == NULL)
    return NULL;
  return troupe_profile_format_mention (self->profile, member->username, member->alias,
                                        member->remote_id, index);
}

/**
 * troupe_prompt_library_can_mention:
 * @self: what prompts know
 * @character_id: a character
 *
 * Returns: whether the provider can be told of the character: it knows it, or gets its clip with each video
 */
gboolean
troupe_prompt_library_can_mention (TroupePromptLibrary *self,
                                   const char          *character_id)
{
  const TroupeCastMember *member = troupe_prompt_library_find (self, character_id);
  TroupeMention mention = { (char *) character_id, member != NULL ? member->alias : NULL };
  g_autofree char *text = member != NULL ? format_mention (&mention, 0, self) : NULL;

  return text != NULL;
}

/**
 * troupe_prompt_library_get_rules:
 * @self: what prompts know
 * @model: (nullable): the model that prompts are for, `NULL` where that is open
 *
 * Gets what troupe_prompt_render() needs to know of the provider.
 *
 * Returns: the rules, for as long as @self is there
 */
TroupePromptRules
troupe_prompt_library_get_rules (TroupePromptLibrary *self,
                                 const char          *model)
{
  TroupePromptRules rules = { .format = format_mention, .user_data = self };

  rules.max_mentions = troupe_profile_get_mention_max (self->profile);
  rules.max_length = troupe_profile_get_model_prompt_max (self->profile, model);
  rules.unit = troupe_profile_get_prompt_unit (self->profile);
  return rules;
}
