/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "troupe-provider-error.h"

G_BEGIN_DECLS

/* What the codes mean that gateways answer with. */

TroupeProviderError troupe_refusal_code_classify (guint       status,
                                                  const char *code,
                                                  const char *text,
                                                  gboolean    is_web_page);

G_END_DECLS
