/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-profile-rules.h"

#include <math.h>

#include "troupe-call.h"
#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-template.h"

static const char * const mention_variables[] = { "username", "name", "id", "index0", "index1", NULL };

typedef struct
{
  const char *origin;
  GError    **error;
} Check;

static gboolean
G_GNUC_PRINTF (2, 3)
refuse (Check      *check,
        const char *format,
        ...)
{
  g_autofree char *rule = NULL;
  va_list args;

  va_start (args, format);
  rule = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (check->error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
               "%s: $.%s", check->origin, rule);
  return FALSE;
}

/* What may begin an address: no braces either, for nothing is put in their place here. */
static gboolean
check_address (Check      *check,
               const char *place,
               const char *address)
{
  g_autofree char *base = NULL;
  g_autoptr (GError) problem = NULL;

  if (strpbrk (address, "{}") != NULL)
    return refuse (check, "%s: an address has no variables", place);
  base = troupe_origin_normalize_base (address, &problem);
  return base != NULL || refuse (check, "%s: %s", place, problem->message);
}

static gboolean
check_base (Check      *check,
            JsonObject *profile)
{
  if (!json_object_has_member (profile, "base"))
    return TRUE;
  if (json_object_has_member (profile, "builtin"))
    return refuse (check, "base: a builtin provider has none of its own");
  return check_address (check, "base", json_object_get_string_member (profile, "base"));
}

static gboolean
check_origins (Check      *check,
               JsonObject *profile)
{
  JsonObject *origins;
  g_autoptr (GList) names = NULL;

  if (!json_object_has_member (profile, "origins"))
    return TRUE;
  if (!json_object_has_member (profile, "base"))
    return refuse (check, "origins: they belong to a base, and there is none");
  origins = json_object_get_object_member (profile, "origins");
  names = json_object_get_members (origins);
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *place = g_strconcat ("origins.", l->data, NULL);

      if (!check_address (check, place, json_object_get_string_member (origins, l->data)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_auth (Check      *check,
            JsonObject *profile)
{
  const char *header = json_object_get_string_member (json_object_get_object_member (profile, "auth"),
                                                      "header");

  return g_ascii_strcasecmp (header, "Authorization") == 0 || !troupe_call_is_reserved_header (header) ||
         refuse (check, "auth.header: Troupe sets this header itself");
}

static gboolean
is_multiple (double value,
             double step)
{
  double ratio = value / step;

  return fabs (ratio - round (ratio)) < 1e-6;
}

static gboolean
check_span (Check      *check,
            JsonObject *profile)
{
  JsonObject *clip = json_object_get_object_member (profile, "clip");
  JsonObject *span = json_object_get_object_member (clip, "span");
  double min = json_object_get_double_member (span, "min");
  double max = json_object_get_double_member (span, "max");
  double step = json_object_get_double_member (span, "step");

  if (min > max)
    return refuse (check, "clip.span.min: longer than the maximum");
  if (!is_multiple (step, 0.01))
    return refuse (check, "clip.span.step: expected at most two decimals");
  if (!is_multiple (min, step))
    return refuse (check, "clip.span.min: expected a multiple of the step");
  return is_multiple (max, step) ||
         refuse (check, "clip.span.max: expected a multiple of the step");
}

static gboolean
check_mention (Check      *check,
               JsonObject *profile)
{
  JsonObject *mention = json_object_get_object_member (profile, "mention");
  g_autoptr (GError) problem = NULL;

  return troupe_template_check (json_object_get_string_member (mention, "template"),
                                mention_variables, &problem) ||
         refuse (check, "mention.template: %s", problem->message);
}

static gboolean
holds (JsonArray *list,
       JsonNode  *wanted)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (json_node_equal (json_array_get_element (list, i), wanted))
      return TRUE;
  return FALSE;
}

static gboolean
has_price (JsonObject *profile)
{
  return json_object_has_member (profile, "credits") &&
         json_object_has_member (json_object_get_object_member (profile, "credits"), "price");
}

/* The lists of a profile are all that its models take. */
static gboolean
check_model (Check      *check,
             JsonObject *profile,
             JsonObject *model,
             guint       position)
{
  JsonObject *video = json_object_get_object_member (profile, "video");
  static const char * const names[] = { "seconds", "sizes", "aspects", "resolutions" };

  if (json_object_has_member (model, "price") && !has_price (profile))
    return refuse (check, "video.models[%u].price: needs credits.price, which says where it is from", position);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonArray *list;

      if (!json_object_has_member (model, names[i]))
        continue;
      if (!json_object_has_member (video, names[i]))
        return refuse (check, "video.models[%u].%s: needs video.%s, of which it is a part", position, names[i], names[i]);
      list = json_object_get_array_member (model, names[i]);
      for (guint j = 0; j < json_array_get_length (list); j++)
        if (!holds (json_object_get_array_member (video, names[i]), json_array_get_element (list, j)))
          return refuse (check, "video.models[%u].%s[%u]: is not in video.%s", position, names[i], j, names[i]);
    }
  return TRUE;
}

static gboolean
check_models (Check      *check,
              JsonObject *profile)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *video = NULL;
  JsonArray *models = NULL;

  if (json_object_has_member (profile, "video"))
    video = json_object_get_object_member (profile, "video");
  if (video != NULL && json_object_has_member (video, "models"))
    models = json_object_get_array_member (video, "models");
  for (guint i = 0; models != NULL && i < json_array_get_length (models); i++)
    {
      JsonNode *node = json_array_get_element (models, i);
      JsonObject *model = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = model != NULL ? json_object_get_string_member (model, "id") : json_node_get_string (node);

      if (!g_hash_table_add (ids, (gpointer) id))
        return refuse (check, "video.models[%u]: names a model for the second time", i);
      if (model != NULL && !check_model (check, profile, model, i))
        return FALSE;
    }
  return TRUE;
}

