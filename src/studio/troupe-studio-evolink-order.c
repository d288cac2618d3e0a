/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-evolink-private.h"

#include <stdlib.h>
#include <string.h>

#include "troupe-studio-fields.h"
#include "troupe-studio-jobs.h"
#include "troupe-studio-mentions.h"
#include "troupe-studio-names.h"
#include "troupe-studio-timestamps.h"
#include "troupe-studio.h"

#define NS_PER_S G_GUINT64_CONSTANT (1000000000)
#define CHARACTER_MAX_NS (2 * NS_PER_S)

/* What is used of a clip when nothing else is asked for; one that is shorter is used as a whole. */
#define CHARACTER_RULES "{\"first_s\": 2}"

/* What a model demands of the clips that it refers to */
#define REFERENCE_RULES                                                                   \
        "{\"min_s\": 2, \"max_s\": 15, \"min_rate\": 24, \"max_rate\": 60, \"max_bytes\": 52428800," \
        " \"min_pixels\": 409600, \"max_pixels\": 927408}"
#define REFERENCE_MAX_SUM_S 15

#define TEXT TROUPE_STUDIO_FIELD_TEXT
#define INTEGER TROUPE_STUDIO_FIELD_INTEGER
#define BOOLEAN TROUPE_STUDIO_FIELD_BOOLEAN
#define ADDRESS TROUPE_STUDIO_FIELD_ADDRESS
#define ADDRESSES TROUPE_STUDIO_FIELD_ADDRESSES

#define MODEL { "model", TEXT, TRUE, 0, 0, NULL }
#define CALLBACK { "callback_url", ADDRESS, FALSE, 0, 2048, NULL }
#define PROMPT(max) { "prompt", TEXT, TRUE, 1, max, NULL }
#define DURATION(values) { "duration", INTEGER, FALSE, G_MININT64, 0, values }
#define ASPECT(values) { "aspect_ratio", TEXT, FALSE, 0, 0, values }
#define IMAGE { "image_urls", ADDRESSES, FALSE, 1, 1, NULL }
#define WATERMARK { "remove_watermark", BOOLEAN, FALSE, 0, 0, NULL }

static const TroupeStudioField character_fields[] = {
  MODEL, { "video_url", ADDRESS, TRUE, 0, 0, NULL }, { "timestamps", TEXT, FALSE, 0, 0, NULL },
};

static const TroupeStudioField short_fields[] = {
  MODEL, PROMPT (1000), DURATION ("10|15"), ASPECT ("16:9|9:16"), IMAGE, WATERMARK, CALLBACK,
};

static const TroupeStudioField long_fields[] = {
  MODEL, PROMPT (1000), DURATION ("10|15|25"), ASPECT ("16:9|9:16"), IMAGE, WATERMARK, CALLBACK,
};

static const TroupeStudioField preview_fields[] = {
  MODEL, PROMPT (5000), DURATION ("4|8|12"), ASPECT ("16:9|9:16|1280x720|720x1280"), IMAGE,
  CALLBACK,
};

static const TroupeStudioField remix_fields[] = {
  MODEL, PROMPT (2000), DURATION ("15|25"), ASPECT ("16:9|9:16"), WATERMARK, CALLBACK,
  { "base_video_task_id", TEXT, TRUE, 1, 0, NULL },
};

static const TroupeStudioField reference_fields[] = {
  MODEL, PROMPT (10000), CALLBACK, { "duration", INTEGER, FALSE, 4, 15, NULL },
  ASPECT ("16:9|9:16|1:1|4:3|3:4|21:9|adaptive"),
  { "video_urls", ADDRESSES, FALSE, 1, 3, NULL },
  { "image_urls", ADDRESSES, FALSE, 1, 9, NULL },
  { "audio_urls", ADDRESSES, FALSE, 1, 3, NULL },
  { "quality", TEXT, FALSE, 0, 0, "480p|720p|1080p" },
  { "generate_audio", BOOLEAN, FALSE, 0, 0, NULL },
};

#define FIELDS(table) table, G_N_ELEMENTS (table)

