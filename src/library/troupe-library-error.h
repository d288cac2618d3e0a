/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TROUPE_LIBRARY_ERROR (troupe_library_error_quark ())

typedef enum
{
  TROUPE_LIBRARY_ERROR_NEWER,        /* the database was written by a newer Troupe; left untouched */
  TROUPE_LIBRARY_ERROR_READ_ONLY,    /* the data directory cannot be written */
  TROUPE_LIBRARY_ERROR_NO_SPACE,     /* the disk or a quota is full */
  TROUPE_LIBRARY_ERROR_DAMAGED,      /* the database is not one, or fails its integrity check */
  TROUPE_LIBRARY_ERROR_BUSY,         /* another Troupe holds the library for too long */
  TROUPE_LIBRARY_ERROR_NOT_FOUND,    /* no such character or job */
  TROUPE_LIBRARY_ERROR_ALIAS,        /* the alias is empty or another character has it */
  TROUPE_LIBRARY_ERROR_FAILED,       /* anything else of the database or the disk */
} TroupeLibraryError;

GQuark troupe_library_error_quark (void);

/* Which of them an errno is */
TroupeLibraryError troupe_library_error_from_errno (int number);

G_END_DECLS
