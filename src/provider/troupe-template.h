/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Texts of a profile in which {name} stands for a value. */

/* Gives the value of a variable, or NULL where it has none. */
typedef char *(*TroupeTemplateLookup) (const char *name,
                                       gpointer    user_data);

gboolean  troupe_template_check          (const char           *text,
                                          const char * const   *known,
                                          GError              **error);
char    **troupe_template_list_variables (const char           *text) G_GNUC_WARN_UNUSED_RESULT;
char     *troupe_template_expand         (const char           *text,
                                          TroupeTemplateLookup  lookup,
                                          gpointer              user_data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
