/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-runner.h"

G_BEGIN_DECLS

/* While a command waits for a job: shows on a terminal how far it is, and stops it at Ctrl+C while that costs
 * nothing. Later Ctrl+C only ends the command; the job is kept. */
typedef struct _TroupeCliAttention TroupeCliAttention;

/* id: of a character or a video */
TroupeCliAttention *troupe_cli_attention_new  (TroupeRunner       *runner,
                                               const char         *id) G_GNUC_WARN_UNUSED_RESULT;
void                troupe_cli_attention_free (TroupeCliAttention *self);

G_END_DECLS
