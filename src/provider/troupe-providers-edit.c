/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider-choices.h"
#include "troupe-providers-private.h"

static gboolean
has_name (TroupeProviders *self,
          const char      *name)
{
  for (guint i = 0; i < self->providers->len; i++)
    if (g_utf8_collate (troupe_provider_get_name (self->providers->pdata[i]), name) == 0)
      return TRUE;
  return FALSE;
}

/* "Name", "Name 2", "Name 3": the first that no other one has */
static char *
dup_free_name (TroupeProviders *self,
               const char      *wanted)
{
  char *name = g_strdup (wanted);

  for (guint i = 2; has_name (self, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", wanted, i);
    }
  return name;
}

/* That of the profile, which may have been removed before: what was made with it is then at home again. Further
 * accounts get one that never was used. */
static char *
dup_free_id (TroupeProviders *self,
             TroupeProfile   *profile)
{
  const char *wanted = troupe_profile_get_id (profile);
  g_autofree char *origin = troupe_provider_choices_dup_origin (self->choices, wanted);

  if (troupe_providers_find_in (self->providers, wanted) == NULL && g_str_equal (origin, wanted))
    return g_strdup (wanted);
  for (guint i = 2;; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u", wanted, i);
      g_autofree char *group = troupe_provider_choices_dup_group (id);

      if (troupe_providers_find_in (self->providers, id) == NULL && !g_key_file_has_group (self->choices, group) &&
          troupe_presets_find (self->presets, id) == NULL)
        return g_steal_pointer (&id);
    }
}

static TroupeProvider *
take_unlisted (TroupeProviders *self,
               const char      *id)
{
  TroupeProvider *provider = troupe_providers_find_in (self->unlisted, id);

  if (provider != NULL)
    {
      g_object_ref (provider);
      g_ptr_array_remove (self->unlisted, provider);
    }
  return provider;
}

static void
insert (TroupeProviders *self,
        TroupeProvider  *provider,
        guint            position)
{
  position = MIN (position, self->providers->len);
  g_ptr_array_insert (self->providers, (int) position, g_object_ref (provider));
  troupe_provider_choices_write (self->choices, provider);    /* its id is taken from now on */
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/**
 * troupe_providers_add:
 * @self: the providers
 * @profile: a profile
 *
 * Adds an account at the end, under the name of the profile or, where one has it, with a number behind it.
 *
 * It has no key, and no base where @profile has none. It lasts when it is saved.
 *
 * Returns: (transfer none): the new provider
 */
TroupeProvider *
troupe_providers_add (TroupeProviders *self,
                      TroupeProfile   *profile)
{
  g_autoptr (TroupeProvider) provider = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (self), NULL);
  g_return_val_if_fail (TROUPE_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (!troupe_profile_is_builtin (profile), NULL);    /* it is there */

  id = dup_free_id (self, profile);
  name = dup_free_name (self, troupe_profile_get_name (profile));
  provider = take_unlisted (self, id);
  if (provider == NULL)
    provider = troupe_provider_new (profile, id);
  troupe_provider_set_name (provider, name);
  insert (self, provider, self->providers->len);
  return provider;
}

/**
 * troupe_providers_duplicate:
 * @self: the providers
 * @provider: one of @self, not the builtin one
 *
 * Adds another account behind @provider with the same profile, base and limits, for another key.
 *
 * Returns: (transfer none): the new provider
 */
TroupeProvider *
troupe_providers_duplicate (TroupeProviders *self,
                            TroupeProvider  *provider)
{
  g_autoptr (TroupeProvider) copy = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  guint position;

  g_return_val_if_fail (TROUPE_IS_PROVIDERS (self), NULL);
  g_return_val_if_fail (troupe_providers_can_remove (self, provider), NULL);
  g_return_val_if_fail (g_ptr_array_find (self->providers, provider, &position), NULL);

  id = dup_free_id (self, troupe_provider_get_profile (provider));
  name = dup_free_name (self, troupe_provider_get_name (provider));
  copy = troupe_provider_new (troupe_provider_get_profile (provider), id);
  troupe_provider_set_name (copy, name);
  if (troupe_provider_get_base (provider) != NULL)
    troupe_provider_set_base (copy, troupe_provider_get_base (provider), NULL);    /* it could be used before */
  troupe_provider_set_limits (copy, troupe_provider_get_longest_ns (provider),
                              troupe_provider_get_step_ns (provider));
  if (troupe_provider_has_own_jobs_at_once (provider))
    troupe_provider_set_jobs_at_once (copy, troupe_provider_get_jobs_at_once (provider));
  insert (self, copy, position + 1);
  return copy;
}

/**
 * troupe_providers_can_remove:
 * @self: the providers
 * @provider: one of @self
 *
 * Says whether a provider can be removed, duplicated and switched off: the builtin one is part of Troupe.
 *
 * Returns: `TRUE` if it can
 */
gboolean
troupe_providers_can_remove (TroupeProviders *self,
                             TroupeProvider  *provider)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDERS (self), FALSE);
  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), FALSE);

  return troupe_providers_contains (self, provider) &&
         !troupe_profile_is_builtin (troupe_provider_get_profile (provider));
}

