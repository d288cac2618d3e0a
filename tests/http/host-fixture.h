/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "test-dir.h"
#include "test-http.h"
#include "test-wait.h"
#include "troupe-host-error.h"
#include "troupe-host.h"

G_BEGIN_DECLS

/* A host, a server that it stands at, and a clip with a name that is nobody's business. For g_test_add(). */

#define HOST_FIXTURE_CLIP "the bytes of a clip"

typedef struct
{
  TestDir      *dir;
  TestHttp     *http;
  TestHttp     *other;
  TroupeHost   *host;
  GFile        *clip;
  GCancellable *cancellable;
  guint64       done_bytes;
  guint64       total_bytes;
} HostFixture;

void             host_fixture_set_up    (HostFixture    *self,
                                         const char     *kind,
                                         const char     *key);
void             host_fixture_tear_down (HostFixture    *self,
                                         gconstpointer   data);
void             host_fixture_set       (HostFixture    *self,
                                         const char     *name,
                                         const char     *text);
TroupePublished *host_fixture_publish   (HostFixture    *self,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean         host_fixture_delete    (HostFixture    *self,
                                         const char     *handle,
                                         GError        **error);

G_END_DECLS
