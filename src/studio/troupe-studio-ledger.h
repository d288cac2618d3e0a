/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Counts what this run of the studio was asked and what it answered. Main thread. */

#define TROUPE_TYPE_STUDIO_LEDGER (troupe_studio_ledger_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioLedger, troupe_studio_ledger, TROUPE, STUDIO_LEDGER, GObject)

/* What is counted in place of a status when the connection is dropped or left hanging */
#define TROUPE_STUDIO_LEDGER_NO_ANSWER 0

TroupeStudioLedger *troupe_studio_ledger_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void                troupe_studio_ledger_count        (TroupeStudioLedger *self,
                                                       const char         *route,
                                                       gboolean            with_key);
void                troupe_studio_ledger_count_answer (TroupeStudioLedger *self,
                                                       const char         *route,
                                                       guint               status);
JsonNode           *troupe_studio_ledger_to_json      (TroupeStudioLedger *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
