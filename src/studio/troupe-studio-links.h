/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the signature of an address stands */
typedef enum
{
  TROUPE_STUDIO_LINK_VALID,
  TROUPE_STUDIO_LINK_FORGED,     /* not ours, or changed on the way, if only in its escapes */
  TROUPE_STUDIO_LINK_EXPIRED,
} TroupeStudioLinkState;

/* Addresses end in "?st=START&se=END&sig=SIGNATURE" and open without a key until they expire. */
char                  *troupe_studio_links_sign  (const char *secret,
                                                  const char *path,
                                                  gint64      start_s,
                                                  gint64      end_s) G_GNUC_WARN_UNUSED_RESULT;
TroupeStudioLinkState  troupe_studio_links_check (const char *secret,
                                                  const char *path,
                                                  const char *query,
                                                  gint64      now_s);

G_END_DECLS