static JsonObject *
get_call (JsonObject *profile,
          const char *name)
{
  JsonObject *calls = json_object_get_object_member (profile, "calls");

  return json_object_has_member (calls, name) ? json_object_get_object_member (calls, name) : NULL;
}

static gboolean
has_answer (JsonObject *profile,
            const char *name,
            const char *field)
{
  JsonObject *call = get_call (profile, name);

  return call != NULL && json_object_has_member (call, "answer") &&
         json_object_has_member (json_object_get_object_member (call, "answer"), field);
}

static gboolean
need_answer (Check      *check,
             JsonObject *profile,
             const char *name,
             const char *field)
{
  return has_answer (profile, name, field) ||
         refuse (check, "calls.%s.answer: \"%s\" is missing", name, field);
}

static gboolean
check_calls (Check      *check,
             JsonObject *profile)
{
  JsonObject *calls = json_object_get_object_member (profile, "calls");
  g_autoptr (GList) names = json_object_get_members (calls);

  for (GList *l = names; l != NULL; l = l->next)
    if (!troupe_call_check (profile, l->data, check->origin, check->error))
      return FALSE;
  return TRUE;
}

/* A call that cannot say whom or what it means would fail only when it is too late. */
static gboolean
check_needs (Check      *check,
             JsonObject *profile)
{
  static const struct { const char *call, *variable, *or; } needs[] = {
    { "follow-character", "job.id", "job.id" }, { "follow-video", "job.id", "job.id" },
    { "download-video", "job.id", "job.id" }, { "delete-video", "job.id", "job.id" },
    { "remix-video", "job.id", "job.id" }, { "cancel-video", "job.id", "job.id" },
    { "remix-video", "video.prompt", "video.prompt" }, { "create-video", "video.prompt", "video.prompt" },
    { "upload", "clip.file", "clip.data" }, { "delete-upload", "upload.id", "upload.id" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      JsonObject *call = get_call (profile, needs[i].call);

      if (call != NULL && !troupe_call_uses (call, needs[i].variable) && !troupe_call_uses (call, needs[i].or))
        return refuse (check, "calls.%s: needs {%s}", needs[i].call, needs[i].variable);
    }
  return TRUE;
}

static gboolean
check_answers (Check      *check,
               JsonObject *profile)
{
  static const struct { const char *call, *other, *field; } needs[] = {
    { "create-video", "create-video", "job" }, { "remix-video", "remix-video", "job" },
    { "follow-video", "follow-video", "status" }, { "follow-character", "follow-character", "status" },
    { "upload", "upload", "url" }, { "delete-upload", "upload", "id" },
    { "list-videos", "list-videos", "items" }, { "list-videos", "list-videos", "job" },
    { "list-characters", "list-characters", "items" }, { "list-characters", "list-characters", "job" },
    { "list-characters", "follow-character", "status" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++)
    if (get_call (profile, needs[i].call) != NULL &&
        !need_answer (check, profile, needs[i].other, needs[i].field))
      return FALSE;
  return TRUE;
}

static gboolean
check_stored (Check      *check,
              JsonObject *profile)
{
  if (get_call (profile, "create-character") == NULL)
    return refuse (check, "calls: \"create-character\" is missing");
  if (get_call (profile, "follow-character") == NULL)
    return need_answer (check, profile, "create-character", "id") &&
           need_answer (check, profile, "create-character", "username");
  return need_answer (check, profile, "create-character", "job") &&
         need_answer (check, profile, "follow-character", "username");
}

static gboolean
check_inline (Check      *check,
              JsonObject *profile)
{
  static const char * const carriers[] = {
    "clip.url", "clip.task", "clip.file", "clip.data", "picture.file", "picture.data", "picture.url",
  };
  static const char * const others[] = { "create-character", "follow-character" };
  JsonObject *call = get_call (profile, "create-video");

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (get_call (profile, others[i]) != NULL)
      return refuse (check, "calls.%s: an inline provider keeps no characters", others[i]);
  if (call == NULL)
    return refuse (check, "calls: \"create-video\" is missing");
  for (gsize i = 0; i < G_N_ELEMENTS (carriers); i++)
    if (troupe_call_uses (call, carriers[i]))
      return TRUE;
  return refuse (check, "calls.create-video: needs {clip.url} or another variable that carries the clip");
}

static gboolean
is_inline (JsonObject *profile)
{
  return g_strcmp0 (json_object_get_string_member_with_default (profile, "kind", NULL), "inline") == 0;
}

static gboolean
check_kind (Check      *check,
            JsonObject *profile)
{
  if (get_call (profile, "create-video") != NULL && get_call (profile, "follow-video") == NULL)
    return refuse (check, "calls: \"follow-video\" is missing");
  return is_inline (profile) ? check_inline (check, profile) : check_stored (check, profile);
}

static gboolean
has_source (JsonObject *profile,
            const char *name)
{
  JsonArray *sources =
    json_object_get_array_member (json_object_get_object_member (profile, "clip"), "sources");

  for (guint i = 0; i < json_array_get_length (sources); i++)
    if (g_str_equal (name, json_array_get_string_element (sources, i)))
      return TRUE;
  return FALSE;
}

/* A source that no call can carry would fail only after the person has made a choice. */
static gboolean
check_sources (Check      *check,
               JsonObject *profile)
{
  static const struct { const char *source, *variable, *or; } needs[] = {
    { "url", "clip.url", "clip.url" }, { "task", "clip.task", "clip.task" },
    { "file", "clip.file", "clip.file" }, { "data", "clip.data", "clip.data" },
    { "picture", "picture.file", "picture.data" },
  };
  const char *name = is_inline (profile) ? "create-video" : "create-character";
  JsonObject *call = get_call (profile, name);

  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++)
    if (has_source (profile, needs[i].source) && !troupe_call_uses (call, needs[i].variable) &&
        !troupe_call_uses (call, needs[i].or))
      return refuse (check, "clip.sources: \"%s\" needs {%s} in the call \"%s\"", needs[i].source,
                     needs[i].variable, name);
  return get_call (profile, "upload") == NULL || has_source (profile, "url") ||
         refuse (check, "calls.upload: gives an address, so clip.sources needs \"url\"");
}

/**
 * troupe_profile_rules_check:
 * @profile: a profile that obeys the schema
 * @origin: the file it came from, for the message
 *
 * Checks what the JSON schema cannot say.
 *
 * Safe from any thread. Fails with `TROUPE_PROVIDER_ERROR_PROFILE`, of the form
 * `ORIGIN: $.clip.span.min: expected a multiple of the step`.
 *
 * Returns: whether @profile can be used
 */
gboolean
troupe_profile_rules_check (JsonObject *profile,
                            const char *origin,
                            GError    **error)
{
  Check check = { origin, error };

  return check_base (&check, profile) &&
         check_origins (&check, profile) &&
         check_auth (&check, profile) &&
         check_span (&check, profile) &&
         check_mention (&check, profile) &&
         check_models (&check, profile) &&
         check_calls (&check, profile) &&
         check_needs (&check, profile) &&
         check_answers (&check, profile) &&
         check_kind (&check, profile) &&
         check_sources (&check, profile);
}
