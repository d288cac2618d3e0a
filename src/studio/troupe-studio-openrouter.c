/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-openrouter.h"

#include <stdlib.h>

#include "troupe-studio-fields.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio-mentions.h"
#include "troupe-studio-names.h"
#include "troupe-studio-pages.h"
#include "troupe-studio-references.h"
#include "troupe-studio.h"

#define BODY_BYTES (64 * 1024 * 1024)
#define RESULT_LIFE_S (60 * 60)
#define COST 0.25
#define LIMIT 10.0

#define RESOLUTIONS "480p|720p|1080p"
#define ASPECTS "16:9|9:16|1:1"
#define SIZES "1280x720|720x1280|720x720|1920x1080|1080x1920"

static const TroupeStudioField fields[] = {
  { "model", TROUPE_STUDIO_FIELD_TEXT, TRUE, 1, 0, NULL },
  { "prompt", TROUPE_STUDIO_FIELD_TEXT, TRUE, 1, 0, NULL },
  { "duration", TROUPE_STUDIO_FIELD_INTEGER, FALSE, 1, 0, NULL },
  { "resolution", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, RESOLUTIONS },
  { "aspect_ratio", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, ASPECTS },
  { "size", TROUPE_STUDIO_FIELD_TEXT, FALSE, 0, 0, SIZES },
  { "frame_images", TROUPE_STUDIO_FIELD_LIST, FALSE, 1, 2, NULL },
  { "input_references", TROUPE_STUDIO_FIELD_LIST, FALSE, 1, 9, NULL },
  { "generate_audio", TROUPE_STUDIO_FIELD_BOOLEAN, FALSE, 0, 0, NULL },
  { "seed", TROUPE_STUDIO_FIELD_INTEGER, FALSE, G_MININT64, 0, NULL },
  { "callback_url", TROUPE_STUDIO_FIELD_ADDRESS, FALSE, 0, 0, NULL },
  { "provider", TROUPE_STUDIO_FIELD_OBJECT, FALSE, 0, 0, NULL },
};

/* The first duration is the default. */
static const struct
{
  const char *name;
  int         durations[6];    /* 0 ends them */
} models[] = {
  { "google/veo-3.1", { 8, 4, 6 } },
  { "minimax/h3", { 5, 4, 6, 10, 15 } },
  { "wan-ai/wan-2.7", { 5, 4, 10 } },
};

static const char * const state_words[] = {
  [TROUPE_STUDIO_VIDEO_QUEUED] = "pending",
  [TROUPE_STUDIO_VIDEO_RUNNING] = "in_progress",
  [TROUPE_STUDIO_VIDEO_COMPLETED] = "completed",
  [TROUPE_STUDIO_VIDEO_FAILED] = "failed",
};

static guint
get_status (const GError *error)
{
  if (error->domain != TROUPE_STUDIO_ERROR)
    return SOUP_STATUS_INTERNAL_SERVER_ERROR;
  switch ((TroupeStudioError) error->code)
    {
    case TROUPE_STUDIO_ERROR_KEY:
      return SOUP_STATUS_UNAUTHORIZED;
    case TROUPE_STUDIO_ERROR_ROUTE:
    case TROUPE_STUDIO_ERROR_TASK_NOT_FOUND:
      return SOUP_STATUS_NOT_FOUND;
    case TROUPE_STUDIO_ERROR_TOO_LARGE:
      return SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
    case TROUPE_STUDIO_ERROR_RENDER:
    case TROUPE_STUDIO_ERROR_FAULTS:
      return SOUP_STATUS_INTERNAL_SERVER_ERROR;
    case TROUPE_STUDIO_ERROR_BODY:
    case TROUPE_STUDIO_ERROR_FIELD:
    case TROUPE_STUDIO_ERROR_MODEL:
    case TROUPE_STUDIO_ERROR_MODEL_LIMIT:
    case TROUPE_STUDIO_ERROR_TIMESTAMPS:
    case TROUPE_STUDIO_ERROR_SOURCE:
    case TROUPE_STUDIO_ERROR_TASK_UNFINISHED:
    case TROUPE_STUDIO_ERROR_MENTION:
    case TROUPE_STUDIO_ERROR_PICTURE:
      break;
    }
  return SOUP_STATUS_BAD_REQUEST;
}

