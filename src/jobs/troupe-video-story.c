/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-story.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "troupe-redact.h"

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
redact (char **address)
{
  g_autofree char *old = *address;

  if (old != NULL)
    *address = troupe_redact (old, NULL);
}

/* The scene with addresses whose queries, which carry signatures, are gone */
static JsonNode *
write_scene (const char *json)
{
  g_autoptr (TroupeScene) scene = json != NULL ? troupe_scene_from_json (json, NULL) : NULL;
  g_autofree char *text = NULL;

  if (scene == NULL)
    return json_node_new (JSON_NODE_NULL);    /* of a newer Troupe, whose journal this is */

  redact (&scene->reference);
  redact (&scene->clip_address);
  text = troupe_scene_to_json (scene);
  return json_from_string (text, NULL);    /* what was just written can be read */
}

static JsonArray *
write_cast (GPtrArray *cast)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < cast->len; i++)
    {
      const TroupeCastMember *member = g_ptr_array_index (cast, i);
      JsonObject *object = json_object_new ();

      set_text (object, "alias", member->alias);
      set_text (object, "username", member->username);
      set_text (object, "id", member->remote_id);
      json_array_add_object_element (array, object);
    }
  return array;
}

/**
 * troupe_video_story_write:
 * @job: the job of a video
 * @provider: the name of its provider
 *
 * Writes down how a video was made. It holds no key, and of addresses no query.
 *
 * Returns: (transfer full): JSON for people and programs
 */
GBytes *
troupe_video_story_write (const TroupeJob *job,
                          const char      *provider)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *made = g_date_time_format_iso8601 (now);
  JsonObject *object = json_object_new ();
  JsonObject *maker = json_object_new ();
  char *text;

  json_object_set_string_member (object, "format", "troupe-video");
  set_text (object, "video", job->video_id);
  set_text (object, "made", made);
  set_text (object, "prompt", job->video->prompt);
  set_text (object, "text", job->video->text);
  json_object_set_array_member (object, "cast", write_cast (job->video->cast));
  set_text (maker, "id", job->provider_id);
  set_text (maker, "name", provider);
  set_text (maker, "job", job->remote_id);
  json_object_set_object_member (object, "provider", maker);
  json_object_set_member (object, "scene", write_scene (job->video->scene));
  json_node_take_object (node, object);
  text = json_to_string (node, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

/**
 * troupe_video_story_write_animatic:
 * @scene: a scene
 * @text: what stands in the video
 *
 * Writes down of which scene an animatic was made. Addresses lose their queries here, too.
 *
 * Returns: (transfer full): JSON for people and programs
 */
char *
troupe_video_story_write_animatic (const TroupeScene *scene,
                                   const char        *text)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *json = troupe_scene_to_json (scene);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "format", "troupe-video");
  json_object_set_boolean_member (object, "animatic", TRUE);
  json_object_set_string_member (object, "prompt", text);
  json_object_set_member (object, "scene", write_scene (json));
  json_node_take_object (node, object);
  return json_to_string (node, TRUE);
}
