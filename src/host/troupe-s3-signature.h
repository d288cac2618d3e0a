/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* AWS Signature Version 4 in the query of an address. */

typedef struct
{
  const char *access_key;
  const char *secret;
  const char *region;
} TroupeS3Credentials;

/* origin: scheme://host[:port]; path: from /, not encoded */
char *troupe_s3_signature_presign (const TroupeS3Credentials *credentials,
                                   const char                *method,
                                   const char                *origin,
                                   const char                *path,
                                   GDateTime                 *when,
                                   guint                      life_s) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
