/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "troupe-client.h"
#include "troupe-fetch-queue.h"
#include "troupe-studio-process.h"

G_BEGIN_DECLS

struct _TroupeClient
{
  GObject              parent_instance;

  /* Owned */
  SoupSession         *session;
  TroupeStudioProcess *studio;
  TroupeFetchQueue    *fetches;
};

G_END_DECLS
