/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "troupe-refusal.h"

G_BEGIN_DECLS

/* One message on its way: sends it once, never again by itself, and knows whether it may have arrived. */

#define TROUPE_TYPE_EXCHANGE (troupe_exchange_get_type ())
G_DECLARE_FINAL_TYPE (TroupeExchange, troupe_exchange, TROUPE, EXCHANGE, GObject)

TroupeExchange *troupe_exchange_new          (SoupMessage          *message,
                                              const char           *who) G_GNUC_WARN_UNUSED_RESULT;
SoupMessage    *troupe_exchange_get_message  (TroupeExchange       *self);
/* Ends when the headers of the answer are there. */
void            troupe_exchange_send_async   (TroupeExchange       *self,
                                              SoupSession          *session,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GInputStream   *troupe_exchange_send_finish  (TroupeExchange       *self,
                                              GAsyncResult         *result,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Reads a body to its end; G_IO_ERROR_MESSAGE_TOO_LARGE when it is longer than the limit. */
void            troupe_exchange_read_async   (TroupeExchange       *self,
                                              GInputStream         *stream,
                                              gsize                 limit_bytes,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GBytes         *troupe_exchange_read_finish  (TroupeExchange       *self,
                                              GAsyncResult         *result,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        troupe_exchange_check_length (TroupeExchange       *self,
                                              guint64               n_bytes,
                                              GError              **error);
/* Status and headers of the answer; borrowed from the exchange */
void            troupe_exchange_describe     (TroupeExchange       *self,
                                              TroupeReply          *reply);
/* What a failure of the way there or back means: UNREACHABLE, LOST_ANSWER or cancelled */
GError         *troupe_exchange_explain      (TroupeExchange       *self,
                                              const GError         *problem) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