/* The code is the status once more. */
static void
refuse (TroupeStudioCall *call,
        const char       *param,
        const GError     *error)
{
  guint status = get_status (error);
  JsonObject *object = json_object_new ();
  JsonObject *member = json_object_new ();
  g_autofree char *message = NULL;

  if (status == SOUP_STATUS_UNAUTHORIZED)
    message = g_strdup ("No cookie auth credentials found");
  else if (g_error_matches (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_MODEL))
    message = g_strdup_printf ("%s is not a valid model ID", error->message);
  else
    message = g_strdup (error->message);
  json_object_set_string_member (member, "message", message);
  json_object_set_int_member (member, "code", status);
  json_object_set_object_member (object, "error", member);
  troupe_studio_call_answer_object (call, status, object);
}

static char *
dup_polling_url (TroupeStudioCall  *call,
                 TroupeStudioVideo *video)
{
  g_autofree char *address = troupe_studio_call_dup_address (call);

  return g_strconcat (address, "/v1/videos/", troupe_studio_video_get_id (video), NULL);
}

static void
set_list (JsonObject *object,
          const char *name,
          const char *text)
{
  JsonArray *list = json_array_new ();

  json_array_add_string_element (list, text);
  json_object_set_array_member (object, name, list);
}

static JsonObject *
describe_accepted (TroupeStudioCall  *call,
                   TroupeStudioVideo *video)
{
  g_autofree char *polling_url = dup_polling_url (call, video);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", troupe_studio_video_get_id (video));
  json_object_set_string_member (object, "polling_url", polling_url);
  json_object_set_string_member (object, "status", state_words[TROUPE_STUDIO_VIDEO_QUEUED]);
  return object;
}

/* The one address needs the key, the other one does not. */
static void
describe_result (TroupeStudioCall  *call,
                 TroupeStudioVideo *video,
                 JsonObject        *object)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autofree char *polling_url = dup_polling_url (call, video);
  g_autofree char *content = g_strconcat (polling_url, "/content?index=0", NULL);
  g_autofree char *link = NULL;
  JsonObject *usage = json_object_new ();

  link = troupe_studio_pages_dup_link (call, troupe_studio_get_store (studio), "videos",
                                       troupe_studio_video_get_id (video), "video.mp4",
                                       RESULT_LIFE_S);
  set_list (object, "unsigned_urls", content);
  set_list (object, "urls", link);
  json_object_set_double_member (usage, "cost", COST);
  json_object_set_object_member (object, "usage", usage);
}

static JsonObject *
describe (TroupeStudioCall  *call,
          TroupeStudioVideo *video)
{
  TroupeStudioVideoState state = troupe_studio_video_get_state (video);
  JsonObject *object = describe_accepted (call, video);

  json_object_set_string_member (object, "status", state_words[state]);
  json_object_set_string_member (object, "model", troupe_studio_video_get_text (video, "model"));
  if (state == TROUPE_STUDIO_VIDEO_COMPLETED)
    describe_result (call, video, object);
  if (state == TROUPE_STUDIO_VIDEO_FAILED)
    json_object_set_string_member (object, "error", troupe_studio_video_get_failure (video));
  return object;
}

static gboolean
set_seconds (TroupeStudioCall *call,
             JsonObject       *request)
{
  const char *model = json_object_get_string_member (request, "model");
  gint64 duration = json_object_get_int_member_with_default (request, "duration", 0);

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      if (!g_str_equal (models[i].name, model))
        continue;
      for (gsize j = 0; models[i].durations[j] != 0; j++)
        if (duration == 0 || duration == models[i].durations[j])
          {
            g_autofree char *text = g_strdup_printf ("%d", models[i].durations[j]);

            json_object_set_string_member (request, "seconds", text);
            return TRUE;
          }
      troupe_studio_call_refuse (call, "duration", TROUPE_STUDIO_ERROR_FIELD,
                                 "duration %" G_GINT64_FORMAT " is not supported by %s", duration,
                                 model);
      return FALSE;
    }
  troupe_studio_call_refuse (call, "model", TROUPE_STUDIO_ERROR_MODEL, "%s", model);
  return FALSE;
}

