/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "troupe-range.h"

G_BEGIN_DECLS

/* How a clip can reach a provider */
typedef enum
{
  TROUPE_SOURCE_URL  = 1 << 0,    /* an address the provider fetches; the range is in the clip's own time */
  TROUPE_SOURCE_TASK = 1 << 1,    /* a finished video task of the same account */
  TROUPE_SOURCE_FILE = 1 << 2,    /* the cut range is uploaded first; the range starts at 0 */
} TroupeSource;

typedef enum
{
  TROUPE_LIFE_ACTIVE,
  TROUPE_LIFE_PAUSED,
  TROUPE_LIFE_CLOSED,
} TroupeLife;

/* A provider's JSON file, validated, immutable. */

#define TROUPE_TYPE_PROFILE (troupe_profile_get_type ())
G_DECLARE_FINAL_TYPE (TroupeProfile, troupe_profile, TROUPE, PROFILE, GObject)

TroupeProfile *troupe_profile_new            (GBytes         *json,
                                              const char     *origin,
                                              GError        **error) G_GNUC_WARN_UNUSED_RESULT;
TroupeProfile *troupe_profile_load           (const char     *path,
                                              GError        **error) G_GNUC_WARN_UNUSED_RESULT;
const char    *troupe_profile_get_id         (TroupeProfile  *self);
const char    *troupe_profile_get_name       (TroupeProfile  *self);
const char    *troupe_profile_get_summary    (TroupeProfile  *self);
const char    *troupe_profile_get_homepage   (TroupeProfile  *self);
const char    *troupe_profile_get_base       (TroupeProfile  *self);
gboolean       troupe_profile_is_builtin     (TroupeProfile  *self);    /* base and key come from the Practice Studio */
TroupeLife     troupe_profile_get_life       (TroupeProfile  *self);
const char    *troupe_profile_get_life_date  (TroupeProfile  *self);    /* YYYY-MM-DD or NULL */
const char    *troupe_profile_get_life_note  (TroupeProfile  *self);
TroupeSource   troupe_profile_get_sources    (TroupeProfile  *self);
void           troupe_profile_get_span       (TroupeProfile  *self,
                                              TroupeSource    source,
                                              TroupeSpan     *span);
int            troupe_profile_get_short_edge (TroupeProfile  *self);
const char    *troupe_profile_get_auth_header (TroupeProfile *self);
const char    *troupe_profile_get_auth_prefix (TroupeProfile *self);
JsonObject    *troupe_profile_get_call       (TroupeProfile  *self,
                                              const char     *name);    /* "create-character", "upload", ... or NULL */
char          *troupe_profile_format_mention (TroupeProfile  *self,
                                              const char     *username,
                                              const char     *name,
                                              const char     *id) G_GNUC_WARN_UNUSED_RESULT;
JsonNode      *troupe_profile_to_json        (TroupeProfile  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
