/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A file that stands at a public address. */

#define TROUPE_TYPE_PUBLISHED (troupe_published_get_type ())

typedef struct
{
  char   *address;    /* may be signed: sent byte for byte, shown only redacted */
  char   *handle;     /* for troupe_host_delete_async(), as secret as the address; NULL: the host deletes nothing */
  gint64  expires;    /* seconds since 1970 in UTC; 0 where nothing is known */
} TroupePublished;

GType            troupe_published_get_type (void);
TroupePublished *troupe_published_new      (const char            *address,
                                            const char            *handle,
                                            gint64                 expires) G_GNUC_WARN_UNUSED_RESULT;
TroupePublished *troupe_published_copy     (const TroupePublished *self) G_GNUC_WARN_UNUSED_RESULT;
void             troupe_published_free     (TroupePublished       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupePublished, troupe_published_free)

G_END_DECLS
