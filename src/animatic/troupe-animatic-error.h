/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TROUPE_ANIMATIC_ERROR (troupe_animatic_error_quark ())

typedef enum
{
  TROUPE_ANIMATIC_ERROR_PICTURE,    /* what is to be shown is no picture */
  TROUPE_ANIMATIC_ERROR_RENDER,     /* an element of GStreamer is missing */
} TroupeAnimaticError;

GQuark troupe_animatic_error_quark (void);

G_END_DECLS
