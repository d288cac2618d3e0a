/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-profile-rules.h"

#include <math.h>

#include "troupe-origin.h"
#include "troupe-provider-error.h"
#include "troupe-template.h"

static const char * const request_variables[] = {
  "clip.url", "clip.task", "clip.file", "range.text", "range.start", "range.end", "range.length",
  "character.name", NULL
};

static const char * const mention_variables[] = { "username", "name", "id", NULL };

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

static gboolean
check_base (Check      *check,
            JsonObject *profile)
{
  g_autofree char *base = NULL;
  g_autoptr (GError) problem = NULL;

  if (json_object_has_member (profile, "builtin"))
    return !json_object_has_member (profile, "base") ||
           refuse (check, "base: a builtin provider has none of its own");
  if (!json_object_has_member (profile, "base"))
    {
      g_set_error (check->error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_PROFILE,
                   "%s: $: \"base\" is missing", check->origin);
      return FALSE;
    }
  base = troupe_origin_normalize_base (json_object_get_string_member (profile, "base"), &problem);
  return base != NULL || refuse (check, "base: %s", problem->message);
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
is_file (const char *text)
{
  return strstr (text, "{clip.file}") != NULL;
}

static gboolean
check_path (Check      *check,
            const char *name,
            JsonObject *call)
{
  const char *path = json_object_get_string_member (call, "path");
  g_autoptr (GError) problem = NULL;

  if (!troupe_template_check (path, request_variables, &problem))
    return refuse (check, "calls.%s.path: %s", name, problem->message);
  return !is_file (path) || refuse (check, "calls.%s.path: a file is no part of a path", name);
}

static gboolean
check_body (Check      *check,
            const char *name,
            JsonObject *call)
{
  JsonObject *body = json_object_get_object_member (call, "body");
  g_autoptr (GList) keys = json_object_get_members (body);
  gboolean takes_files = g_str_equal (json_object_get_string_member (call, "encoding"), "multipart");

  for (GList *l = keys; l != NULL; l = l->next)
    {
      const char *text = json_object_get_string_member (body, l->data);
      g_autoptr (GError) problem = NULL;

      if (!troupe_template_check (text, request_variables, &problem))
        return refuse (check, "calls.%s.body.%s: %s", name, (char *) l->data, problem->message);
      if (is_file (text) && !(takes_files && g_str_equal (text, "{clip.file}")))
        return refuse (check, "calls.%s.body.%s: {clip.file} stands alone in a multipart body",
                       name, (char *) l->data);
    }
  return TRUE;
}

static gboolean
check_one_of (Check      *check,
              const char *name,
              JsonObject *call)
{
  JsonObject *body = json_object_get_object_member (call, "body");
  JsonArray *keys;

  if (!json_object_has_member (call, "one_of"))
    return TRUE;
  keys = json_object_get_array_member (call, "one_of");
  for (guint i = 0; i < json_array_get_length (keys); i++)
    if (!json_object_has_member (body, json_array_get_string_element (keys, i)))
      return refuse (check, "calls.%s.one_of[%u]: the body has no such key", name, i);
  return TRUE;
}

static gboolean
check_answer (Check      *check,
              const char *name,
              JsonObject *call)
{
  JsonObject *answer = json_object_get_object_member (call, "answer");
  g_autoptr (GList) fields = json_object_get_members (answer);

  for (GList *l = fields; l != NULL; l = l->next)
    {
      JsonArray *places = json_object_get_array_member (answer, l->data);

      for (guint i = 0; i < json_array_get_length (places); i++)
        {
          g_autoptr (JsonPath) path = json_path_new ();
          g_autoptr (GError) problem = NULL;

          if (!json_path_compile (path, json_array_get_string_element (places, i), &problem))
            return refuse (check, "calls.%s.answer.%s[%u]: %s", name, (char *) l->data, i,
                           problem->message);
        }
    }
  return TRUE;
}

static gboolean
call_uses (JsonObject *profile,
           const char *name,
           const char *variable)
{
  JsonObject *calls = json_object_get_object_member (profile, "calls");
  JsonObject *body;
  g_autoptr (GList) texts = NULL;

  if (!json_object_has_member (calls, name))
    return FALSE;
  body = json_object_get_object_member (json_object_get_object_member (calls, name), "body");
  texts = json_object_get_values (body);
  for (GList *l = texts; l != NULL; l = l->next)
    {
      g_auto (GStrv) used = troupe_template_list_variables (json_node_get_string (l->data));

      if (g_strv_contains ((const char * const *) used, variable))
        return TRUE;
    }
  return FALSE;
}

/* A source that no call can carry would fail only after the person has made a choice. */
static gboolean
check_sources (Check      *check,
               JsonObject *profile)
{
  static const struct { const char *source, *call, *variable; } needs[] = {
    { "url", "create-character", "clip.url" },
    { "task", "create-character", "clip.task" },
    { "file", "upload", "clip.file" },
    { "file", "create-character", "clip.url" },
  };
  JsonObject *clip = json_object_get_object_member (profile, "clip");
  JsonArray *sources = json_object_get_array_member (clip, "sources");

  for (guint i = 0; i < json_array_get_length (sources); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (needs); j++)
      if (g_str_equal (needs[j].source, json_array_get_string_element (sources, i)) &&
          !call_uses (profile, needs[j].call, needs[j].variable))
        return refuse (check, "clip.sources[%u]: needs {%s} in the body of the call \"%s\"", i,
                       needs[j].variable, needs[j].call);
  return TRUE;
}

static gboolean
check_calls (Check      *check,
             JsonObject *profile)
{
  JsonObject *calls = json_object_get_object_member (profile, "calls");
  g_autoptr (GList) names = json_object_get_members (calls);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *call = json_object_get_object_member (calls, l->data);

      if (!check_path (check, l->data, call) ||
          !check_body (check, l->data, call) ||
          !check_one_of (check, l->data, call) ||
          !check_answer (check, l->data, call))
        return FALSE;
    }
  return TRUE;
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
         check_span (&check, profile) &&
         check_mention (&check, profile) &&
         check_calls (&check, profile) &&
         check_sources (&check, profile);
}