/* Before the provider is gone or off */
static void
leave_default (TroupeProviders *self,
               TroupeProvider  *provider)
{
  if (self->default_provider == provider)
    troupe_providers_set_default (self, troupe_providers_first_enabled (self, provider));
}

/**
 * troupe_providers_remove:
 * @self: the providers
 * @provider: one of @self, not the builtin one
 *
 * Removes an account. What was made with it stays, and its name is remembered; see
 * troupe_providers_dup_name_of(). Its key stays until troupe_keys_clear_async().
 */
void
troupe_providers_remove (TroupeProviders *self,
                         TroupeProvider  *provider)
{
  g_autoptr (TroupeProvider) removed = NULL;
  guint position;

  g_return_if_fail (TROUPE_IS_PROVIDERS (self));
  g_return_if_fail (troupe_providers_can_remove (self, provider));
  g_return_if_fail (g_ptr_array_find (self->providers, provider, &position));

  leave_default (self, provider);
  removed = g_object_ref (provider);
  g_ptr_array_remove_index (self->providers, position);
  troupe_provider_choices_set_removed (self->choices, removed);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/**
 * troupe_providers_restore:
 * @self: the providers
 * @provider: one that was removed
 * @position: where it was
 *
 * Undoes troupe_providers_remove(), unless its id was given away since.
 */
void
troupe_providers_restore (TroupeProviders *self,
                          TroupeProvider  *provider,
                          guint            position)
{
  g_return_if_fail (TROUPE_IS_PROVIDERS (self));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));

  if (troupe_providers_find_in (self->providers, troupe_provider_get_id (provider)) == NULL)
    insert (self, provider, position);
}

/**
 * troupe_providers_move:
 * @self: the providers
 * @provider: one of @self
 * @position: where it is to stand; behind the last is at the end
 *
 * Changes the order.
 */
void
troupe_providers_move (TroupeProviders *self,
                       TroupeProvider  *provider,
                       guint            position)
{
  guint before;

  g_return_if_fail (TROUPE_IS_PROVIDERS (self));
  g_return_if_fail (g_ptr_array_find (self->providers, provider, &before));

  position = MIN (position, self->providers->len - 1);
  if (position == before)
    return;

  g_ptr_array_insert (self->providers, (int) position, g_ptr_array_steal_index (self->providers, before));
  g_list_model_items_changed (G_LIST_MODEL (self), MIN (before, position),
                              MAX (before, position) - MIN (before, position) + 1,
                              MAX (before, position) - MIN (before, position) + 1);
}

/**
 * troupe_providers_set_enabled:
 * @self: the providers
 * @provider: one of @self; the builtin one is always on
 * @enabled: whether it is offered for new characters and videos
 *
 * Switches a provider on or off. One that is off is not the default; what it works on goes on.
 */
void
troupe_providers_set_enabled (TroupeProviders *self,
                              TroupeProvider  *provider,
                              gboolean         enabled)
{
  guint position;

  g_return_if_fail (TROUPE_IS_PROVIDERS (self));
  g_return_if_fail (troupe_providers_can_remove (self, provider));
  g_return_if_fail (g_ptr_array_find (self->providers, provider, &position));

  if (troupe_provider_is_enabled (provider) == !!enabled)
    return;

  if (!enabled)
    leave_default (self, provider);
  troupe_provider_set_enabled (provider, enabled);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);    /* for lists of those that are on */
}
