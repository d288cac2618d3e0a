/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-provider.h"

G_BEGIN_DECLS

/* What a person chose for one account, in its group of providers.ini. */

char     *troupe_provider_choices_dup_group  (const char     *id) G_GNUC_WARN_UNUSED_RESULT;
/* NULL for other groups */
char     *troupe_provider_choices_dup_id     (const char     *group) G_GNUC_WARN_UNUSED_RESULT;
/* Id of the profile the account was made of */
char     *troupe_provider_choices_dup_origin (GKeyFile       *choices,
                                              const char     *id) G_GNUC_WARN_UNUSED_RESULT;
char     *troupe_provider_choices_dup_name   (GKeyFile       *choices,
                                              const char     *id) G_GNUC_WARN_UNUSED_RESULT;
gboolean  troupe_provider_choices_is_removed (GKeyFile       *choices,
                                              const char     *id);
void      troupe_provider_choices_set_removed (GKeyFile      *choices,
                                               TroupeProvider *provider);
/* errors: of GError, gets what cannot be used */
void      troupe_provider_choices_read       (GKeyFile       *choices,
                                              TroupeProvider *provider,
                                              GPtrArray      *errors);
void      troupe_provider_choices_write      (GKeyFile       *choices,
                                              TroupeProvider *provider);

G_END_DECLS
