/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-providers.h"

G_BEGIN_DECLS

/* For the files that make up TroupeProviders. */

/**
 * TroupeProviders:
 *
 * The accounts the person added, in the person's order. The Practice Studio is always among them, so that there
 * is one to fall back to.
 */
struct _TroupeProviders
{
  GObject         parent_instance;

  /* Owned */
  TroupePresets  *presets;
  GPtrArray      *providers;           /* of TroupeProvider */
  GPtrArray      *unlisted;            /* of TroupeProvider: asked for by the id of a profile, never added */
  GPtrArray      *errors;              /* of GError */
  TroupeProvider *default_provider;    /* one of providers */
  GKeyFile       *choices;             /* as read; keeps what this version does not know */
  gboolean        is_damaged;          /* the file of the choices could not be read */
};

/* providers: of TroupeProvider */
TroupeProvider *troupe_providers_find_in       (GPtrArray       *providers,
                                                const char      *id);
/* other_than: may be NULL */
TroupeProvider *troupe_providers_first_enabled (TroupeProviders *self,
                                                TroupeProvider  *other_than);

G_END_DECLS
