/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-studio-dialect.h"

G_BEGIN_DECLS

/* The form that gateways to video models share. The user data of calls is a TroupeStudio. */

/* How the video route makes characters, too, as tasks */
typedef enum
{
  TROUPE_STUDIO_GATEWAY_CASTING_NONE,
  TROUPE_STUDIO_GATEWAY_CASTING_HIDDEN,      /* by model, as a form; not found until it is there */
  TROUPE_STUDIO_GATEWAY_CASTING_OBJECT,      /* by model, as a form; an object of its own kind */
  TROUPE_STUDIO_GATEWAY_CASTING_TRAINING,    /* by another model, as JSON */
} TroupeStudioGatewayCasting;

/* The accent of a base: in what its gateway differs from others */
typedef struct
{
  gboolean                   names_models;    /* /sora/v1/characters wants a model and gives a display name */
  gboolean                   takes_both;      /* an address and a task of a character at once, as its own example has it */
  gboolean                   is_relay;        /* ids, results and errors as new-api gives them */
  TroupeStudioGatewayCasting casting;
} TroupeStudioGatewayAccent;

extern const TroupeStudioDialect troupe_studio_gateway_characters;     /* /sora/v1/characters */
extern const TroupeStudioDialect troupe_studio_gateway_videos;         /* /v1/videos */
extern const TroupeStudioDialect troupe_studio_gateway_shelf;          /* its list, and deleting */
extern const TroupeStudioDialect troupe_studio_gateway_generations;    /* /v1/videos/generations, needs no accent */
extern const TroupeStudioDialect troupe_studio_gateway_models;         /* /v1/models */
extern const TroupeStudioDialect troupe_studio_gateway_uploads;        /* /api/common/upload/stream */

G_END_DECLS
