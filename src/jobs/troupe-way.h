/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-profile.h"

G_BEGIN_DECLS

/* How a clip gets from here to a provider */
typedef enum
{
  TROUPE_WAY_NONE,       /* there is none */
  TROUPE_WAY_ADDRESS,    /* the provider fetches the whole clip from its own address */
  TROUPE_WAY_TASK,       /* the provider has it already */
  TROUPE_WAY_PART,       /* the cut goes along with the call, as a file */
  TROUPE_WAY_DATA,       /* the same as a data URL */
  TROUPE_WAY_PICTURE,    /* a still of the cut goes along */
  TROUPE_WAY_UPLOAD,     /* the cut is uploaded to the provider first */
  TROUPE_WAY_HOST,       /* the cut is uploaded to a host of the person first */
} TroupeWay;

/* host_id: the host that was chosen, or NULL */
TroupeWay troupe_way_choose     (TroupeProfile *profile,
                                 TroupeSource   source,
                                 const char    *host_id);
/* Whether the range is cut out here */
gboolean  troupe_way_needs_cut  (TroupeWay      self);
/* Whether the cut gets an address for a while */
gboolean  troupe_way_publishes  (TroupeWay      self);

G_END_DECLS
