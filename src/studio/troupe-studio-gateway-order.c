/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-fields.h"
#include "troupe-studio-gateway-private.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio-timestamps.h"

static const TroupeStudioField fields[] = {
  { "model", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 128, NULL },
  { "prompt", TROUPE_STUDIO_FIELD_TEXT, TRUE, 0, 32000, NULL },
  { "seconds", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, NULL },
  { "size", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, NULL },
  { "input_reference", TROUPE_STUDIO_FIELD_PICTURE, FALSE, 0, 0, NULL },
  { "watermark", TROUPE_STUDIO_FIELD_BOOLEAN, FALSE, 0, 0, NULL },
  { "private", TROUPE_STUDIO_FIELD_BOOLEAN, FALSE, 0, 0, NULL },
  { "character_url", TROUPE_STUDIO_FIELD_ADDRESS, FALSE, 0, 0, NULL },
  { "character_from_task", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, NULL },
  { "character_timestamps", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, NULL },
  { "character_create", TROUPE_STUDIO_FIELD_BOOLEAN, FALSE, 0, 0, NULL },
  { "metadata", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, NULL },
};

/* What a model is able to do; NULL ends a list */
static const struct
{
  const char *name;
  const char *seconds[8];
  const char *sizes[5];
} models[] = {
  { "sora-2", { "4", "5", "8", "10", "12", "15" }, { "720x1280", "1280x720" } },
  { "sora-2-pro", { "4", "5", "8", "10", "12", "15", "25" },
    { "720x1280", "1280x720", "1024x1792", "1792x1024" } },
};

#define PRO_MODEL (G_N_ELEMENTS (models) - 1)

static const char *
get_text (JsonObject *request,
          const char *name)
{
  return json_object_get_string_member_with_default (request, name, NULL);
}

static void
set_default (JsonObject *request,
             const char *name,
             const char *value)
{
  if (!json_object_has_member (request, name))
    json_object_set_string_member (request, name, value);
}

/* Whether a model is able to do what another one is, and if not, why. */
static gboolean
check_value (TroupeStudioCall   *call,
             const char         *param,
             const char         *value,
             const char * const *able,
             const char * const *pro_able)
{
  g_autofree char *list = NULL;

  if (g_strv_contains (able, value))
    return TRUE;
  if (g_strv_contains (pro_able, value))
    {
      troupe_studio_call_refuse (call, param, TROUPE_STUDIO_ERROR_MODEL_LIMIT,
                                 "%s %s needs the model %s", param, value,
                                 models[PRO_MODEL].name);
      return FALSE;
    }
  list = g_strjoinv (", ", (char **) able);
  troupe_studio_call_refuse (call, param, TROUPE_STUDIO_ERROR_FIELD, "%s must be one of %s",
                             param, list);
  return FALSE;
}

static gboolean
check_model (TroupeStudioCall *call,
             JsonObject       *request)
{
  const char *model = get_text (request, "model");

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].name, model))
      return check_value (call, "seconds", get_text (request, "seconds"), models[i].seconds,
                          models[PRO_MODEL].seconds) &&
             check_value (call, "size", get_text (request, "size"), models[i].sizes,
                          models[PRO_MODEL].sizes);
  troupe_studio_call_refuse (call, "model", TROUPE_STUDIO_ERROR_MODEL, "%s", model);
  return FALSE;
}

static gboolean
read_inline_character (TroupeStudioCall *call,
                       JsonObject       *request)
{
  const char *url = get_text (request, "character_url");
  const char *task = get_text (request, "character_from_task");
  const char *timestamps = get_text (request, "character_timestamps");

  if (url == NULL && task == NULL && timestamps == NULL)
    return TRUE;
  if (timestamps == NULL || (url == NULL) == (task == NULL))
    {
      troupe_studio_call_refuse (call,
                                 timestamps == NULL ? "character_timestamps" : "character_url",
                                 TROUPE_STUDIO_ERROR_FIELD,
                                 "character_timestamps goes with exactly one of character_url "
                                 "and character_from_task");
      return FALSE;
    }
  if (!troupe_studio_gateway_check_range (call, "character_timestamps", timestamps))
    return FALSE;
  if (task != NULL && !troupe_studio_jobs_check_result (call, "character_from_task", task))
    return FALSE;
  troupe_studio_gateway_add_clip (request, task == NULL ? "url" : "task",
                                  task == NULL ? url : task, timestamps);
  return TRUE;
}

/**
 * troupe_studio_gateway_add_clip:
 * @request: the request of a job
 * @name: `url` or `task`
 * @source: an address or the id of a job
 * @timestamps: a range that was checked
 *
 * Adds the clip of a character that is still to be made.
 */
void
troupe_studio_gateway_add_clip (JsonObject *request,
                                const char *name,
                                const char *source,
                                const char *timestamps)
{
  JsonObject *clip = json_object_new ();
  JsonArray *clips = json_array_new ();

  json_object_set_string_member (clip, name, source);
  json_object_set_string_member (clip, "timestamps", timestamps);
  json_array_add_object_element (clips, clip);
  json_object_set_array_member (request, "clips", clips);
}

/**
 * troupe_studio_gateway_check_range:
 * @call: a call
 * @param: a parameter
 * @timestamps: its value
 *
 * Refuses what is no range of one to three seconds.
 *
 * Returns: whether it is one
 */
gboolean
troupe_studio_gateway_check_range (TroupeStudioCall *call,
                                   const char       *param,
                                   const char       *timestamps)
{
  g_autoptr (GError) error = NULL;
  TroupeRange range;

  if (troupe_studio_timestamps_parse (timestamps, TROUPE_STUDIO_GATEWAY_MIN_NS,
                                      TROUPE_STUDIO_GATEWAY_MAX_NS, &range, &error))
    return TRUE;
  troupe_studio_call_refuse_error (call, param, error);
  return FALSE;
}

/**
 * troupe_studio_gateway_read_order:
 * @call: a call of `POST /v1/videos`
 *
 * Reads what the body asks for, form or JSON, and fills in the defaults. A picture inside a form is
 * left there. Whether somebody is mentioned is not looked at.
 *
 * Returns: (transfer full) (nullable): the request of a video, `NULL` when the call is refused
 */
JsonObject *
troupe_studio_gateway_read_order (TroupeStudioCall *call)
{
  g_autoptr (JsonObject) request = json_object_new ();

  if (!troupe_studio_fields_read (call, fields, G_N_ELEMENTS (fields), request))
    return NULL;
  set_default (request, "seconds", "10");
  set_default (request, "size", "720x1280");
  if (!check_model (call, request) || !read_inline_character (call, request))
    return NULL;
  return g_steal_pointer (&request);
}
