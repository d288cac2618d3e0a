/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Apart from TROUPE_PROVIDER_ERROR, because a host costs nothing: whatever fails there may be tried again. */
#define TROUPE_HOST_ERROR (troupe_host_error_quark ())

typedef enum
{
  TROUPE_HOST_ERROR_SETTING,        /* a setting is missing or cannot be used: its name, the rule */
  TROUPE_HOST_ERROR_NO_KEY,         /* no key was entered for where it stands now */
  TROUPE_HOST_ERROR_UNREACHABLE,    /* DNS, refused, TLS, proxy, offline, connection lost */
  TROUPE_HOST_ERROR_KEY,            /* 401, 403: it does not accept the key */
  TROUPE_HOST_ERROR_REFUSED,        /* it does not take or delete the file, for another reason */
  TROUPE_HOST_ERROR_ANSWER,         /* the answer to an upload holds no address */
  TROUPE_HOST_ERROR_ADDRESS,        /* an address cannot be used by a provider: troupe-address-probe.h */
  TROUPE_HOST_ERROR_NOT_MOUNTED,    /* its folder is elsewhere, and nothing is mounted there */
} TroupeHostError;

GQuark troupe_host_error_quark (void);

G_END_DECLS
