/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-prompt.h"

G_BEGIN_DECLS

/* A prompt on its way through a clipboard or a drag: with its mentions for Troupe, as text for other programs. */

#define TROUPE_PROMPT_MIME_TYPE "application/x-troupe-prompt+json"

/* text: NULL for nothing but the prompt */
GdkContentProvider  *troupe_prompt_content_new            (const TroupePrompt  *prompt,
                                                           const char          *text) G_GNUC_WARN_UNUSED_RESULT;
/* What can be read, the best first; ends with NULL */
const char *const   *troupe_prompt_content_get_mime_types (void);
/* mime_type: of stream. A text is a prompt without mentions. */
void                 troupe_prompt_content_read_async     (GInputStream        *stream,
                                                           const char          *mime_type,
                                                           GCancellable        *cancellable,
                                                           GAsyncReadyCallback  callback,
                                                           gpointer             user_data);
TroupePrompt        *troupe_prompt_content_read_finish    (GAsyncResult        *result,
                                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
