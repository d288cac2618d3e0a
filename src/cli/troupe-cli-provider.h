/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "troupe-providers.h"

G_BEGIN_DECLS

/* The provider that a command line names */
TroupeProvider *troupe_cli_provider_find          (TroupeProviders  *providers,
                                                   const char       *id,
                                                   GError          **error);
gboolean        troupe_cli_provider_check_choices (TroupeProviders  *providers,
                                                   GError          **error);
JsonObject     *troupe_cli_provider_describe      (TroupeProviders  *providers,
                                                   TroupeProvider   *provider) G_GNUC_WARN_UNUSED_RESULT;
/* Another address for one of them; id and base: as given on the command line, or NULL */
gboolean        troupe_cli_provider_set_base      (TroupeProviders  *providers,
                                                   const char       *id,
                                                   const char       *base,
                                                   GError          **error);
/* The command that follows a thing of a kind there */
char           *troupe_cli_provider_dup_follow    (const char       *kind,
                                                   const char       *thing,
                                                   const char       *id,
                                                   const char       *base) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
