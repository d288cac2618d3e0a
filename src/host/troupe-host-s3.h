/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-host-kind.h"

G_BEGIN_DECLS

/* A bucket of any storage that speaks S3. It may stay private: addresses are signed. */

extern const TroupeHostKind troupe_host_s3;

G_END_DECLS
