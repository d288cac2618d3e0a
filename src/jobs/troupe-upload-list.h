/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-upload.h"

G_BEGIN_DECLS

/* All that one job put somewhere: a GPtrArray of TroupeUpload. What is in the list is deleted when the job has
 * ended, whether it was used or not. */

GPtrArray    *troupe_upload_list_new       (void) G_GNUC_WARN_UNUSED_RESULT;
/* text: NULL or of the journal */
GPtrArray    *troupe_upload_list_from_json (const char         *text) G_GNUC_WARN_UNUSED_RESULT;
/* NULL where there is nothing. more: another one, or NULL */
char         *troupe_upload_list_to_json   (GPtrArray          *self,
                                            gboolean            are_stale,
                                            const TroupeUpload *more) G_GNUC_WARN_UNUSED_RESULT;
/* One that can serve once more, or NULL; see troupe_upload_fits() */
TroupeUpload *troupe_upload_list_find      (GPtrArray          *self,
                                            const char         *what,
                                            const char         *base,
                                            const char         *host_id);

G_END_DECLS
