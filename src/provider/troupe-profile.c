/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "troupe-profile-private.h"

#include "troupe-json.h"
#include "troupe-origin.h"
#include "troupe-profile-rules.h"
#include "troupe-profiles.h"
#include "troupe-provider-error.h"
#include "troupe-schema.h"

#define MAX_SIZE_BYTES (256 * 1024)
#define MAX_DEPTH 32
#define DEFAULT_POLL_FIRST_S 10
#define DEFAULT_POLL_GROWTH 1.25
#define DEFAULT_POLL_MAX_S 30
#define SCHEMA_PATH "/io/github/troupe_app/Troupe/schema/profile.schema.json"

G_DEFINE_FINAL_TYPE (TroupeProfile, troupe_profile, G_TYPE_OBJECT)

static JsonObject *
get_root (TroupeProfile *self)
{
  return json_node_get_object (self->root);
}

static JsonObject *
get_object (TroupeProfile *self,
            const char    *name)
{
  return json_object_get_object_member (get_root (self), name);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

/* The shipped texts stand in the catalogues; see data/profiles/texts.py. */
static const char *
translate (const char *context,
           const char *text)
{
  return text != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, context, text) : NULL;
}

static JsonNode *
get_schema (void)
{
  static gsize schema;    /* JsonNode, kept for good */

  if (g_once_init_enter (&schema))
    {
      g_autoptr (GBytes) text = NULL;
      JsonNode *node;

      text = g_resource_lookup_data (troupe_profiles_get_resource (), SCHEMA_PATH,
                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      node = troupe_json_parse (text, MAX_DEPTH, TRUE, NULL);
      g_assert (node != NULL);
      json_node_seal (node);
      g_once_init_leave (&schema, (gsize) node);
    }
  return (JsonNode *) schema;
}

static TroupeLife
read_life (const char *state)
{
  if (g_str_equal (state, "closed"))
    return TROUPE_LIFE_CLOSED;
  if (g_str_equal (state, "paused"))
    return TROUPE_LIFE_PAUSED;
  return TROUPE_LIFE_ACTIVE;
}

static void
read_origins (TroupeProfile *self)
{
  JsonObject *origins;
  g_autoptr (GList) names = NULL;

  if (!json_object_has_member (get_root (self), "origins"))
    return;
  origins = get_object (self, "origins");
  names = json_object_get_members (origins);
  for (GList *l = names; l != NULL; l = l->next)
    g_hash_table_insert (self->origins, g_strdup (l->data),
                         troupe_origin_normalize_base (get_text (origins, l->data), NULL));
}

/* Everything asked for is there and of its type: schema and rules saw to it. */
static void
read_values (TroupeProfile *self)
{
  const char *kind = get_text (get_root (self), "kind");
  const char *base = get_text (get_root (self), "base");

  self->kind = g_strcmp0 (kind, "inline") == 0 ? TROUPE_KIND_INLINE : TROUPE_KIND_STORED;
  self->life = read_life (get_text (get_object (self, "life"), "state"));
  if (base != NULL)
    self->base = troupe_origin_normalize_base (base, NULL);
  read_origins (self);
  troupe_profile_read_clip (self);
  troupe_profile_read_video (self);
}

static void
troupe_profile_finalize (GObject *object)
{
  TroupeProfile *self = TROUPE_PROFILE (object);

  g_clear_pointer (&self->root, json_node_unref);
  g_clear_pointer (&self->base, g_free);
  g_clear_pointer (&self->origins, g_hash_table_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (self->video_choices); i++)
    g_clear_pointer (&self->video_choices[i], g_strfreev);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_profile_parent_class)->finalize (object);
}

static void
troupe_profile_class_init (TroupeProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = troupe_profile_finalize;
}

static void
troupe_profile_init (TroupeProfile *self)
{
  self->origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Takes ownership of the document. */
static TroupeProfile *
take_root (JsonNode *root)
{
  TroupeProfile *self = g_object_new (TROUPE_TYPE_PROFILE, NULL);

  self->root = root;
  json_node_seal (self->root);
  read_values (self);
  return self;
}

/**
 * troupe_profile_new:
 * @json: the text of a profile
 * @origin: the file it came from, for messages
 *
 * Reads and checks a profile.
 *
 * Safe from any thread. Fails with `TROUPE_PROVIDER_ERROR_PROFILE`, of the form
 * `ORIGIN: $.clip.span.min: expected a number`, when the text is longer than 256 KiB, no strict JSON, deeper
 * than 32 levels or breaks a rule of the schema in `data/profiles/`.
 *
 * Returns: (transfer full): the profile
 */
TroupeProfile *
troupe_profile_new (GBytes     *json,
                    const char *origin,
                    GError    **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (json != NULL, NULL);
  g_return_val_if_fail (origin != NULL, NULL);

  if (g_bytes_get_size (json) > MAX_SIZE_BYTES)
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
                   "%s: $: expected at most 256 KiB", origin);
      return NULL;
    }
  root = troupe_json_parse (json, MAX_DEPTH, TRUE, &problem);
  if (root == NULL)
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
                   "%s: $: %s", origin, problem->message);
      return NULL;
    }
  if (!troupe_schema_validate (get_schema (), root, origin, error) ||
      !troupe_profile_rules_check (json_node_get_object (root), origin, error))
    return NULL;

  return take_root (g_steal_pointer (&root));
}

