/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-profile-private.h"

#include "troupe-provider-error.h"

static void
model_free (TroupeProfileModel *model)
{
  g_free (model->id);
  for (gsize i = 0; i < G_N_ELEMENTS (model->choices); i++)
    g_strfreev (model->choices[i]);
  g_free (model);
}

static TroupeProfileModel *
model_new (JsonObject *description)
{
  TroupeProfileModel *model = g_new0 (TroupeProfileModel, 1);

  model->id = g_strdup (json_object_get_string_member (description, "id"));
  for (TroupeVideoChoice choice = 0; choice < TROUPE_N_VIDEO_CHOICES; choice++)
    model->choices[choice] = troupe_profile_read_choices (description, choice);
  if (json_object_has_member (description, "price"))
    model->price = json_object_get_object_member (description, "price");
  model->prompt_max = (guint) json_object_get_int_member_with_default (description, "prompt_max", 0);
  return model;
}

/**
 * troupe_profile_read_models:
 * @self: a profile with its JSON
 * @video: (nullable): its description of videos
 *
 * Reads what the getters below give. For troupe_profile_read_video() only.
 */
void
troupe_profile_read_models (TroupeProfile *self,
                            JsonObject    *video)
{
  JsonArray *list = NULL;

  self->models = g_ptr_array_new_with_free_func ((GDestroyNotify) model_free);
  if (video != NULL && json_object_has_member (video, "models"))
    list = json_object_get_array_member (video, "models");
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *item = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_OBJECT (item))
        g_ptr_array_add (self->models, model_new (json_node_get_object (item)));
    }
}

static const TroupeProfileModel *
find (TroupeProfile *self,
      const char    *id)
{
  for (guint i = 0; id != NULL && i < self->models->len; i++)
    {
      const TroupeProfileModel *model = g_ptr_array_index (self->models, i);

      if (g_str_equal (model->id, id))
        return model;
    }
  return NULL;
}

/**
 * troupe_profile_get_model_choices:
 * @self: a profile
 * @model: (nullable): a model, also one that the profile does not name
 * @choice: what is chosen
 *
 * Gets what a person can choose for a video of one model, the suggestion first.
 *
 * Returns: (transfer none) (array zero-terminated=1): the texts to send; empty where there is nothing to choose
 */
const char * const *
troupe_profile_get_model_choices (TroupeProfile    *self,
                                  const char       *model,
                                  TroupeVideoChoice choice)
{
  const TroupeProfileModel *found;

  g_return_val_if_fail (TROUPE_IS_PROFILE (self), NULL);
  g_return_val_if_fail (choice < TROUPE_N_VIDEO_CHOICES, NULL);

  found = find (self, model);
  if (found != NULL && found->choices[choice][0] != NULL)
    return (const char * const *) found->choices[choice];
  return troupe_profile_get_video_choices (self, choice);
}

/**
 * troupe_profile_get_model_prompt_max:
 * @self: a profile
 * @model: (nullable): a model, also one that the profile does not name
 *
 * Gets how long a prompt for one model may be.
 *
 * Returns: its length in the unit of troupe_profile_get_prompt_unit(), 0 where no limit is known
 */
guint
troupe_profile_get_model_prompt_max (TroupeProfile *self,
                                     const char    *model)
{
  const TroupeProfileModel *found;

  g_return_val_if_fail (TROUPE_IS_PROFILE (self), 0);

  found = find (self, model);
  return found != NULL && found->prompt_max > 0 ? found->prompt_max : troupe_profile_get_prompt_max (self);
}

/**
 * troupe_profile_get_model_price:
 * @self: a profile
 * @model: (nullable): a model, also one that the profile does not name
 * @price: (nullable): what the profile says of all models
 *
 * Returns: (transfer none) (nullable): what the profile says of videos of that model; `NULL` where the service
 *   chooses a model and that makes a difference
 */
JsonObject *
troupe_profile_get_model_price (TroupeProfile *self,
                                const char    *model,
                                JsonObject    *price)
{
  const TroupeProfileModel *found = find (self, model);

  for (guint i = 0; model == NULL && i < self->models->len; i++)
    {
      if (((TroupeProfileModel *) g_ptr_array_index (self->models, i))->price != NULL)
        return NULL;
    }
  return found != NULL && found->price != NULL ? found->price : price;
}

/**
 * troupe_profile_check_choice:
 * @self: a profile
 * @model: (nullable): a model, also one that the profile does not name
 * @choice: what is chosen
 * @text: (nullable): the choice, `NULL` for none
 * @error: return location for an error
 *
 * Checks a choice against what is known of its model. The lists of the profile itself are suggestions: a gateway may
 * take more.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_VALUE`, whose message says what the model takes.
 *
 * Returns: whether the model takes it, as far as is known
 */
gboolean
troupe_profile_check_choice (TroupeProfile    *self,
                             const char       *model,
                             TroupeVideoChoice choice,
                             const char       *text,
                             GError          **error)
{
  const TroupeProfileModel *found;
  g_autofree char *list = NULL;

  g_return_val_if_fail (TROUPE_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (choice < TROUPE_N_VIDEO_CHOICES, FALSE);

  found = find (self, model);
  if (found == NULL || text == NULL || found->choices[choice][0] == NULL ||
      g_strv_contains ((const char * const *) found->choices[choice], text))
    return TRUE;

  list = g_strjoinv (", ", found->choices[choice]);
  g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE, "%s: of %s the model %s takes %s, not %s",
               troupe_profile_get_name (self), troupe_profile_get_choice_name (choice), model, list, text);
  return FALSE;
}

/**
 * troupe_profile_check_prompt:
 * @self: a profile
 * @model: (nullable): a model, also one that the profile does not name
 * @text: a prompt as it is sent
 * @error: return location for an error
 *
 * Checks the length of a prompt against what is known of its model.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_VALUE`, whose message says what the model takes.
 *
 * Returns: whether the model takes it, as far as is known
 */
gboolean
troupe_profile_check_prompt (TroupeProfile *self,
                             const char    *model,
                             const char    *text,
                             GError       **error)
{
  const TroupeProfileModel *found;
  guint length;

  g_return_val_if_fail (TROUPE_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  found = find (self, model);
  if (found == NULL || found->prompt_max == 0)
    return TRUE;
  length = troupe_prompt_unit_measure (troupe_profile_get_prompt_unit (self), text);
  if (length <= found->prompt_max)
    return TRUE;

  g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
               "%s: the model %s takes a prompt of at most %u, not of %u", troupe_profile_get_name (self), model,
               found->prompt_max, length);
  return FALSE;
}
