/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TROUPE_STUDIO_ERROR (troupe_studio_error_quark ())

/* A dialect turns these into its own status, parameter name and code. */
typedef enum
{
  TROUPE_STUDIO_ERROR_ROUTE,              /* nothing answers to this method and path */
  TROUPE_STUDIO_ERROR_KEY,                /* the key is missing or wrong */
  TROUPE_STUDIO_ERROR_BODY,               /* the body is not what its content type says */
  TROUPE_STUDIO_ERROR_TOO_LARGE,          /* the body is over the limit of its route */
  TROUPE_STUDIO_ERROR_FIELD,              /* a parameter is unknown, missing or wrong */
  TROUPE_STUDIO_ERROR_MODEL,              /* there is no such model; the message is its name */
  TROUPE_STUDIO_ERROR_MODEL_LIMIT,        /* the model cannot do that, another one can */
  TROUPE_STUDIO_ERROR_TIMESTAMPS,         /* malformed, too short, too long, or beyond the end */
  TROUPE_STUDIO_ERROR_SOURCE,             /* an address that cannot be fetched, or no usable video */
  TROUPE_STUDIO_ERROR_TASK_NOT_FOUND,     /* no video job has this id */
  TROUPE_STUDIO_ERROR_TASK_UNFINISHED,    /* the video job has no result */
  TROUPE_STUDIO_ERROR_MENTION,            /* a mention names no character */
  TROUPE_STUDIO_ERROR_PICTURE,            /* the reference is no picture */
  TROUPE_STUDIO_ERROR_RENDER,             /* the media library could not make the video */
  TROUPE_STUDIO_ERROR_FAULTS,             /* the faults file is wrong */
} TroupeStudioError;

GQuark troupe_studio_error_quark (void);

G_END_DECLS
