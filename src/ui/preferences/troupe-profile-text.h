/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-profile.h"

G_BEGIN_DECLS

/* What a person should know of a profile before using it, in words. */

const char *troupe_profile_text_get_kind   (TroupeProfile *profile);
/* NULL for one that works as far as is known */
char       *troupe_profile_text_dup_life   (TroupeProfile *profile) G_GNUC_WARN_UNUSED_RESULT;
char       *troupe_profile_text_dup_advice (TroupeProfile *profile) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
