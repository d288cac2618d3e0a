/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "troupe-address-probe.h"

G_BEGIN_DECLS

JsonObject *troupe_cli_address_describe (const TroupeAddressProbe *probe) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
