/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Fields of a call that a profile does not know and a person adds: a JSON object, written by hand. */

/* The variable of a call that holds them */
#define TROUPE_EXTRA_FIELDS "video.extra"

/* What is wrong with them */
typedef enum
{
  TROUPE_EXTRA_FINE,
  TROUPE_EXTRA_NO_OBJECT,    /* no JSON object with something in it */
  TROUPE_EXTRA_NAME,         /* a name that could be read as anything but one */
  TROUPE_EXTRA_TAKEN,        /* a name of a field that the call has itself */
  TROUPE_EXTRA_LONG,         /* more than anybody writes by hand */
} TroupeExtraProblem;

/* name: of the field it is about, or NULL */
TroupeExtraProblem  troupe_extra_fields_check (const char  *text,
                                               JsonObject  *call,
                                               char       **name);
JsonObject         *troupe_extra_fields_parse (const char  *text,
                                               JsonObject  *call,
                                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