/* Either the size, or resolution and shape */
static gboolean
set_size (TroupeStudioCall *call,
          JsonObject       *request)
{
  gboolean has_size = json_object_has_member (request, "size");
  const char *aspect = json_object_get_string_member_with_default (request, "aspect_ratio", "16:9");
  int edge = atoi (json_object_get_string_member_with_default (request, "resolution", "720p"));
  int long_edge = edge * 16 / 9 / 2 * 2;
  g_autofree char *size = NULL;

  if (has_size && (json_object_has_member (request, "resolution") ||
                   json_object_has_member (request, "aspect_ratio")))
    {
      troupe_studio_call_refuse (call, "size", TROUPE_STUDIO_ERROR_FIELD,
                                 "size cannot be combined with resolution or aspect_ratio");
      return FALSE;
    }
  if (has_size)
    return TRUE;
  if (g_str_equal (aspect, "1:1"))
    size = g_strdup_printf ("%dx%d", edge, edge);
  else if (g_str_equal (aspect, "16:9"))
    size = g_strdup_printf ("%dx%d", long_edge, edge);
  else
    size = g_strdup_printf ("%dx%d", edge, long_edge);
  json_object_set_string_member (request, "size", size);
  return TRUE;
}

/* The address of an item, NULL when the item is wrong */
static const char *
get_url (JsonObject *item,
         gboolean    is_frame)
{
  const char *frame = json_object_get_string_member_with_default (item, "frame_type", NULL);
  JsonNode *picture = json_object_get_member (item, "image_url");
  JsonObject *object;

  if (g_strcmp0 (json_object_get_string_member_with_default (item, "type", NULL),
                 "image_url") != 0 ||
      picture == NULL || !JSON_NODE_HOLDS_OBJECT (picture) ||
      json_object_get_size (item) != (is_frame ? 3 : 2))
    return NULL;
  if (is_frame && g_strcmp0 (frame, "first_frame") != 0 && g_strcmp0 (frame, "last_frame") != 0)
    return NULL;
  object = json_node_get_object (picture);
  return json_object_get_size (object) == 1
         ? json_object_get_string_member_with_default (object, "url", NULL) : NULL;
}

static gboolean
add_pictures (TroupeStudioCall       *call,
              JsonArray              *list,
              const char             *param,
              GArray                 *places,
              TroupeStudioReferences *references)
{
  gboolean is_frame = g_str_equal (param, "frame_images");

  for (guint i = 0; i < (places->len > 0 ? places->len : json_array_get_length (list)); i++)
    {
      guint place = places->len > 0 ? g_array_index (places, guint, i) : i;
      const char *url = get_url (json_array_get_object_element (list, place), is_frame);

      if (url == NULL)
        {
          troupe_studio_call_refuse (call, param, TROUPE_STUDIO_ERROR_FIELD,
                                     "%s[%u] must have the type image_url, image_url.url%s", param,
                                     place, is_frame ? " and frame_type" : "");
          return FALSE;
        }
      if (!troupe_studio_references_add_url (references, call, param,
                                             TROUPE_STUDIO_REFERENCE_PICTURE, url))
        return FALSE;
    }
  return TRUE;
}

/* Frames win over references. Which of the references the prompt mentions appear, in that order;
 * without a mention all do. */
static gboolean
read_pictures (TroupeStudioCall       *call,
               JsonObject             *request,
               TroupeStudioReferences *references)
{
  gboolean has_frames = json_object_has_member (request, "frame_images");
  const char *param = has_frames ? "frame_images" : "input_references";
  const char *prompt = json_object_get_string_member (request, "prompt");
  g_autoptr (JsonArray) list = NULL;
  g_autoptr (GArray) places = NULL;
  g_autoptr (GError) error = NULL;

  if (json_object_has_member (request, param))
    list = json_array_ref (json_object_get_array_member (request, param));
  else
    list = json_array_new ();
  places = has_frames ? g_array_new (FALSE, FALSE, sizeof (guint))
                      : troupe_studio_mentions_find_places (prompt, "image",
                                                            json_array_get_length (list), &error);
  if (places == NULL)
    {
      troupe_studio_call_refuse_error (call, "prompt", error);
      return FALSE;
    }
  /* They may be long. */
  json_object_remove_member (request, "frame_images");
  json_object_remove_member (request, "input_references");
  return add_pictures (call, list, param, places, references);
}

