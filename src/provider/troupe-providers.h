/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-presets.h"
#include "troupe-provider.h"

G_BEGIN_DECLS

/* GListModel of TroupeProvider: the accounts the person added, in their order, and always the Practice Studio.
 * Kept in $XDG_CONFIG_HOME/troupe/providers.ini by troupe_providers_save(). */

#define TROUPE_TYPE_PROVIDERS (troupe_providers_get_type ())
G_DECLARE_FINAL_TYPE (TroupeProviders, troupe_providers, TROUPE, PROVIDERS, GObject)

TroupeProviders *troupe_providers_new          (void) G_GNUC_WARN_UNUSED_RESULT;
/* An account of the list; else the profile of that id as an account with nothing of its own, unless it was removed */
TroupeProvider  *troupe_providers_find         (TroupeProviders  *self,
                                                const char       *id);
gboolean         troupe_providers_contains     (TroupeProviders  *self,
                                                TroupeProvider   *provider);
guint            troupe_providers_get_position (TroupeProviders  *self,
                                                TroupeProvider   *provider);
/* Also of one that was removed */
char            *troupe_providers_dup_name_of  (TroupeProviders  *self,
                                                const char       *id) G_GNUC_WARN_UNUSED_RESULT;
TroupeProvider  *troupe_providers_get_default  (TroupeProviders  *self);
void             troupe_providers_set_default  (TroupeProviders  *self,
                                                TroupeProvider   *provider);
/* What an account can be made of: GListModel of TroupeProfile */
TroupePresets   *troupe_providers_get_profiles (TroupeProviders  *self);
TroupeProvider  *troupe_providers_add          (TroupeProviders  *self,
                                                TroupeProfile    *profile);
TroupeProvider  *troupe_providers_duplicate    (TroupeProviders  *self,
                                                TroupeProvider   *provider);
gboolean         troupe_providers_can_remove   (TroupeProviders  *self,
                                                TroupeProvider   *provider);
void             troupe_providers_remove       (TroupeProviders  *self,
                                                TroupeProvider   *provider);
/* Undoes troupe_providers_remove() */
void             troupe_providers_restore      (TroupeProviders  *self,
                                                TroupeProvider   *provider,
                                                guint             position);
void             troupe_providers_move         (TroupeProviders  *self,
                                                TroupeProvider   *provider,
                                                guint             position);
void             troupe_providers_set_enabled  (TroupeProviders  *self,
                                                TroupeProvider   *provider,
                                                gboolean          enabled);
gboolean         troupe_providers_save         (TroupeProviders  *self,
                                                GError          **error);
/* Profiles that were refused and choices that cannot be used: GError each */
GPtrArray       *troupe_providers_get_errors   (TroupeProviders  *self);

G_END_DECLS
