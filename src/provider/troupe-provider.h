/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-profile.h"

G_BEGIN_DECLS

/* A profile plus the person's base address. The key lives in troupe-keys.h. */

#define TROUPE_TYPE_PROVIDER (troupe_provider_get_type ())
G_DECLARE_FINAL_TYPE (TroupeProvider, troupe_provider, TROUPE, PROVIDER, GObject)

TroupeProvider *troupe_provider_new         (TroupeProfile  *profile) G_GNUC_WARN_UNUSED_RESULT;
const char     *troupe_provider_get_id      (TroupeProvider *self);
const char     *troupe_provider_get_name    (TroupeProvider *self);
TroupeProfile  *troupe_provider_get_profile (TroupeProvider *self);
/* No trailing / or /v1; NULL for a builtin provider until troupe_client_ready_async() has started it */
const char     *troupe_provider_get_base    (TroupeProvider *self);
gboolean        troupe_provider_set_base    (TroupeProvider *self,
                                             const char     *base,
                                             GError        **error);
/* Emits "key-changed", for troupe-keys.c */
void            troupe_provider_key_changed (TroupeProvider *self);
/* Whether an address is of its origin, so that the key may go there */
gboolean        troupe_provider_owns        (TroupeProvider *self,
                                             GUri           *uri);

G_END_DECLS
