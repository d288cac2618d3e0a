/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the {name} variables of a profile stand for in one request: clip.url, clip.task, clip.file,
 * range.text, range.start, range.end, range.length, character.name, ... Absent or empty ones are left out.
 * Each character that a prompt mentions is an item with values of its own: username, name, id, clip.url, ...
 * What a request does not have itself, the first item gives: that is all a call for one character needs. */

typedef struct _TroupeValues TroupeValues;

TroupeValues *troupe_values_new      (void) G_GNUC_WARN_UNUSED_RESULT;
TroupeValues *troupe_values_ref      (TroupeValues *self);
void          troupe_values_unref    (TroupeValues *self);
void          troupe_values_set      (TroupeValues *self,
                                      const char   *name,
                                      const char   *value);
void          troupe_values_set_file (TroupeValues *self,
                                      const char   *name,
                                      GFile        *file,
                                      const char   *filename,
                                      const char   *media_type);
const char   *troupe_values_get      (TroupeValues *self,
                                      const char   *name);
GFile        *troupe_values_get_file (TroupeValues *self,
                                      const char   *name,
                                      const char  **filename,
                                      const char  **media_type);
void          troupe_values_add_item (TroupeValues *self,
                                      TroupeValues *item);
GPtrArray    *troupe_values_get_items (TroupeValues *self);    /* of TroupeValues, one per character */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeValues, troupe_values_unref)

G_END_DECLS
