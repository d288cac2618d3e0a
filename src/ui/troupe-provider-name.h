/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a provider is called, for as long as the person has it; its id else */
char *troupe_provider_name_dup (const char *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