static const struct
{
  const char              *name;
  const TroupeStudioField *fields;
  gsize                    n_fields;
  int                      seconds;    /* by default */
  double                   credits;
} models[] = {
  { "sora-character", FIELDS (character_fields), 0, 0.1 },
  { "sora-2", FIELDS (short_fields), 10, 2 },
  { "sora-2-pro", FIELDS (long_fields), 10, 6 },
  { "sora-2-beta-max", FIELDS (short_fields), 10, 4 },
  { "sora-2-preview", FIELDS (preview_fields), 4, 3 },
  { "sora-2-pro-preview", FIELDS (preview_fields), 4, 8 },
  { "sora-2-pro-remix", FIELDS (remix_fields), 15, 6 },
  { "seedance-2.0-reference-to-video", FIELDS (reference_fields), 5, 5 },
};

/* Both edges of a picture, for the short one of 720p */
static const struct
{
  const char *name;
  int         width;
  int         height;
} shapes[] = {
  { "9:16", 720, 1280 },
  { "16:9", 1280, 720 },
  { "720x1280", 720, 1280 },
  { "1280x720", 1280, 720 },
  { "1:1", 720, 720 },
  { "4:3", 960, 720 },
  { "3:4", 720, 960 },
  { "21:9", 1680, 720 },
  { "adaptive", 1280, 720 },
};

static void
refuse_key (TroupeStudioCall *call,
            guint             status,
            const char       *code,
            const char       *message)
{
  troupe_studio_evolink_answer_error (call, status, "invalid_request_error", code,
                                      "Idempotency-Key", message);
}

static char *
dup_digest (TroupeStudioCall *call)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (),
                                                     troupe_studio_call_get_object (call));
  g_autofree char *text = json_to_string (node, FALSE);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static TroupeStudioVideo *
find_by_key (GPtrArray  *jobs,
             const char *key)
{
  for (guint i = 0; i < jobs->len; i++)
    if (g_strcmp0 (troupe_studio_video_get_text (g_ptr_array_index (jobs, i), "idempotency_key"),
                   key) == 0)
      return g_ptr_array_index (jobs, i);
  return NULL;
}

/* A key that was used before brings the first task back, or is refused. */
static gboolean
is_replay (TroupeStudioCall *call,
           const char       *key,
           const char       *digest)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  g_autoptr (GPtrArray) jobs = troupe_studio_jobs_list (call);
  TroupeStudioVideo *first = find_by_key (jobs, key);

  if (first == NULL && find_by_key (troupe_studio_videos_get_new (troupe_studio_get_videos (studio)),
                                    key) != NULL)
    refuse_key (call, SOUP_STATUS_CONFLICT, "paid_outcome_unknown",
                "The first attempt with this key is still running");
  else if (first == NULL)
    return FALSE;
  else if (!g_str_equal (troupe_studio_video_get_text (first, "idempotency_digest"), digest))
    refuse_key (call, SOUP_STATUS_CONFLICT, "idempotency_conflict",
                "This key belongs to another request");
  else
    {
      troupe_studio_call_set_header (call, "Idempotency-Replayed", "true");
      troupe_studio_call_answer_object (call, SOUP_STATUS_OK,
                                        troupe_studio_evolink_describe (call, first));
    }
  return TRUE;
}

