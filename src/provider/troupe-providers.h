/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-provider.h"

G_BEGIN_DECLS

/* GListModel of TroupeProvider: the shipped profiles and those of $XDG_CONFIG_HOME/troupe/profiles, with
 * the person's choices from $XDG_CONFIG_HOME/troupe/providers.ini (also where they are saved). */

#define TROUPE_TYPE_PROVIDERS (troupe_providers_get_type ())
G_DECLARE_FINAL_TYPE (TroupeProviders, troupe_providers, TROUPE, PROVIDERS, GObject)

TroupeProviders *troupe_providers_new         (void) G_GNUC_WARN_UNUSED_RESULT;
TroupeProvider  *troupe_providers_find        (TroupeProviders  *self,
                                               const char       *id);
TroupeProvider  *troupe_providers_get_default (TroupeProviders  *self);
void             troupe_providers_set_default (TroupeProviders  *self,
                                               TroupeProvider   *provider);
gboolean         troupe_providers_save        (TroupeProviders  *self,
                                               GError          **error);
/* The person's own profiles that were refused: GError each */
GPtrArray       *troupe_providers_get_errors  (TroupeProviders  *self);

G_END_DECLS
