/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TROUPE_PROMPT_ERROR (troupe_prompt_error_quark ())

typedef enum
{
  TROUPE_PROMPT_ERROR_DRAFT,      /* what was kept of a prompt cannot be read */
  TROUPE_PROMPT_ERROR_CHOICE,     /* a choice {a|b} has no end */
  TROUPE_PROMPT_ERROR_TOO_MANY,   /* the choices make more texts than are wanted */
} TroupePromptError;

GQuark troupe_prompt_error_quark (void);

G_END_DECLS
