/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "troupe-provider.h"
#include "troupe-values.h"

G_BEGIN_DECLS

/* One HTTP request, built from a profile's call and values; immutable, nothing is sent. */

#define TROUPE_TYPE_REQUEST (troupe_request_get_type ())
G_DECLARE_FINAL_TYPE (TroupeRequest, troupe_request, TROUPE, REQUEST, GObject)

TroupeRequest  *troupe_request_new          (TroupeProvider  *provider,
                                             const char      *call,
                                             TroupeValues    *values,
                                             GError         **error) G_GNUC_WARN_UNUSED_RESULT;
TroupeProvider *troupe_request_get_provider (TroupeRequest   *self);
const char     *troupe_request_get_call     (TroupeRequest   *self);
/* {"method","url","headers","body"?}, the key masked; the same as a command line */
JsonNode       *troupe_request_to_json      (TroupeRequest   *self) G_GNUC_WARN_UNUSED_RESULT;
char           *troupe_request_to_curl      (TroupeRequest   *self) G_GNUC_WARN_UNUSED_RESULT;
SoupMessage    *troupe_request_to_message   (TroupeRequest   *self,
                                             const char      *key,
                                             GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
