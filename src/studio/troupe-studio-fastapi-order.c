/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-fastapi-private.h"

#include <stdio.h>

#define DEFAULT_RATE 24
#define DEFAULT_SIZE "832x480"

/* What this computer takes on */
#define MAX_SECONDS 60
#define MIN_EDGE 64
#define MAX_EDGE 1920

#define TEXT TROUPE_STUDIO_FIELD_TEXT
#define INTEGER TROUPE_STUDIO_FIELD_INTEGER
#define NUMBER TROUPE_STUDIO_FIELD_NUMBER
#define OBJECT TROUPE_STUDIO_FIELD_OBJECT

#define PROMPT { "prompt", TEXT, TRUE, 1, 0, NULL }
#define OPTIONAL(name, kind) { name, kind, FALSE, 0, 0, NULL }
#define COUNT(name) { name, INTEGER, FALSE, 1, 0, NULL }
#define COMMON                                                                         \
        PROMPT, OPTIONAL ("model", TEXT), OPTIONAL ("size", TEXT), COUNT ("seconds"),  \
        COUNT ("fps"), COUNT ("num_frames")
#define FILE_REFERENCE OPTIONAL ("input_reference", TROUPE_STUDIO_FIELD_FILE)

static const TroupeStudioField sglang_form[] = {
  COMMON, FILE_REFERENCE, OPTIONAL ("extra_body", OBJECT),
};

static const TroupeStudioField sglang_json[] = {
  COMMON,
  { "seed", INTEGER, FALSE, G_MININT64, 0, NULL },
  OPTIONAL ("negative_prompt", TEXT),
  COUNT ("num_inference_steps"),
  OPTIONAL ("guidance_scale", NUMBER),
  OPTIONAL ("guidance_scale_2", NUMBER),
  OPTIONAL ("input_reference", TEXT),
  OPTIONAL ("reference_url", TROUPE_STUDIO_FIELD_ADDRESS),
  OPTIONAL ("output_path", TEXT),
  OPTIONAL ("extra_body", OBJECT),
};

static const TroupeStudioField vllm_form[] = {
  COMMON, FILE_REFERENCE,
  COUNT ("width"),
  COUNT ("height"),
  { "seed", INTEGER, FALSE, G_MININT64, 0, NULL },
  OPTIONAL ("negative_prompt", TEXT),
  { "num_inference_steps", INTEGER, FALSE, 1, 200, NULL },
  { "guidance_scale", NUMBER, FALSE, 0, 20, NULL },
  OPTIONAL ("generate_sound", TROUPE_STUDIO_FIELD_BOOLEAN),
  OPTIONAL ("lora", OBJECT),
  OPTIONAL ("extra_params", OBJECT),
  OPTIONAL ("video_reference", OBJECT),
  OPTIONAL ("image_reference", OBJECT),
};

const TroupeStudioFastapiAccent troupe_studio_fastapi_sglang = {
  .form_fields = sglang_form,
  .n_form_fields = G_N_ELEMENTS (sglang_form),
  .json_fields = sglang_json,
  .n_json_fields = G_N_ELEMENTS (sglang_json),
  .kinds = TROUPE_STUDIO_REFERENCE_PICTURE,
  .model = "practice/animatic-i2v",
  .id_prefix = "",
  .seconds = 4,
  .early_status = SOUP_STATUS_NOT_FOUND,
  .needs_file = TRUE,
  .is_sudden = TRUE,
  .is_short = TRUE,
};

const TroupeStudioFastapiAccent troupe_studio_fastapi_vllm_omni = {
  .form_fields = vllm_form,
  .n_form_fields = G_N_ELEMENTS (vllm_form),
  .kinds = TROUPE_STUDIO_REFERENCE_PICTURE | TROUPE_STUDIO_REFERENCE_CLIP,
  .model = "practice/animatic-r2v",
  .id_prefix = "video_gen_",
  .seconds = 1,    /* stands for its single frame */
  .early_status = SOUP_STATUS_BAD_REQUEST,
};

static gboolean
set_size (TroupeStudioCall *call,
          JsonObject       *request)
{
  const char *asked = json_object_get_string_member_with_default (request, "size", DEFAULT_SIZE);
  g_autofree char *size = NULL;
  int width = 0;
  int height = 0;
  int end = 0;

  if (sscanf (asked, "%4dx%4d%n", &width, &height, &end) == 2 && asked[end] != '\0')
    width = 0;
  width = (int) json_object_get_int_member_with_default (request, "width", width);
  height = (int) json_object_get_int_member_with_default (request, "height", height);
  if (width < MIN_EDGE || width > MAX_EDGE || height < MIN_EDGE || height > MAX_EDGE)
    {
      troupe_studio_call_refuse (call, "size", TROUPE_STUDIO_ERROR_FIELD,
                                 "size must be like %s, each edge from %d to %d", DEFAULT_SIZE,
                                 MIN_EDGE, MAX_EDGE);
      return FALSE;
    }
  /* Video codecs want even edges. */
  size = g_strdup_printf ("%dx%d", width / 2 * 2, height / 2 * 2);
  json_object_set_string_member (request, "size", size);
  return TRUE;
}

