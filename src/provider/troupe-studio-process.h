/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The one troupe-studio of this process: started on demand, its standard input held open, ended with us. */

#define TROUPE_TYPE_STUDIO_PROCESS (troupe_studio_process_get_type ())
G_DECLARE_FINAL_TYPE (TroupeStudioProcess, troupe_studio_process, TROUPE, STUDIO_PROCESS, GObject)

TroupeStudioProcess *troupe_studio_process_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void                 troupe_studio_process_start_async  (TroupeStudioProcess  *self,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
gboolean             troupe_studio_process_start_finish (TroupeStudioProcess  *self,
                                                         GAsyncResult         *result,
                                                         GError              **error);
const char          *troupe_studio_process_get_base     (TroupeStudioProcess  *self);
const char          *troupe_studio_process_get_key      (TroupeStudioProcess  *self);

G_END_DECLS
