/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-library-error.h"

#include <errno.h>

G_DEFINE_QUARK (troupe-library-error-quark, troupe_library_error)

/**
 * troupe_library_error_from_errno:
 * @number: an `errno`
 *
 * Sorts what the system says about a file. A limit on the size of files counts as a full disk.
 *
 * Returns: a code of `TROUPE_LIBRARY_ERROR`
 */
TroupeLibraryError
troupe_library_error_from_errno (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return TROUPE_LIBRARY_ERROR_NO_SPACE;

    case EACCES:
    case EPERM:
    case EROFS:
      return TROUPE_LIBRARY_ERROR_READ_ONLY;

    default:
      return TROUPE_LIBRARY_ERROR_FAILED;
    }
}
