/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TROUPE_STUDIO_MAX_VOICES 8

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

/* A dialect as it is spoken in one place */
typedef struct
{
  const TroupeStudioDialect *dialect;
  const void                *accent;     /* in what it differs there, of a type of the dialect's, or NULL */
} TroupeStudioVoice;

/* What is spoken below a path. The first dialect answers for unknown routes; an empty voice ends them. */
typedef struct
{
  const char        *path;               /* "/evolink", or "" for the root */
  gboolean           is_open;            /* whoever sends no key is let in */
  TroupeStudioVoice  voices[TROUPE_STUDIO_MAX_VOICES];
} TroupeStudioBase;

G_END_DECLS
