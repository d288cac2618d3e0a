/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "troupe-studio-dialect.h"
#include "troupe-studio-error.h"
#include "troupe-studio-faults.h"
#include "troupe-studio-intake.h"
#include "troupe-studio-ledger.h"

G_BEGIN_DECLS

/* One request on its way to its answer. Main thread. Answered exactly once, whether or not the
 * client still listens. */

#define TROUPE_TYPE_STUDIO_CALL (troupe_studio_call_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioCall, troupe_studio_call, TROUPE, STUDIO_CALL, GObject)

/* For the server */
TroupeStudioCall       *troupe_studio_call_new           (const char                 *route,
                                                          const TroupeStudioBase     *base,
                                                          const TroupeStudioVoice    *voice,
                                                          gpointer                    user_data,
                                                          GHashTable                 *segments,
                                                          TroupeStudioIntake         *intake) G_GNUC_WARN_UNUSED_RESULT;
void                    troupe_studio_call_begin         (TroupeStudioCall           *self,
                                                          SoupServerMessage          *message,
                                                          TroupeStudioLedger         *ledger,
                                                          const TroupeStudioFault    *fault);
TroupeStudioIntake     *troupe_studio_call_get_intake    (TroupeStudioCall           *self);

/* What is asked */
const char             *troupe_studio_call_get_route     (TroupeStudioCall           *self);
const TroupeStudioBase *troupe_studio_call_get_base      (TroupeStudioCall           *self);
gconstpointer           troupe_studio_call_get_accent    (TroupeStudioCall           *self);
gpointer                troupe_studio_call_get_user_data (TroupeStudioCall           *self);
const char             *troupe_studio_call_get_segment   (TroupeStudioCall           *self,
                                                          const char                 *name);
char                   *troupe_studio_call_dup_argument  (TroupeStudioCall           *self,
                                                          const char                 *name) G_GNUC_WARN_UNUSED_RESULT;
const char             *troupe_studio_call_get_header    (TroupeStudioCall           *self,
                                                          const char                 *name);
GUri                   *troupe_studio_call_get_uri       (TroupeStudioCall           *self);
char                   *troupe_studio_call_dup_address   (TroupeStudioCall           *self) G_GNUC_WARN_UNUSED_RESULT;
JsonObject             *troupe_studio_call_get_object    (TroupeStudioCall           *self);
TroupeStudioForm       *troupe_studio_call_get_form      (TroupeStudioCall           *self);

/* The answer */
void                    troupe_studio_call_set_header    (TroupeStudioCall           *self,
                                                          const char                 *name,
                                                          const char                 *value);
void                    troupe_studio_call_answer        (TroupeStudioCall           *self,
                                                          guint                       status,
                                                          const char                 *media_type,
                                                          GBytes                     *body);
void                    troupe_studio_call_answer_object (TroupeStudioCall           *self,
                                                          guint                       status,
                                                          JsonObject                 *object);
gboolean                troupe_studio_call_answer_file   (TroupeStudioCall           *self,
                                                          GFile                      *file,
                                                          const char                 *media_type);
void                    troupe_studio_call_refuse        (TroupeStudioCall           *self,
                                                          const char                 *param,
                                                          TroupeStudioError           code,
                                                          const char                 *format,
                                                          ...) G_GNUC_PRINTF (4, 5);
void                    troupe_studio_call_refuse_error  (TroupeStudioCall           *self,
                                                          const char                 *param,
                                                          const GError               *error);

G_END_DECLS
