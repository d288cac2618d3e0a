/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The body of a multipart/form-data request (RFC 7578), read as it is sent: files are not kept in memory.
 * Add the parts, end it, then read; its size is known before. */

#define TROUPE_TYPE_FORM_STREAM (troupe_form_stream_get_type ())
G_DECLARE_FINAL_TYPE (TroupeFormStream, troupe_form_stream, TROUPE, FORM_STREAM, GInputStream)

TroupeFormStream *troupe_form_stream_new              (void) G_GNUC_WARN_UNUSED_RESULT;
void              troupe_form_stream_add_text         (TroupeFormStream *self,
                                                       const char       *name,
                                                       const char       *text);
void              troupe_form_stream_add_file         (TroupeFormStream *self,
                                                       const char       *name,
                                                       GFile            *file,
                                                       guint64           size_bytes,
                                                       const char       *filename,
                                                       const char       *media_type);
void              troupe_form_stream_end              (TroupeFormStream *self);
guint64           troupe_form_stream_get_size         (TroupeFormStream *self);
char             *troupe_form_stream_dup_content_type (TroupeFormStream *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