/**
 * troupe_profile_new_shipped:
 * @json: the text of a profile that is a part of the program
 *
 * Reads a profile without the checks of troupe_profile_new(), which take a third of the time of a start.
 *
 * Safe from any thread.
 *
 * Returns: (transfer full): the profile
 */
TroupeProfile *
troupe_profile_new_shipped (GBytes *json)
{
  JsonNode *root = troupe_json_parse (json, MAX_DEPTH, TRUE, NULL);

  g_return_val_if_fail (root != NULL, NULL);

  return take_root (root);
}

/* Looks before it reads: a pipe would wait for ever, a huge file would fill the memory. */
static gboolean
is_small (GFile      *file,
          const char *name,
          GError    **error)
{
  g_autoptr (GFileInfo) info = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR &&
      g_file_info_get_size (info) <= MAX_SIZE_BYTES)
    return TRUE;

  g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
               "%s: $: expected a file of at most 256 KiB", name);
  return FALSE;
}

/**
 * troupe_profile_load:
 * @path: a file
 * @error: return location for an error
 *
 * Reads a profile of the person's own from a small file.
 *
 * Fails with `G_IO_ERROR`, as troupe_profile_new(), and when the profile claims to be builtin.
 *
 * Returns: (transfer full): the profile
 */
TroupeProfile *
troupe_profile_load (const char *path,
                     GError    **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GBytes) json = NULL;
  g_autoptr (TroupeProfile) profile = NULL;

  if (!is_small (file, name, error))
    return NULL;
  json = g_file_load_bytes (file, NULL, NULL, error);
  profile = json != NULL ? troupe_profile_new (json, name, error) : NULL;
  if (profile == NULL || !troupe_profile_is_builtin (profile))
    return g_steal_pointer (&profile);

  g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
               "%s: $.builtin: only for profiles that Troupe ships", name);
  return NULL;
}

/**
 * troupe_profile_get_id:
 * @self: a profile
 *
 * Gets the name of the provider in files, commands and the library.
 *
 * Returns: (transfer none): lower-case letters, digits and hyphens
 */
const char *
troupe_profile_get_id (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return get_text (get_root (self), "id");
}

/**
 * troupe_profile_get_name:
 * @self: a profile
 *
 * Gets the name a person knows.
 *
 * Returns: (transfer none): one line, in the person's language where Troupe ships the profile
 */
const char *
troupe_profile_get_name (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return translate ("provider name", get_text (get_root (self), "name"));
}

/**
 * troupe_profile_get_summary:
 * @self: a profile
 *
 * Gets a sentence or two on what the provider does.
 *
 * Returns: (transfer none): English text
 */
const char *
troupe_profile_get_summary (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return translate ("provider summary", get_text (get_root (self), "summary"));
}

/**
 * troupe_profile_get_homepage:
 * @self: a profile
 *
 * Gets the page on which a person reads about the provider.
 *
 * Returns: (transfer none) (nullable): an http or https address
 */
const char *
troupe_profile_get_homepage (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return get_text (get_root (self), "homepage");
}

/**
 * troupe_profile_get_base:
 * @self: a profile
 *
 * Gets the base address the profile suggests.
 *
 * Returns: (transfer none) (nullable): the base without a slash or `/v1` at its end; `NULL` for a builtin
 *   provider, and where the person has to enter one
 */
const char *
troupe_profile_get_base (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return self->base;
}

/**
 * troupe_profile_is_builtin:
 * @self: a profile
 *
 * Says whether base and key come from the Practice Studio.
 *
 * Returns: `TRUE` if they do
 */
gboolean
troupe_profile_is_builtin (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), FALSE);
  return json_object_has_member (get_root (self), "builtin");
}

/**
 * troupe_profile_get_life:
 * @self: a profile
 *
 * Gets what is publicly known about the provider's life.
 *
 * Returns: the state
 */
TroupeLife
troupe_profile_get_life (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), TROUPE_LIFE_ACTIVE);
  return self->life;
}

/**
 * troupe_profile_get_life_date:
 * @self: a profile
 *
 * Gets the day the state of life began.
 *
 * Returns: (transfer none) (nullable): `YYYY-MM-DD`
 */
const char *
troupe_profile_get_life_date (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return get_text (get_object (self, "life"), "date");
}

