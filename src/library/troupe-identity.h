/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A character at one provider account. Immutable. */

#define TROUPE_TYPE_IDENTITY (troupe_identity_get_type ())
G_DECLARE_FINAL_TYPE (TroupeIdentity, troupe_identity, TROUPE, IDENTITY, GObject)

TroupeIdentity *troupe_identity_new           (const char     *provider_id,
                                               const char     *remote_id,
                                               const char     *username,
                                               const char     *permalink,
                                               gint64          created_us) G_GNUC_WARN_UNUSED_RESULT;
const char     *troupe_identity_get_provider_id (TroupeIdentity *self);
const char     *troupe_identity_get_remote_id (TroupeIdentity *self);
const char     *troupe_identity_get_username  (TroupeIdentity *self);
/* Without one the clip itself goes along with every video. */
gboolean        troupe_identity_has_username  (TroupeIdentity *self);
const char     *troupe_identity_get_permalink (TroupeIdentity *self);
gint64          troupe_identity_get_created_us (TroupeIdentity *self);
gboolean        troupe_identity_equal         (TroupeIdentity *a,
                                               TroupeIdentity *b);

G_END_DECLS
