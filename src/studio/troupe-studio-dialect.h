/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TROUPE_STUDIO_MAX_DIALECTS 6

typedef struct _TroupeStudioCall TroupeStudioCall;

typedef struct
{
  const char *method;
  const char *path;           /* "/v1/videos/{id}": a name in braces stands for any one segment */
  gboolean    is_open;        /* needs no key */
  guint64     body_bytes;     /* the longest body it takes, 0: none is read */
  void      (*handle) (TroupeStudioCall *call);
} TroupeStudioRoute;

/* A table of routes, and how they refuse a call: @param is the parameter that is wrong, "" for none. */
typedef struct
{
  const TroupeStudioRoute *routes;
  gsize                    n_routes;
  void                   (*refuse) (TroupeStudioCall *call,
                                    const char       *param,
                                    const GError     *error);
} TroupeStudioDialect;

/* What is spoken below a path. The first dialect answers for unknown routes. */
typedef struct
{
  const char                *path;        /* "/evolink", or "" for the root */
  const void                *accent;      /* what the handlers have to mind there, NULL for nothing */
  const TroupeStudioDialect *dialects[TROUPE_STUDIO_MAX_DIALECTS];
} TroupeStudioBase;

G_END_DECLS