/* Returns whether the call has had its answer. */
static gboolean
read_key (TroupeStudioCall *call,
          JsonObject       *request)
{
  const char *key = troupe_studio_call_get_header (call, "Idempotency-Key");
  g_autofree char *digest = NULL;

  if (key == NULL)
    return FALSE;
  if (strlen (key) < 16 || strlen (key) > 96 ||
      strspn (key, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-") != strlen (key))
    {
      refuse_key (call, SOUP_STATUS_BAD_REQUEST, "invalid_request",
                  "Idempotency-Key must have 16 to 96 letters, digits, dots and dashes");
      return TRUE;
    }
  digest = dup_digest (call);
  json_object_set_string_member (request, "idempotency_key", key);
  json_object_set_string_member (request, "idempotency_digest", digest);
  return is_replay (call, key, digest);
}

static JsonObject *
add_clip (JsonArray  *clips,
          const char *url)
{
  JsonObject *clip = json_object_new ();

  json_object_set_string_member (clip, "url", url);
  json_array_add_object_element (clips, clip);
  return clip;
}

static void
set_rules (JsonObject *clip,
           const char *rules)
{
  json_object_set_member (clip, "rules", json_from_string (rules, NULL));
}

static gboolean
read_character (TroupeStudioCall *call,
                JsonObject       *request)
{
  const char *timestamps =
    json_object_get_string_member_with_default (request, "timestamps", NULL);
  g_autofree char *name = troupe_studio_names_dup_code ("chr_");
  g_autofree char *username = g_strconcat (name, "#", NULL);
  g_autoptr (GError) error = NULL;
  JsonArray *clips;
  JsonObject *clip;
  TroupeRange range;

  if (timestamps != NULL &&
      !troupe_studio_timestamps_parse (timestamps, 0, CHARACTER_MAX_NS, &range, &error))
    {
      troupe_studio_call_refuse_error (call, "timestamps", error);
      return FALSE;
    }
  clips = json_array_new ();
  clip = add_clip (clips, json_object_get_string_member (request, "video_url"));
  if (timestamps != NULL)
    json_object_set_string_member (clip, "timestamps", timestamps);
  else
    set_rules (clip, CHARACTER_RULES);
  json_object_set_array_member (request, "clips", clips);
  json_object_set_string_member (request, "makes", "character");
  json_object_set_string_member (request, "username", username);
  return TRUE;
}

static void
set_size (JsonObject *request)
{
  const char *aspect = json_object_get_string_member_with_default (request, "aspect_ratio", "9:16");
  const char *quality = json_object_get_string_member_with_default (request, "quality", "720p");
  int edge = atoi (quality);

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (g_str_equal (shapes[i].name, aspect))
      {
        /* Video codecs want even edges. */
        g_autofree char *size = g_strdup_printf ("%dx%d", shapes[i].width * edge / 1440 * 2,
                                                 shapes[i].height * edge / 1440 * 2);

        json_object_set_string_member (request, "size", size);
      }
}

/* Who is mentioned appears, in that order; without a mention all do. */
static gboolean
read_references (TroupeStudioCall *call,
                 JsonObject       *request)
{
  const char *prompt = json_object_get_string_member (request, "prompt");
  g_autoptr (GArray) positions = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *urls = NULL;
  JsonArray *clips;
  guint n_clips = 0;

  if (json_object_has_member (request, "video_urls"))
    {
      urls = json_object_get_array_member (request, "video_urls");
      n_clips = json_array_get_length (urls);
    }
  else if (!json_object_has_member (request, "image_urls"))
    {
      troupe_studio_call_refuse (call, "video_urls", TROUPE_STUDIO_ERROR_FIELD,
                                 "video_urls or image_urls is required");
      return FALSE;
    }
  positions = troupe_studio_mentions_find_places (prompt, "video", n_clips, &error);
  if (positions == NULL)
    {
      troupe_studio_call_refuse_error (call, "prompt", error);
      return FALSE;
    }
  if (n_clips == 0)
    return TRUE;
  clips = json_array_new ();
  for (guint i = 0; i < positions->len; i++)
    set_rules (add_clip (clips, json_array_get_string_element (
                           urls, g_array_index (positions, guint, i))), REFERENCE_RULES);
  for (guint i = 0; i < n_clips; i++)
    {
      gboolean is_mentioned = FALSE;
      JsonObject *clip;

      for (guint j = 0; j < positions->len; j++)
        is_mentioned |= g_array_index (positions, guint, j) == i;
      if (is_mentioned)
        continue;
      clip = add_clip (clips, json_array_get_string_element (urls, i));
      set_rules (clip, REFERENCE_RULES);
      json_object_set_boolean_member (clip, "is_extra", positions->len > 0);
    }
  json_object_set_array_member (request, "clips", clips);
  json_object_set_int_member (request, "max_sum_s", REFERENCE_MAX_SUM_S);
  return TRUE;
}

static GStrv
read_video (TroupeStudioCall *call,
            JsonObject       *request,
            int               default_seconds)
{
  gint64 seconds = json_object_get_int_member_with_default (request, "duration", default_seconds);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  const char *base = json_object_get_string_member_with_default (request, "base_video_task_id",
                                                                 NULL);
  g_auto (GStrv) cast = NULL;

  if (base != NULL && !troupe_studio_jobs_check_result (call, "base_video_task_id", base))
    return NULL;
  cast = troupe_studio_jobs_find_cast (call, json_object_get_string_member (request, "prompt"));
  if (cast == NULL)
    return NULL;
  json_object_set_string_member (request, "seconds", text);
  json_object_set_boolean_member (
    request, "watermark",
    !json_object_get_boolean_member_with_default (request, "remove_watermark", TRUE));
  if (json_object_has_member (request, "image_urls"))
    json_object_set_member (request, "pictures", json_object_dup_member (request, "image_urls"));
  set_size (request);
  if (base != NULL && g_strv_length (cast) == 0)
    return troupe_studio_jobs_dup_cast (troupe_studio_jobs_find (call, base));
  return g_steal_pointer (&cast);
}

static int
find_model (TroupeStudioCall *call)
{
  JsonNode *node = json_object_get_member (troupe_studio_call_get_object (call), "model");
  const char *model = node == NULL || !JSON_NODE_HOLDS_VALUE (node) ? NULL
                                                                    : json_node_get_string (node);

  for (gsize i = 0; model != NULL && i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].name, model))
      return (int) i;
  if (model == NULL)
    troupe_studio_call_refuse (call, "model", TROUPE_STUDIO_ERROR_FIELD, "model is required");
  else
    troupe_studio_call_refuse (call, "model", TROUPE_STUDIO_ERROR_MODEL, "%s", model);
  return -1;
}