/**
 * troupe_profile_get_life_note:
 * @self: a profile
 *
 * Gets what a person should know about the state of life.
 *
 * Returns: (transfer none) (nullable): English text
 */
const char *
troupe_profile_get_life_note (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return translate ("provider note", get_text (get_object (self, "life"), "note"));
}

/**
 * troupe_profile_get_life_advice:
 * @self: a profile
 *
 * Gets what a person can do about the state of life.
 *
 * Returns: (transfer none) (nullable): in the person's language where Troupe ships the profile
 */
const char *
troupe_profile_get_life_advice (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return translate ("provider advice", get_text (get_object (self, "life"), "advice"));
}

/**
 * troupe_profile_get_kind:
 * @self: a profile
 *
 * Gets whether characters are kept at the provider or travel with each video.
 *
 * Returns: the kind
 */
TroupeKind
troupe_profile_get_kind (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), TROUPE_KIND_STORED);
  return self->kind;
}

/**
 * troupe_profile_get_people:
 * @self: a profile
 *
 * Gets what the service says of real people, which is shown before anything is uploaded.
 *
 * Returns: (transfer none) (nullable): in the person's language where Troupe ships the profile
 */
const char *
troupe_profile_get_people (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return translate ("provider people", get_text (get_root (self), "people"));
}

/**
 * troupe_profile_get_price_source:
 * @self: a profile
 *
 * Gets where the service says what it takes.
 *
 * Returns: (transfer none) (nullable): English text, `NULL` where nobody says
 */
const char *
troupe_profile_get_price_source (TroupeProfile *self)
{
  JsonObject *price;

  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);

  price = troupe_profile_get_price (self);
  return price != NULL ? translate ("provider price", get_text (price, "source")) : NULL;
}

/**
 * troupe_profile_get_auth_header:
 * @self: a profile
 *
 * Gets the header that carries the key.
 *
 * Returns: (transfer none): the name of the header
 */
const char *
troupe_profile_get_auth_header (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return get_text (get_object (self, "auth"), "header");
}

/**
 * troupe_profile_get_auth_prefix:
 * @self: a profile
 *
 * Gets what stands before the key in its header.
 *
 * Returns: (transfer none): for example `Bearer ` with its blank; may be empty
 */
const char *
troupe_profile_get_auth_prefix (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return get_text (get_object (self, "auth"), "prefix");
}

/**
 * troupe_profile_is_key_optional:
 * @self: a profile
 *
 * Says whether the service answers without a key, too.
 *
 * Returns: `TRUE` if it does
 */
gboolean
troupe_profile_is_key_optional (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), FALSE);
  return json_object_get_boolean_member_with_default (get_object (self, "auth"), "optional", FALSE);
}

/**
 * troupe_profile_get_call:
 * @self: a profile
 * @name: for example `create-character`; the schema lists them
 *
 * Gets the description of a call, which obeys `$defs/call` of the schema.
 *
 * Returns: (transfer none) (nullable): the call, `NULL` where the provider has none of that name
 */
JsonObject *
troupe_profile_get_call (TroupeProfile *self,
                         const char    *name)
{
  JsonObject *calls;

  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  calls = get_object (self, "calls");
  return json_object_has_member (calls, name) ? json_object_get_object_member (calls, name) : NULL;
}

static double
read_number (JsonObject *object,
             const char *name,
             double      fallback)
{
  if (object == NULL || !json_object_has_member (object, name))
    return fallback;
  return json_object_get_double_member (object, name);
}

/**
 * troupe_profile_get_poll:
 * @self: a profile
 * @name: a call that follows, for example `follow-video`
 * @poll: (out caller-allocates): place for the answer
 *
 * Gets how often a call is repeated. Where the profile says nothing: every 10 s, growing to 30 s.
 */
void
troupe_profile_get_poll (TroupeProfile *self,
                         const char    *name,
                         TroupePoll    *poll)
{
  JsonObject *call, *member = NULL;

  g_return_if_fail (TROUPE_IS_PROFILE (self));
  g_return_if_fail (poll != NULL);

  call = troupe_profile_get_call (self, name);
  if (call != NULL && json_object_has_member (call, "poll"))
    member = json_object_get_object_member (call, "poll");
  poll->first_s = read_number (member, "first", DEFAULT_POLL_FIRST_S);
  poll->growth = read_number (member, "growth", DEFAULT_POLL_GROWTH);
  poll->max_s = MAX (read_number (member, "max", DEFAULT_POLL_MAX_S), poll->first_s);
  poll->missing_is_pending =
    member != NULL && json_object_get_boolean_member_with_default (member, "missing_is_pending", FALSE);
}

/**
 * troupe_profile_to_json:
 * @self: a profile
 *
 * Gets the profile as it stands in its file.
 *
 * Returns: (transfer full): an immutable object
 */
JsonNode *
troupe_profile_to_json (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return json_node_ref (self->root);
}
