/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-client.h"

G_BEGIN_DECLS

/* Whether a provider can be used with its address and key, found out by a call that costs nothing. */

typedef enum
{
  TROUPE_PROVIDER_TEST_GOOD,
  TROUPE_PROVIDER_TEST_NO_ADDRESS,     /* none was entered */
  TROUPE_PROVIDER_TEST_NO_KEY,         /* none was entered */
  TROUPE_PROVIDER_TEST_NO_CALL,        /* the profile has no harmless call */
  TROUPE_PROVIDER_TEST_NAME,           /* DNS knows no such host */
  TROUPE_PROVIDER_TEST_OFFLINE,
  TROUPE_PROVIDER_TEST_TIMEOUT,
  TROUPE_PROVIDER_TEST_CONNECTION,     /* nobody listens there */
  TROUPE_PROVIDER_TEST_TLS,
  TROUPE_PROVIDER_TEST_PROXY,
  TROUPE_PROVIDER_TEST_KEY,            /* 401: the key is refused */
  TROUPE_PROVIDER_TEST_PATH,           /* 404: the address is that of something else */
  TROUPE_PROVIDER_TEST_MODEL,          /* 503 model_not_found: there, but offers nothing of this */
  TROUPE_PROVIDER_TEST_PAUSED,
  TROUPE_PROVIDER_TEST_OTHER,          /* see the error */
  TROUPE_N_PROVIDER_TESTS
} TroupeProviderTest;

typedef struct
{
  TroupeProviderTest  outcome;
  char               *origin;     /* whom was asked; NULL without an address */
  char               *credits;    /* what is left, where a good answer tells; else NULL */
  GError             *error;      /* NULL for a good one */
} TroupeProviderTestResult;

void                      troupe_provider_test_async        (TroupeClient             *client,
                                                             TroupeProvider           *provider,
                                                             GCancellable             *cancellable,
                                                             GAsyncReadyCallback       callback,
                                                             gpointer                  user_data);
TroupeProviderTestResult *troupe_provider_test_finish       (TroupeClient             *client,
                                                             GAsyncResult             *result,
                                                             GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
const char               *troupe_provider_test_get_word     (TroupeProviderTest        outcome);
void                      troupe_provider_test_result_free  (TroupeProviderTestResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeProviderTestResult, troupe_provider_test_result_free)

G_END_DECLS
