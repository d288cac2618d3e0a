/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the codes mean that providers put into their errors, in words of Troupe: untranslated, for
 * g_dpgettext2 () with the contexts "error body" and "error step". */
typedef struct
{
  const char *body;
  const char *step;
} TroupeCodeText;

const TroupeCodeText *troupe_code_text_find (const char *code);

G_END_DECLS
