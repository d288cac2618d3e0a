/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-travel.h"

#include "troupe-export.h"
#include "troupe-origin.h"

/**
 * troupe_travel_free:
 * @self: (transfer full): a description
 *
 * Frees a description.
 */
void
troupe_travel_free (TroupeTravel *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->origin);
  g_free (self);
}

/* Its upload call may go to another server of the same service. */
static const char *
get_upload_address (TroupeProvider *provider)
{
  TroupeProfile *profile = troupe_provider_get_profile (provider);
  JsonObject *call = troupe_profile_get_call (profile, "upload");
  const char *base = troupe_provider_get_base (provider);
  const char *name = json_object_get_string_member_with_default (call, "origin", NULL);

  if (name != NULL && g_strcmp0 (base, troupe_profile_get_base (profile)) == 0)
    return troupe_profile_get_origin (profile, name);
  return base;
}

static char *
dup_origin (const char *address)
{
  g_autoptr (GUri) uri = NULL;

  if (address != NULL)
    uri = troupe_origin_parse_address (address, NULL);    /* what is no address goes nowhere */
  return uri != NULL ? troupe_origin_dup_text (uri) : NULL;
}

static void
describe_host (TroupeTravel *self,
               TroupeHost   *host)
{
  self->origin = troupe_host_dup_origin (host);
  self->hours = troupe_host_get_hours (host);
  self->is_deleted = troupe_host_can_delete (host);
}

static void
describe_cut (TroupeTravel               *self,
              const TroupeCharacterDraft *draft,
              TroupeProvider             *provider)
{
  const int edge = MIN (troupe_clip_get_width (draft->clip), troupe_clip_get_height (draft->clip));
  TroupeCutForm form;

  troupe_export_get_form (troupe_provider_get_profile (provider), &form);
  self->length_ns = draft->range.end_ns - draft->range.start_ns;
  self->short_edge = MIN (edge, form.short_edge);
  self->has_sound = !form.drops_sound && self->way != TROUPE_WAY_PICTURE &&
                    troupe_clip_get_audio_codec (draft->clip) != NULL;
}

/**
 * troupe_travel_new_by:
 * @cargo: what travels
 * @way: how
 * @provider: to whom
 * @host: (nullable): by which host
 *
 * Describes where something goes and for how long, whatever is known of it.
 *
 * Returns: (transfer full): the description
 */
TroupeTravel *
troupe_travel_new_by (TroupeCargo     cargo,
                      TroupeWay       way,
                      TroupeProvider *provider,
                      TroupeHost     *host)
{
  TroupeProfile *profile;
  TroupeTravel *self;

  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);

  profile = troupe_provider_get_profile (provider);
  self = g_new0 (TroupeTravel, 1);
  self->cargo = cargo;
  self->way = way;
  self->is_local = troupe_profile_is_builtin (profile);
  if (way == TROUPE_WAY_HOST)
    {
      describe_host (self, host);
    }
  else if (way == TROUPE_WAY_UPLOAD)
    {
      self->origin = dup_origin (get_upload_address (provider));
      self->is_deleted = troupe_profile_get_call (profile, "delete-upload") != NULL;
    }
  else
    {
      self->origin = dup_origin (troupe_provider_get_base (provider));
    }
  return self;
}

/**
 * troupe_travel_new:
 * @draft: what is to be sent
 * @provider: to whom
 * @host: (nullable): the host that @draft names, `NULL` when there is none of that id
 *
 * Describes which way a clip goes, what of it leaves this computer, where to, and for how long.
 *
 * Returns: (transfer full): the description
 */
TroupeTravel *
troupe_travel_new (const TroupeCharacterDraft *draft,
                   TroupeProvider             *provider,
                   TroupeHost                 *host)
{
  TroupeProfile *profile;
  TroupeTravel *self;

  g_return_val_if_fail (draft != NULL, NULL);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);

  profile = troupe_provider_get_profile (provider);
  self = troupe_travel_new_by (TROUPE_CARGO_RANGE,
                               troupe_way_choose (profile, draft->source,
                                                  host != NULL ? troupe_host_get_id (host) : NULL),
                               provider, host);
  self->with_videos = troupe_profile_get_kind (profile) == TROUPE_KIND_INLINE;
  if (troupe_way_needs_cut (self->way))
    describe_cut (self, draft, provider);
  return self;
}
