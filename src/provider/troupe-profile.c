/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "troupe-profile.h"

#include "troupe-json.h"
#include "troupe-origin.h"
#include "troupe-profile-rules.h"
#include "troupe-profiles.h"
#include "troupe-provider-error.h"
#include "troupe-schema.h"
#include "troupe-template.h"

#define MAX_SIZE_BYTES (256 * 1024)
#define MAX_DEPTH 32
#define NS_PER_CENTISECOND G_GUINT64_CONSTANT (10000000)    /* no span has more than two decimals */
#define SCHEMA_PATH "/io/github/troupe_app/Troupe/schema/profile.schema.json"

struct _TroupeProfile
{
  GObject      parent_instance;

  /* Owned */
  JsonNode    *root;       /* sealed; the strings below are borrowed from it */
  char        *base;       /* normalised; NULL for a builtin provider */

  TroupeSource sources;
  TroupeSpan   span;       /* grid_ns is the step */
  TroupeLife   life;
};

G_DEFINE_FINAL_TYPE (TroupeProfile, troupe_profile, G_TYPE_OBJECT)

static JsonObject *
get_object (TroupeProfile *self,
            const char    *name)
{
  return json_object_get_object_member (json_node_get_object (self->root), name);
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

static guint64
read_ns (JsonObject *object,
         const char *name)
{
  return (guint64) (json_object_get_double_member (object, name) * 100 + 0.5) * NS_PER_CENTISECOND;
}

static TroupeSource
read_sources (JsonArray *names)
{
  static const struct { const char *name; TroupeSource source; } sources[] = {
    { "url", TROUPE_SOURCE_URL }, { "task", TROUPE_SOURCE_TASK }, { "file", TROUPE_SOURCE_FILE },
  };
  TroupeSource found = 0;

  for (guint i = 0; i < json_array_get_length (names); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sources); j++)
      if (g_str_equal (sources[j].name, json_array_get_string_element (names, i)))
        found |= sources[j].source;
  return found;
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

/* Everything asked for is there and of its type: the schema saw to it. */
static void
read_values (TroupeProfile *self)
{
  JsonObject *clip = get_object (self, "clip");
  JsonObject *span = json_object_get_object_member (clip, "span");
  const char *base = get_text (json_node_get_object (self->root), "base");

  self->sources = read_sources (json_object_get_array_member (clip, "sources"));
  self->span.min_ns = read_ns (span, "min");
  self->span.max_ns = read_ns (span, "max");
  self->span.step_ns = read_ns (span, "step");
  self->span.grid_ns = self->span.step_ns;
  self->life = read_life (get_text (get_object (self, "life"), "state"));
  if (base != NULL)
    self->base = troupe_origin_normalize_base (base, NULL);
}

static void
troupe_profile_finalize (GObject *object)
{
  TroupeProfile *self = TROUPE_PROFILE (object);

  g_clear_pointer (&self->root, json_node_unref);
  g_clear_pointer (&self->base, g_free);
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
  g_autoptr (TroupeProfile) self = NULL;
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

  self = g_object_new (TROUPE_TYPE_PROFILE, NULL);
  self->root = g_steal_pointer (&root);
  json_node_seal (self->root);
  read_values (self);
  return g_steal_pointer (&self);
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
 * Reads a profile from a small file. Fails with `G_IO_ERROR` and as troupe_profile_new().
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

  if (!is_small (file, name, error))
    return NULL;
  json = g_file_load_bytes (file, NULL, NULL, error);
  return json != NULL ? troupe_profile_new (json, name, error) : NULL;
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
  return get_text (json_node_get_object (self->root), "id");
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
  return translate ("provider name", get_text (json_node_get_object (self->root), "name"));
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
  return translate ("provider summary", get_text (json_node_get_object (self->root), "summary"));
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
  return get_text (json_node_get_object (self->root), "homepage");
}

/**
 * troupe_profile_get_base:
 * @self: a profile
 *
 * Gets the base address the profile suggests.
 *
 * Returns: (transfer none) (nullable): the base without a slash or `/v1` at its end; `NULL` for a builtin
 *   provider
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
  return json_object_has_member (json_node_get_object (self->root), "builtin");
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
 * troupe_profile_get_sources:
 * @self: a profile
 *
 * Gets the ways in which a clip can reach the provider.
 *
 * Returns: one or more flags
 */
TroupeSource
troupe_profile_get_sources (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), 0);
  return self->sources;
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
  return (int) json_object_get_int_member (get_object (self, "clip"), "short_edge");
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
 * troupe_profile_get_call:
 * @self: a profile
 * @name: `create-character` or `upload`
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

typedef struct
{
  const char *username;
  const char *name;
  const char *id;
} Mentioned;

static char *
lookup_mentioned (const char *variable,
                  gpointer    user_data)
{
  const Mentioned *mentioned = user_data;

  if (g_str_equal (variable, "username"))
    return g_strdup (mentioned->username);
  if (g_str_equal (variable, "name"))
    return g_strdup (mentioned->name);
  return g_strdup (mentioned->id);
}

/**
 * troupe_profile_format_mention:
 * @self: a profile
 * @username: (nullable): the name the provider gave the character
 * @name: (nullable): its alias
 * @id: (nullable): its id at the provider
 *
 * Writes how a character is named in a prompt, with the blank that has to follow.
 *
 * Returns: (transfer full) (nullable): for example `@bluefox.quietharbor `; `NULL` when the provider's form
 *   needs a value that is not there
 */
char *
troupe_profile_format_mention (TroupeProfile *self,
                               const char    *username,
                               const char    *name,
                               const char    *id)
{
  Mentioned mentioned = { username, name, id };

  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return troupe_template_expand (get_text (get_object (self, "mention"), "template"),
                                 lookup_mentioned, &mentioned);
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
