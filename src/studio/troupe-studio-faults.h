/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  TROUPE_STUDIO_FAULT_ANSWER,         /* an answer, though changed */
  TROUPE_STUDIO_FAULT_DROP_BEFORE,    /* the connection closes and nothing was done */
  TROUPE_STUDIO_FAULT_DROP_AFTER,     /* all was done, then the connection closes */
  TROUPE_STUDIO_FAULT_HANG,           /* no answer, and the connection stays open */
} TroupeStudioFaultKind;

/* What goes wrong with one answer */
typedef struct
{
  TroupeStudioFaultKind  kind;
  gboolean               acts;            /* the request is carried out all the same */
  guint                  status;          /* 0: the true one */
  GBytes                *body;            /* NULL: the true one */
  char                  *content_type;    /* NULL: the true one */
  JsonObject            *headers;         /* more headers, NULL for none */
  JsonObject            *merge;           /* members set in a JSON answer, NULL for none */
  guint                  delay_ms;
  gint64                 truncate;        /* bytes of the body that are sent, -1: all */
} TroupeStudioFault;

/* Rules that make the studio misbehave on purpose. Main thread. */

#define TROUPE_TYPE_STUDIO_FAULTS (troupe_studio_faults_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioFaults, troupe_studio_faults, TROUPE, STUDIO_FAULTS, GObject)

TroupeStudioFaults      *troupe_studio_faults_new     (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean                 troupe_studio_faults_load    (TroupeStudioFaults *self,
                                                       const char         *path,
                                                       GError            **error);
const char              *troupe_studio_faults_get_nth (TroupeStudioFaults *self,
                                                       guint               position);
const TroupeStudioFault *troupe_studio_faults_take    (TroupeStudioFaults *self,
                                                       const char         *route);
JsonNode                *troupe_studio_faults_to_json (TroupeStudioFaults *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
