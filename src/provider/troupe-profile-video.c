/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-profile-private.h"

#include "troupe-call.h"
#include "troupe-template.h"

/* Where nobody knows: most services take so many, and the others say that they are busy. */
#define JOBS_AT_ONCE 8

static JsonObject *
get_mention (TroupeProfile *self)
{
  return json_object_get_object_member (json_node_get_object (self->root), "mention");
}

/**
 * troupe_profile_get_choice_name:
 * @choice: what is chosen
 *
 * Returns: its name in a profile
 */
const char *
troupe_profile_get_choice_name (TroupeVideoChoice choice)
{
  static const char * const names[TROUPE_N_VIDEO_CHOICES] = {
    [TROUPE_VIDEO_MODELS] = "models",
    [TROUPE_VIDEO_SECONDS] = "seconds",
    [TROUPE_VIDEO_SIZES] = "sizes",
    [TROUPE_VIDEO_ASPECTS] = "aspects",
    [TROUPE_VIDEO_RESOLUTIONS] = "resolutions",
  };

  return names[choice];
}

/* Texts, numbers, and models, which may be objects with an id */
static char *
dup_choice (JsonNode *item)
{
  if (JSON_NODE_HOLDS_OBJECT (item))
    return g_strdup (json_object_get_string_member (json_node_get_object (item), "id"));
  if (json_node_get_value_type (item) == G_TYPE_STRING)
    return json_node_dup_string (item);
  return json_to_string (item, FALSE);
}

/**
 * troupe_profile_read_choices:
 * @video: (nullable): the description of videos, or of a model
 * @choice: what is chosen
 *
 * Returns: (transfer full): the texts to send; empty where it says nothing
 */
char **
troupe_profile_read_choices (JsonObject       *video,
                             TroupeVideoChoice choice)
{
  const char *name = troupe_profile_get_choice_name (choice);
  g_autoptr (GStrvBuilder) choices = g_strv_builder_new ();
  JsonArray *list;

  if (video == NULL || !json_object_has_member (video, name))
    return g_strv_builder_end (choices);
  list = json_object_get_array_member (video, name);
  for (guint i = 0; i < json_array_get_length (list); i++)
    g_strv_builder_take (choices, dup_choice (json_array_get_element (list, i)));
  return g_strv_builder_end (choices);
}

static TroupePromptUnit
read_unit (JsonObject *video)
{
  const char *name = json_object_get_string_member_with_default (video, "prompt_unit", "characters");

  if (g_str_equal (name, "bytes"))
    return TROUPE_PROMPT_UNIT_BYTES;
  return g_str_equal (name, "utf16") ? TROUPE_PROMPT_UNIT_UTF16 : TROUPE_PROMPT_UNIT_CHARACTERS;
}

/**
 * troupe_profile_read_video:
 * @self: a profile with its JSON
 *
 * Reads what the getters below give. For troupe_profile_new() only.
 */
void
troupe_profile_read_video (TroupeProfile *self)
{
  JsonObject *root = json_node_get_object (self->root);
  JsonObject *video = NULL;

  if (json_object_has_member (root, "video"))
    video = json_object_get_object_member (root, "video");
  for (TroupeVideoChoice choice = 0; choice < TROUPE_N_VIDEO_CHOICES; choice++)
    self->video_choices[choice] = troupe_profile_read_choices (video, choice);
  troupe_profile_read_models (self, video);
  if (video == NULL)
    return;
  self->prompt_max = (guint) json_object_get_int_member_with_default (video, "prompt_max", 0);
  self->prompt_unit = read_unit (video);
}

/**
 * troupe_profile_get_video_choices:
 * @self: a profile
 * @choice: what is chosen
 *
 * Gets what a person can choose for a video, the suggestion first; see troupe_profile_get_model_choices() for
 * what goes with one model.
 *
 * Returns: (transfer none) (array zero-terminated=1): the texts to send; empty where there is nothing to choose
 */
const char * const *
troupe_profile_get_video_choices (TroupeProfile    *self,
                                  TroupeVideoChoice choice)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  g_return_val_if_fail (choice < TROUPE_N_VIDEO_CHOICES, NULL);
  return (const char * const *) self->video_choices[choice];
}

/**
 * troupe_profile_get_prompt_max:
 * @self: a profile
 *
 * Gets how long a prompt may be.
 *
 * Returns: its length in the unit of troupe_profile_get_prompt_unit(), 0 where no limit is known
 */
