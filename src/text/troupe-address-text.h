/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-address-probe.h"

G_BEGIN_DECLS

/* What a person reads about an address that was looked at, translated. */

/* Some sentences: what is wrong, or that nothing is */
char *troupe_address_text_dup (const TroupeAddressProbe *probe) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
