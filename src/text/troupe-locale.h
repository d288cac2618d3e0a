/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* Called first in a program: from then on texts are in the person's language. */
void troupe_locale_set_up (void);
