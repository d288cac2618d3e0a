/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-provider-test.h"

G_BEGIN_DECLS

/* What a test of a provider found out, in a sentence. */

char *troupe_test_text_dup (const TroupeProviderTestResult *result,
                            TroupeProvider                 *provider) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
