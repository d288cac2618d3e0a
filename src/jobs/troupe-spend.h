/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"

G_BEGIN_DECLS

/* What paid calls are added up by */
typedef enum
{
  TROUPE_SPEND_BY_ACCOUNT,
  TROUPE_SPEND_BY_DAY,          /* of the person's time zone, the last one first */
  TROUPE_SPEND_BY_CHARACTER,    /* that was made, or the cast of a video */
} TroupeSpendKey;

#define TROUPE_SPEND_N_KEYS (TROUPE_SPEND_BY_CHARACTER + 1)

/* What paid calls cost in one unit. Plain data; amounts are NAN where nobody told. */
typedef struct
{
  char   *name;           /* id of the account, 2026-11-21, or aliases; NULL: of nobody */
  char   *unit;           /* as the profile names it, or NULL */
  guint   n_calls;
  guint   n_not_known;    /* of them: those of which nobody told what they cost */
  double  reserved;
  double  reported;
} TroupeSpend;

void        troupe_spend_free           (TroupeSpend          *self);
/* Gives an array of TroupeSpend */
void        troupe_spend_load_async     (TroupeLibrary        *library,
                                         TroupeSpendKey        key,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray  *troupe_spend_load_finish    (TroupeLibrary        *library,
                                         GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* The whole log as CSV (RFC 4180), a line for each paid call */
void        troupe_spend_export_async   (TroupeLibrary        *library,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
char       *troupe_spend_export_finish  (TroupeLibrary        *library,
                                         GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
