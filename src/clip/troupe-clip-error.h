/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TROUPE_CLIP_ERROR (troupe_clip_error_quark ())

typedef enum
{
  TROUPE_CLIP_ERROR_NOT_FOUND,      /* no such file */
  TROUPE_CLIP_ERROR_NOT_A_FILE,     /* a folder or a device */
  TROUPE_CLIP_ERROR_EMPTY,          /* 0 bytes */
  TROUPE_CLIP_ERROR_NOT_MEDIA,      /* the content is no video, whatever its name says */
  TROUPE_CLIP_ERROR_NO_VIDEO,       /* sound or pictures only */
  TROUPE_CLIP_ERROR_TRUNCATED,      /* ends before its index or its first frame; damaged */
  TROUPE_CLIP_ERROR_CODEC,          /* no decoder; the message names what to install */
  TROUPE_CLIP_ERROR_UNREACHABLE,    /* the address does not answer, or answers with an error */
  TROUPE_CLIP_ERROR_PAGE,           /* the address answers with a web page instead of a video */
  TROUPE_CLIP_ERROR_TOO_LARGE,      /* over the limit of the settings */
  TROUPE_CLIP_ERROR_TOO_SHORT,      /* shorter than the least the provider takes */
  TROUPE_CLIP_ERROR_RANGE,          /* the range lies outside the clip or the span, or is no range */
  TROUPE_CLIP_ERROR_TIME,           /* text that is no time */
  TROUPE_CLIP_ERROR_FAILED,         /* anything else of the media library */
} TroupeClipError;

GQuark troupe_clip_error_quark (void);

G_END_DECLS