/* Frames win over seconds. Less than a second is a second. */
static gboolean
set_seconds (TroupeStudioCall                *call,
             JsonObject                      *request,
             const TroupeStudioFastapiAccent *accent)
{
  gint64 seconds =
    json_object_get_int_member_with_default (request, "seconds", accent->seconds);
  gint64 rate = json_object_get_int_member_with_default (request, "fps", DEFAULT_RATE);
  gint64 n_frames = json_object_get_int_member_with_default (request, "num_frames",
                                                             seconds * rate);
  g_autofree char *text = NULL;

  seconds = MAX (1, n_frames / rate);
  if (seconds > MAX_SECONDS)
    {
      troupe_studio_call_refuse (call, "seconds", TROUPE_STUDIO_ERROR_FIELD,
                                 "this server makes at most %d seconds", MAX_SECONDS);
      return FALSE;
    }
  text = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  json_object_set_string_member (request, "seconds", text);
  return TRUE;
}

/* An object with one member, the address */
static gboolean
add_object (TroupeStudioCall         *call,
            JsonObject               *request,
            const char               *param,
            const char               *member,
            TroupeStudioReferenceKind kind,
            TroupeStudioReferences   *references)
{
  g_autoptr (JsonObject) object = NULL;
  const char *url;

  if (!json_object_has_member (request, param))
    return TRUE;
  object = json_object_ref (json_object_get_object_member (request, param));
  json_object_remove_member (request, param);    /* it may be long */
  url = json_object_get_string_member_with_default (object, member, NULL);
  if (url != NULL && json_object_get_size (object) == 1)
    return troupe_studio_references_add_url (references, call, param, kind, url);
  troupe_studio_call_refuse (call, param, TROUPE_STUDIO_ERROR_FIELD,
                             "%s must be {\"%s\": an address}", param, member);
  return FALSE;
}

static gboolean
check_one (TroupeStudioCall *call,
           JsonObject       *request,
           gboolean          has_file)
{
  int n_references = has_file + json_object_has_member (request, "video_reference") +
                     json_object_has_member (request, "image_reference");

  if (n_references <= 1)
    return TRUE;
  troupe_studio_call_refuse (call, "input_reference", TROUPE_STUDIO_ERROR_FIELD,
                             "only one of input_reference, video_reference and image_reference "
                             "can be given");
  return FALSE;
}

static gboolean
read_references (TroupeStudioCall                *call,
                 JsonObject                      *request,
                 const TroupeStudioFastapiAccent *accent,
                 TroupeStudioReferences          *references)
{
  TroupeStudioForm *form = troupe_studio_call_get_form (call);
  const TroupeStudioPart *part = form == NULL ? NULL
                                              : troupe_studio_form_find (form, "input_reference");

  if (form != NULL && part == NULL && accent->needs_file)
    {
      troupe_studio_fastapi_answer_detail (call, SOUP_STATUS_BAD_REQUEST,
                                           "input_reference file is required in a form");
      return FALSE;
    }
  if (form == NULL && json_object_has_member (request, "input_reference"))
    {
      troupe_studio_fastapi_answer_detail (call, SOUP_STATUS_BAD_REQUEST,
                                           "input_reference is no file on this server");
      return FALSE;
    }
  if (json_object_has_member (request, "reference_url"))
    return troupe_studio_references_add_url (
      references, call, "reference_url", TROUPE_STUDIO_REFERENCE_PICTURE,
      json_object_get_string_member (request, "reference_url"));
  return check_one (call, request, part != NULL) &&
         (part == NULL ||
          troupe_studio_references_add_part (references, call, accent->kinds, part)) &&
         add_object (call, request, "video_reference", "video_url", TROUPE_STUDIO_REFERENCE_CLIP,
                     references) &&
         add_object (call, request, "image_reference", "image_url",
                     TROUPE_STUDIO_REFERENCE_PICTURE, references);
}

/**
 * troupe_studio_fastapi_read_order:
 * @call: a call of `POST /v1/videos`
 * @request: takes what is asked for
 * @references: takes what it refers to
 *
 * Reads the body.
 *
 * Returns: whether it is right; the call is refused when not
 */
gboolean
troupe_studio_fastapi_read_order (TroupeStudioCall       *call,
                                  JsonObject             *request,
                                  TroupeStudioReferences *references)
{
  const TroupeStudioFastapiAccent *accent = troupe_studio_fastapi_get_accent (call);
  gboolean is_form = troupe_studio_call_get_form (call) != NULL;

  if (!is_form && accent->json_fields == NULL)
    {
      troupe_studio_call_refuse (call, "prompt", TROUPE_STUDIO_ERROR_FIELD,
                                 "the body must be multipart/form-data");
      return FALSE;
    }
  if (!troupe_studio_fields_read (call, is_form ? accent->form_fields : accent->json_fields,
                                  is_form ? accent->n_form_fields : accent->n_json_fields,
                                  request) ||
      !read_references (call, request, accent, references) || !set_size (call, request) ||
      !set_seconds (call, request, accent))
    return FALSE;
  if (!json_object_has_member (request, "model"))
    json_object_set_string_member (request, "model", accent->model);
  troupe_studio_references_describe (references, request);
  return TRUE;
}
