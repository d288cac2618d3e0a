/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-reach.h"

G_BEGIN_DECLS

/* Looks at an address as a provider will, before something is paid for: no key, nothing but the beginning. */

typedef enum
{
  TROUPE_ADDRESS_FINE,
  TROUPE_ADDRESS_WARNING,    /* it may work */
  TROUPE_ADDRESS_REFUSED,    /* it will not */
} TroupeAddressVerdict;

/* Why; several may hold */
typedef enum
{
  /* Refused */
  TROUPE_ADDRESS_MALFORMED    = 1 << 0,    /* no http(s) address, or one with a user name in it */
  TROUPE_ADDRESS_PRIVATE      = 1 << 1,    /* this computer, a local network, multicast: the provider cannot go there */
  TROUPE_ADDRESS_UNREACHABLE  = 1 << 2,    /* no such host, refused, TLS */
  TROUPE_ADDRESS_STATUS       = 1 << 3,    /* the server answers with an error */
  TROUPE_ADDRESS_PAGE         = 1 << 4,    /* a web page or a text, not a file */
  TROUPE_ADDRESS_EMPTY        = 1 << 5,    /* 0 bytes */
  TROUPE_ADDRESS_LOOP         = 1 << 6,    /* too many redirects, or one to nowhere */
  /* Warnings */
  TROUPE_ADDRESS_PLAIN        = 1 << 7,    /* http: anybody on the way can read and change it */
  TROUPE_ADDRESS_TYPE         = 1 << 8,    /* the server calls it something that is no video */
  TROUPE_ADDRESS_LENGTH       = 1 << 9,    /* the server does not tell the length */
  TROUPE_ADDRESS_REDIRECTED   = 1 << 10,   /* it leads to another server */
} TroupeAddressReasons;

#define TROUPE_TYPE_ADDRESS_PROBE (troupe_address_probe_get_type ())

typedef struct
{
  TroupeAddressVerdict  verdict;
  TroupeAddressReasons  reasons;        /* none for FINE */
  guint                 status;         /* 0 where nothing answered */
  char                 *media_type;     /* or NULL */
  gint64                size_bytes;     /* -1 where not told */
  guint                 n_redirects;
  TroupeReach           reach;          /* from where it can be fetched at most */
  char                 *origin;         /* where it ended, or NULL */
  char                 *detail;         /* untranslated: what went wrong, without the path and query; or NULL */
} TroupeAddressProbe;

GType               troupe_address_probe_get_type (void);
TroupeAddressProbe *troupe_address_probe_copy     (const TroupeAddressProbe *self) G_GNUC_WARN_UNUSED_RESULT;
void                troupe_address_probe_free     (TroupeAddressProbe       *self);
/* TROUPE_HOST_ERROR_ADDRESS for one that is refused */
GError             *troupe_address_probe_to_error (const TroupeAddressProbe *self) G_GNUC_WARN_UNUSED_RESULT;
/* base: of the provider that will fetch it, or NULL: one on this computer can fetch from it, one in a private
 * network can fetch from there */
void                troupe_address_probe_async    (const char               *address,
                                                   const char               *base,
                                                   GCancellable             *cancellable,
                                                   GAsyncReadyCallback       callback,
                                                   gpointer                  user_data);
/* A verdict whatever it is; fails with G_IO_ERROR_CANCELLED only */
TroupeAddressProbe *troupe_address_probe_finish   (GAsyncResult             *result,
                                                   GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeAddressProbe, troupe_address_probe_free)

G_END_DECLS