guint
troupe_profile_get_prompt_max (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), 0);
  return self->prompt_max;
}

/**
 * troupe_profile_get_prompt_unit:
 * @self: a profile
 *
 * Returns: what the provider counts when it measures a prompt
 */
TroupePromptUnit
troupe_profile_get_prompt_unit (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), TROUPE_PROMPT_UNIT_CHARACTERS);
  return self->prompt_unit;
}

/**
 * troupe_profile_takes_reference:
 * @self: a profile
 *
 * Says whether a picture of the person's own may go with a video.
 *
 * Returns: `TRUE` if the call has a place for one
 */
gboolean
troupe_profile_takes_reference (TroupeProfile *self)
{
  static const char * const variables[] = { "reference.file", "reference.data", "reference.url" };
  JsonObject *call;

  g_return_val_if_fail (TROUPE_IS_PROFILE (self), FALSE);

  call = troupe_profile_get_call (self, "create-video");
  for (gsize i = 0; call != NULL && i < G_N_ELEMENTS (variables); i++)
    if (troupe_call_uses (call, variables[i]))
      return TRUE;
  return FALSE;
}

/**
 * troupe_profile_get_mention_max:
 * @self: a profile
 *
 * Gets how many characters one prompt may name.
 *
 * Returns: the number, 0 where none can be named
 */
guint
troupe_profile_get_mention_max (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), 0);
  return (guint) json_object_get_int_member (get_mention (self), "max");
}

typedef struct
{
  const char *username;
  const char *name;
  const char *id;
  guint       index;
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
  if (g_str_equal (variable, "index0"))
    return g_strdup_printf ("%u", mentioned->index);
  if (g_str_equal (variable, "index1"))
    return g_strdup_printf ("%u", mentioned->index + 1);
  return g_strdup (mentioned->id);
}

/**
 * troupe_profile_format_mention:
 * @self: a profile
 * @username: (nullable): the name the provider gave the character
 * @name: (nullable): its alias
 * @id: (nullable): its id at the provider
 * @index: its place among the characters of the prompt, counted from 0
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
                               const char    *id,
                               guint          index)
{
  Mentioned mentioned = { username, name, id, index };

  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  return troupe_template_expand (json_object_get_string_member (get_mention (self), "template"),
                                 lookup_mentioned, &mentioned);
}

/**
 * troupe_profile_get_jobs_at_once:
 * @self: a profile
 *
 * Returns: how many jobs an account may have at the same time
 */
guint
troupe_profile_get_jobs_at_once (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), 0);

  return (guint) json_object_get_int_member_with_default (json_node_get_object (self->root), "at_once",
                                                          JOBS_AT_ONCE);
}

static gboolean
has_word (JsonArray  *list,
          const char *word)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      if (g_str_equal (json_array_get_string_element (list, i), word))
        return TRUE;
    }
  return FALSE;
}

/**
 * troupe_profile_can_cancel:
 * @self: a profile
 * @status: the state of a video that is being made
 *
 * Tells whether the service has a call that ends the work on a video, and takes it in that state.
 *
 * Returns: whether `cancel-video` can be sent
 */
gboolean
troupe_profile_can_cancel (TroupeProfile     *self,
                           TroupeAnswerStatus status)
{
  const gboolean is_queued = status == TROUPE_ANSWER_STATUS_QUEUED || status == TROUPE_ANSWER_STATUS_NONE;
  JsonObject *call = troupe_profile_get_call (self, "cancel-video");

  if (call == NULL || status == TROUPE_ANSWER_STATUS_DONE || status == TROUPE_ANSWER_STATUS_FAILED)
    return FALSE;
  return !json_object_has_member (call, "when") ||
         has_word (json_object_get_array_member (call, "when"), is_queued ? "queued" : "running");
}

/**
 * troupe_profile_get_result_life_us:
 * @self: a profile
 *
 * Gets for how long the service keeps a result at its address.
 *
 * Returns: microseconds, 0 where nobody says
 */
gint64
troupe_profile_get_result_life_us (TroupeProfile *self)
{
  g_return_val_if_fail (TROUPE_IS_PROFILE (self), 0);

  return (gint64) (json_object_get_double_member_with_default (json_node_get_object (self->root), "result_hours", 0) *
                   3600 * G_USEC_PER_SEC);
}
