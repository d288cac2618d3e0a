/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-travel.h"

#include "troupe-scene-options.h"
#include "troupe-upload-list.h"
#include "troupe-video-order-private.h"

#define ANY_HOST ""

/**
 * troupe_scene_travel_free:
 * @self: (transfer full): a description
 *
 * Frees a description.
 */
void
troupe_scene_travel_free (TroupeSceneTravel *self)
{
  g_ptr_array_unref (self->travels);
  g_clear_object (&self->host);
  g_free (self);
}

static gboolean
has_member (const TroupeVideoDraft *draft,
            const char             *character_id)
{
  for (guint i = 0; i < draft->cast->len; i++)
    {
      const TroupeCastMember *member = g_ptr_array_index (draft->cast, i);

      if (g_strcmp0 (member->character_id, character_id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* All who appear in any of the texts */
static void
add_cast (TroupeVideoDraft      *draft,
          const TroupeScenePlan *plan,
          TroupePromptLibrary   *people)
{
  for (guint i = 0; i < plan->renderings->len; i++)
    {
      const TroupePromptRendering *rendering = g_ptr_array_index (plan->renderings, i);

      for (guint j = 0; j < rendering->cast->len; j++)
        {
          const TroupeMention *mention = g_ptr_array_index (rendering->cast, j);
          const TroupeCastMember *member = troupe_prompt_library_find (people, mention->character_id);

          if (!has_member (draft, mention->character_id))
            g_ptr_array_add (draft->cast, troupe_cast_member_copy (member));
        }
    }
}

static TroupeVideoDraft *
make_draft (const TroupeScenePlan *plan,
            const TroupeScene     *scene,
            TroupeProvider        *provider,
            TroupePromptLibrary   *people)
{
  TroupeVideoDraft *draft = troupe_video_draft_new (troupe_provider_get_id (provider), NULL);

  if ((troupe_scene_options_of (troupe_provider_get_profile (provider)) & TROUPE_SCENE_OPTION_REFERENCE) != 0)
    draft->reference = g_strdup (scene->reference);
  add_cast (draft, plan, people);
  troupe_scene_plan_add_clip (draft, scene, provider);
  return draft;
}

/* Without a host: whether there is something that only one could bring there */
static void
take_need (TroupeSceneTravel *self,
           TroupeWay          way,
           gboolean           can_use_host)
{
  if (way == TROUPE_WAY_UPLOAD)
    {
      self->needs_address = TRUE;
    }
  else if (can_use_host)
    {
      self->needs_address = TRUE;
      self->takes_upload = FALSE;
    }
}

static void
find_needs (TroupeSceneTravel *self,
            TroupeVideoWork   *work)
{
  const TroupeWay by_host = troupe_way_choose (troupe_provider_get_profile (work->needs.provider), TROUPE_SOURCE_FILE,
                                               ANY_HOST);
  GPtrArray *cast = work->needs.draft->cast;
  TroupeWay way;

  self->takes_upload = TRUE;
  for (guint i = 0; i < cast->len; i++)
    {
      if (!troupe_video_work_needs_clip (work, g_ptr_array_index (cast, i)))
        continue;
      way = troupe_video_work_choose_way (work, g_ptr_array_index (cast, i), NULL);
      take_need (self, way, way == TROUPE_WAY_NONE && by_host == TROUPE_WAY_HOST);
      /* Who wants to keep the address from the provider, or finds that it does not work, may choose a host. */
      self->has_address |= way == TROUPE_WAY_ADDRESS;
      self->needs_address |= way == TROUPE_WAY_ADDRESS && by_host == TROUPE_WAY_HOST;
    }
  way = troupe_video_work_choose_way_of_reference (work);
  take_need (self, way, way == TROUPE_WAY_HOST);
}

static void
choose_host (TroupeSceneTravel *self,
             const char        *host_id,
             TroupeHosts       *hosts)
{
  TroupeHost *host = NULL;

  if (!self->needs_address)
    return;
  if (host_id != NULL)
    host = troupe_hosts_find (hosts, host_id);
  if (host == NULL && !self->takes_upload)
    host = troupe_hosts_get_default (hosts);
  g_set_object (&self->host, host);
}

/* Of the cast, for those who go the same way */
static TroupeTravel *
ensure_travel (TroupeSceneTravel *self,
               TroupeVideoWork   *work,
               TroupeWay          way)
{
  TroupeTravel *travel;
  TroupeCutForm form;

  for (guint i = 0; i < self->travels->len; i++)
    {
      travel = g_ptr_array_index (self->travels, i);
      if (travel->way == way)
        return travel;
    }

  travel = troupe_travel_new_by (TROUPE_CARGO_CAST, way, work->needs.provider, work->host);
  troupe_export_get_form (troupe_provider_get_profile (work->needs.provider), &form);
  travel->short_edge = form.short_edge;
  travel->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->travels, travel);
  return travel;
}

static void
add_travel_of (TroupeSceneTravel      *self,
               TroupeVideoWork        *work,
               const TroupeCastMember *member)
{
  TroupeWay way;

  if (!troupe_video_work_needs_clip (work, member))
    return;
  way = troupe_video_work_choose_way (work, member, NULL);
  if (way != TROUPE_WAY_NONE)
    g_ptr_array_add (ensure_travel (self, work, way)->names,
                     g_strdup (member->character_id != NULL ? member->alias : ""));
}

static void
add_travels (TroupeSceneTravel *self,
             TroupeVideoWork   *work)
{
  GPtrArray *cast = work->needs.draft->cast;
  TroupeWay way;

  for (guint i = 0; i < cast->len; i++)
    add_travel_of (self, work, g_ptr_array_index (cast, i));
  way = troupe_video_work_choose_way_of_reference (work);
  if (troupe_way_needs_cut (way) && (way != TROUPE_WAY_HOST || work->host != NULL))
    g_ptr_array_add (self->travels, troupe_travel_new_by (TROUPE_CARGO_REFERENCE, way, work->needs.provider,
                                                          work->host));
}

/**
 * troupe_scene_travel_new:
 * @plan: what is to be sent
 * @scene: the scene it was made of
 * @provider: to whom
 * @people: the same whom the plan was made with
 * @hosts: the person's hosts
 *
 * Finds out what leaves this computer when the videos of a scene are made: as troupe_video_order_async() will do it. For a
 * provider on this computer nothing is.
 *
 * Returns: (transfer full): the description
 */
TroupeSceneTravel *
troupe_scene_travel_new (const TroupeScenePlan *plan,
                         const TroupeScene     *scene,
                         TroupeProvider        *provider,
                         TroupePromptLibrary   *people,
                         TroupeHosts           *hosts)
{
  TroupeSceneTravel *self;
  g_autoptr (TroupeVideoDraft) draft = NULL;
  g_autoptr (GPtrArray) uploads = troupe_upload_list_new ();
  TroupeVideoWork work = { .needs = { .provider = provider, .uploads = uploads } };

  g_return_val_if_fail (plan != NULL, NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (TROUPE_IS_HOSTS (hosts), NULL);

  self = g_new0 (TroupeSceneTravel, 1);
  self->travels = g_ptr_array_new_with_free_func ((GDestroyNotify) troupe_travel_free);
  if (troupe_profile_is_builtin (troupe_provider_get_profile (provider)))
    return self;

  work.needs.draft = draft = make_draft (plan, scene, provider, people);
  find_needs (self, &work);
  choose_host (self, scene->host_id, hosts);
  draft->host_id = self->host != NULL ? g_strdup (troupe_host_get_id (self->host)) : NULL;
  work.host = self->host;
  add_travels (self, &work);
  return self;
}
