/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-error.h"

G_DEFINE_QUARK (troupe-job-error-quark, troupe_job_error)
