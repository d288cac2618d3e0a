/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-gateway-private.h"

#include "troupe-studio-timestamps.h"
#include "troupe-studio.h"

typedef enum
{
  FIELD_TEXT,
  FIELD_BOOLEAN,
  FIELD_PICTURE,    /* a file in a form, else an address */
} FieldKind;

static const struct
{
  const char *name;
  FieldKind   kind;
} fields[] = {
  { "model", FIELD_TEXT },
  { "prompt", FIELD_TEXT },
  { "seconds", FIELD_TEXT },
  { "size", FIELD_TEXT },
  { "input_reference", FIELD_PICTURE },
  { "watermark", FIELD_BOOLEAN },
  { "private", FIELD_BOOLEAN },
  { "character_url", FIELD_TEXT },
  { "character_from_task", FIELD_TEXT },
  { "character_timestamps", FIELD_TEXT },
  { "character_create", FIELD_BOOLEAN },
  { "metadata", FIELD_TEXT },
};

/* What a model is able to do; "" ends a list */
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

static int
find_field (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, name))
      return (int) i;
  return -1;
}

/* The value of a form's part as a text, NULL when it is none */
static char *
dup_value (const TroupeStudioPart *part)
{
  gsize size;
  const char *data = g_bytes_get_data (part->content, &size);

  return g_utf8_validate_len (data, size, NULL) ? g_strndup (data, size) : NULL;
}

static gboolean
read_part (TroupeStudioCall       *call,
           const TroupeStudioPart *part,
           JsonObject             *request)
{
  int field = find_field (part->name);
  g_autofree char *value = NULL;

  if (field < 0)
    {
      troupe_studio_gateway_refuse_field (call, part->name, "invalid_parameter",
                                          "unknown parameter: %s", part->name);
      return FALSE;
    }
  if (fields[field].kind == FIELD_PICTURE && part->file_name != NULL)
    return TRUE;    /* goes its own way */
  value = dup_value (part);
  if (value == NULL || part->file_name != NULL)
    {
      troupe_studio_gateway_refuse_field (call, part->name, "invalid_parameter",
                                          "%s must be a text", part->name);
      return FALSE;
    }
  if (fields[field].kind != FIELD_BOOLEAN)
    json_object_set_string_member (request, part->name, value);
  else if (g_str_equal (value, "true") || g_str_equal (value, "false"))
    json_object_set_boolean_member (request, part->name, g_str_equal (value, "true"));
  else
    {
      troupe_studio_gateway_refuse_field (call, part->name, "invalid_parameter",
                                          "%s must be true or false, not %s", part->name, value);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_form (TroupeStudioCall *call,
           TroupeStudioForm *form,
           JsonObject       *request)
{
  for (guint i = 0; i < troupe_studio_form_get_n_parts (form); i++)
    if (!read_part (call, troupe_studio_form_get_part (form, i), request))
      return FALSE;
  return TRUE;
}

static gboolean
read_object (TroupeStudioCall *call,
             JsonObject       *object,
             JsonObject       *request)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (object, l->data);
      GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
      int field = find_field (l->data);
      gboolean is_boolean = field >= 0 && fields[field].kind == FIELD_BOOLEAN;

      if (field < 0)
        troupe_studio_gateway_refuse_field (call, l->data, "invalid_parameter",
                                            "unknown parameter: %s",
                                            (char *) l->data);
      else if (type != (is_boolean ? G_TYPE_BOOLEAN : G_TYPE_STRING))
        troupe_studio_gateway_refuse_field (call, l->data, "invalid_parameter", "%s must be %s",
                                            (char *) l->data,
                                            is_boolean ? "true or false" : "a text");
      else
        {
          json_object_set_member (request, l->data, json_node_copy (node));
          continue;
        }
      return FALSE;
    }
  return TRUE;
}

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
             const char * const *pro_able,
             const char         *pro_code)
{
  if (g_strv_contains (able, value))
    return TRUE;
  if (g_strv_contains (pro_able, value))
    troupe_studio_gateway_refuse_field (call, param, pro_code, "%s %s needs the model %s",
                                        param, value,
                                        models[PRO_MODEL].name);
  else
    {
      g_autofree char *list = g_strjoinv (", ", (char **) able);

      troupe_studio_gateway_refuse_field (call, param, "invalid_parameter", "%s must be one of %s",
                                          param, list);
    }
  return FALSE;
}

static gboolean
check_model (TroupeStudioCall *call,
             JsonObject       *request)
{
  const char *model = get_text (request, "model");

  if (model == NULL || *model == '\0')
    {
      troupe_studio_gateway_refuse_field (call, "model", "invalid_parameter", "model is required");
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].name, model))
      return check_value (call, "seconds", get_text (request, "seconds"), models[i].seconds,
                          models[PRO_MODEL].seconds, "invalid_model_for_duration") &&
             check_value (call, "size", get_text (request, "size"), models[i].sizes,
                          models[PRO_MODEL].sizes, "invalid_model_for_size");
  troupe_studio_gateway_refuse_model (call, model);
  return FALSE;
}

static gboolean
check_inline_character (TroupeStudioCall *call,
                        JsonObject       *request)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  const char *url = get_text (request, "character_url");
  const char *task = get_text (request, "character_from_task");
  const char *timestamps = get_text (request, "character_timestamps");
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  TroupeRange range;

  if (url == NULL && task == NULL && timestamps == NULL)
    return TRUE;
  if (timestamps == NULL || (url == NULL) == (task == NULL))
    troupe_studio_gateway_refuse_field (call,
                                        timestamps == NULL ? "character_timestamps"
                                                           : "character_url", "invalid_parameter",
                                        "character_timestamps goes with exactly one of "
                                        "character_url and character_from_task");
  else if (!troupe_studio_timestamps_parse (timestamps, &range, &error))
    troupe_studio_gateway_refuse_field (call, "character_timestamps", "invalid_parameter", "%s",
                                        error->message);
  else if (url != NULL)
    return troupe_studio_gateway_check_url (call, "character_url", url);
  else
    {
      file = troupe_studio_videos_get_result (troupe_studio_get_videos (studio), task, &error);
      if (file != NULL)
        return TRUE;
      troupe_studio_gateway_refuse_task (call, "character_from_task", error);
    }
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
  TroupeStudioForm *form = troupe_studio_call_get_form (call);
  g_autoptr (JsonObject) request = json_object_new ();
  const char *reference;

  if (form != NULL ? !read_form (call, form, request)
                   : !read_object (call, troupe_studio_call_get_object (call), request))
    return NULL;
  set_default (request, "seconds", "10");
  set_default (request, "size", "720x1280");
  if (!check_model (call, request) || !check_inline_character (call, request))
    return NULL;
  reference = get_text (request, "input_reference");
  if (reference != NULL &&
      !troupe_studio_gateway_check_url (call, "input_reference", reference))
    return NULL;
  return g_steal_pointer (&request);
}