/* What the model asks beyond the table; the cast, NULL when the call is refused */
static GStrv
read_order (TroupeStudioCall *call,
            JsonObject       *request,
            int               model)
{
  if (models[model].fields == character_fields)
    return read_character (call, request) ? g_new0 (char *, 1) : NULL;
  if (models[model].fields == reference_fields && !read_references (call, request))
    return NULL;
  return read_video (call, request, models[model].seconds);
}

/**
 * troupe_studio_evolink_get_model:
 * @position: counted from 0
 *
 * Gets the name of a model.
 *
 * Returns: (transfer none) (nullable): the name, `NULL` after the last one
 */
const char *
troupe_studio_evolink_get_model (guint position)
{
  return position < G_N_ELEMENTS (models) ? models[position].name : NULL;
}

/**
 * troupe_studio_evolink_generate:
 * @call: `POST /v1/videos/generations`
 *
 * Takes up a task: a character or a video, as the model decides.
 */
void
troupe_studio_evolink_generate (TroupeStudioCall *call)
{
  g_autoptr (JsonObject) request = json_object_new ();
  g_autofree char *code = NULL;
  g_autofree char *id = NULL;
  g_auto (GStrv) cast = NULL;
  int model;

  if (!troupe_studio_fields_check_json (call))
    return;
  model = find_model (call);
  if (model < 0 ||
      !troupe_studio_fields_read (call, models[model].fields, models[model].n_fields, request) ||
      read_key (call, request))
    return;
  json_object_set_double_member (request, "credits", models[model].credits);
  cast = read_order (call, request, model);
  if (cast == NULL)
    return;
  code = troupe_studio_names_dup_code ("");
  id = g_strdup_printf ("task-unified-%" G_GINT64_FORMAT "-%s",
                        g_get_real_time () / G_USEC_PER_SEC, code);
  troupe_studio_jobs_add (call,
                          troupe_studio_video_new (id, troupe_studio_call_get_base (call)->path,
                                                   request, (const char * const *) cast, NULL),
                          SOUP_STATUS_OK, troupe_studio_evolink_describe);
}