static void
create_video (TroupeStudioCall *call)
{
  g_autofree char *id = troupe_studio_names_dup_hex ("gen-vid-");
  g_autoptr (TroupeStudioReferences) references = troupe_studio_references_new ();
  g_autoptr (JsonObject) request = json_object_new ();
  const char * const cast[] = { NULL };
  TroupeStudioVideo *video;

  if (!troupe_studio_fields_check_json (call) ||
      !troupe_studio_fields_read (call, fields, G_N_ELEMENTS (fields), request) ||
      !set_seconds (call, request) || !set_size (call, request) ||
      !read_pictures (call, request, references))
    return;
  troupe_studio_references_describe (references, request);
  video = troupe_studio_video_new (id, troupe_studio_call_get_base (call)->path, request, cast,
                                   NULL);
  troupe_studio_references_attach (references, video);
  troupe_studio_jobs_add (call, video, SOUP_STATUS_ACCEPTED, describe_accepted);
}

static void
get_video (TroupeStudioCall *call)
{
  TroupeStudioVideo *video = troupe_studio_jobs_require (call);

  if (video != NULL)
    troupe_studio_call_answer_object (call, SOUP_STATUS_OK, describe (call, video));
}

static void
get_content (TroupeStudioCall *call)
{
  g_autofree char *index = troupe_studio_call_dup_argument (call, "index");
  TroupeStudioVideo *video = troupe_studio_jobs_require (call);

  if (video == NULL)
    return;
  if (g_strcmp0 (index, "0") == 0)
    troupe_studio_jobs_answer_content (call, video);
  else
    troupe_studio_call_refuse (call, "index", TROUPE_STUDIO_ERROR_FIELD, "index must be 0");
}

static void
set_texts (JsonObject *object,
           const char *name,
           const char *values)
{
  g_auto (GStrv) texts = g_strsplit (values, "|", -1);
  JsonArray *list = json_array_new ();

  for (gsize i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (list, texts[i]);
  json_object_set_array_member (object, name, list);
}

static void
list_models (TroupeStudioCall *call)
{
  JsonObject *object = json_object_new ();
  JsonArray *data = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      JsonObject *model = json_object_new ();
      JsonArray *durations = json_array_new ();

      for (gsize j = 0; models[i].durations[j] != 0; j++)
        json_array_add_int_element (durations, models[i].durations[j]);
      json_object_set_string_member (model, "id", models[i].name);
      json_object_set_array_member (model, "supported_durations", durations);
      set_texts (model, "supported_resolutions", RESOLUTIONS);
      set_texts (model, "supported_aspect_ratios", ASPECTS);
      set_texts (model, "supported_sizes", SIZES);
      json_array_add_object_element (data, model);
    }
  json_object_set_array_member (object, "data", data);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

static void
get_key (TroupeStudioCall *call)
{
  g_autoptr (GPtrArray) jobs = troupe_studio_jobs_list (call);
  JsonObject *object = json_object_new ();
  JsonObject *data = json_object_new ();
  double used = 0;

  for (guint i = 0; i < jobs->len; i++)
    if (troupe_studio_video_get_state (g_ptr_array_index (jobs, i)) !=
        TROUPE_STUDIO_VIDEO_FAILED)
      used += COST;
  json_object_set_string_member (data, "label", "practice");
  json_object_set_double_member (data, "usage", used);
  json_object_set_double_member (data, "limit", LIMIT);
  json_object_set_double_member (data, "limit_remaining", LIMIT - used);
  json_object_set_boolean_member (data, "is_free_tier", FALSE);
  json_object_set_object_member (object, "data", data);
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

/* In this order: what stands for an id may be "models". */
static const TroupeStudioRoute routes[] = {
  { "POST", "/v1/videos", FALSE, BODY_BYTES, create_video },
  { "GET", "/v1/videos/models", TRUE, 0, list_models },
  { "GET", "/v1/videos/{id}", FALSE, 0, get_video },
  { "GET", "/v1/videos/{id}/content", FALSE, 0, get_content },
  { "GET", "/v1/key", FALSE, 0, get_key },
};

const TroupeStudioDialect troupe_studio_openrouter = { routes, G_N_ELEMENTS (routes), refuse };
