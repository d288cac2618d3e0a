/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server on loopback that answers each connection with given bytes and keeps what it was asked, byte for
 * byte. For misbehaviour that a real server does not offer. */
typedef struct _TestHttp TestHttp;

TestHttp   *test_http_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void        test_http_free          (TestHttp   *self);
const char *test_http_get_base      (TestHttp   *self);
/* What the next connections do, in this order; without any, the request is read and the connection closed */
void        test_http_answer        (TestHttp   *self,
                                     const char *head,
                                     const void *body,
                                     gsize       length);
/* What those do for which nothing is planned */
void        test_http_answer_otherwise
                                    (TestHttp   *self,
                                     const char *head,
                                     const char *body);
/* What all those do whose request begins with start and for which nothing is planned; again: another answer */
void        test_http_answer_to     (TestHttp   *self,
                                     const char *start,
                                     const char *head,
                                     const void *body,
                                     gssize      length);
void        test_http_hang          (TestHttp   *self);
void        test_http_drop          (TestHttp   *self);
/* Closes the connections that hang */
void        test_http_let_go        (TestHttp   *self);
guint       test_http_get_n_asked   (TestHttp   *self);
const char *test_http_get_request   (TestHttp   *self,
                                     guint       position);
/* How many requests begin so */
guint       test_http_count         (TestHttp   *self,
                                     const char *start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestHttp, test_http_free)

G_END_DECLS
