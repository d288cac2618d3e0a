/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-profile.h"

G_BEGIN_DECLS

/* An account: a profile plus the person's own name, base address and limits. It owns a key, see
 * troupe-keys.h. */

#define TROUPE_TYPE_PROVIDER (troupe_provider_get_type ())
G_DECLARE_FINAL_TYPE (TroupeProvider, troupe_provider, TROUPE, PROVIDER, GObject)

/* id: NULL for that of the profile */
TroupeProvider *troupe_provider_new            (TroupeProfile  *profile,
                                                const char     *id) G_GNUC_WARN_UNUSED_RESULT;
/* The account as it was at a base address, whatever becomes of it */
TroupeProvider *troupe_provider_new_at         (TroupeProvider *self,
                                                const char     *base) G_GNUC_WARN_UNUSED_RESULT;
const char     *troupe_provider_get_id         (TroupeProvider *self);
const char     *troupe_provider_get_name       (TroupeProvider *self);
/* NULL for that of the profile */
void            troupe_provider_set_name       (TroupeProvider *self,
                                                const char     *name);
gboolean        troupe_provider_has_own_name   (TroupeProvider *self);
TroupeProfile  *troupe_provider_get_profile    (TroupeProvider *self);
/* No trailing / or /v1; NULL for a builtin provider until troupe_client_ready_async() has started it, and
 * until one was entered where the profile has none */
const char     *troupe_provider_get_base       (TroupeProvider *self);
gboolean        troupe_provider_set_base       (TroupeProvider *self,
                                                const char     *base,
                                                GError        **error);
/* 0: as the profile says */
guint64         troupe_provider_get_longest_ns (TroupeProvider *self);
guint64         troupe_provider_get_step_ns    (TroupeProvider *self);
/* Its own, or as many as the profile says; 0: as the profile says */
guint           troupe_provider_get_jobs_at_once
                                               (TroupeProvider *self);
gboolean        troupe_provider_has_own_jobs_at_once
                                               (TroupeProvider *self);
void            troupe_provider_set_jobs_at_once
                                               (TroupeProvider *self,
                                                guint           jobs_at_once);
void            troupe_provider_set_limits     (TroupeProvider *self,
                                                guint64         longest_ns,
                                                guint64         step_ns);
/* The limits of a range, the person's own instead of the profile's */
void            troupe_provider_get_span       (TroupeProvider *self,
                                                TroupeSource    source,
                                                TroupeSpan     *span);
gboolean        troupe_provider_is_enabled     (TroupeProvider *self);
void            troupe_provider_set_enabled    (TroupeProvider *self,
                                                gboolean        enabled);
/* Besides the base: where the key goes, too */
GStrv           troupe_provider_dup_other_origins
                                               (TroupeProvider *self) G_GNUC_WARN_UNUSED_RESULT;
/* Whether an address is of its origin, so that the key may go there */
gboolean        troupe_provider_owns           (TroupeProvider *self,
                                                GUri           *uri);

G_END_DECLS
