/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "troupe-character-draft.h"
#include "troupe-provider.h"
#include "troupe-range-model.h"

G_BEGIN_DECLS

/* What mends a problem with one click */
typedef enum
{
  TROUPE_DRAFT_REMEDY_NONE,
  TROUPE_DRAFT_REMEDY_FIT,         /* troupe_range_model_fit() */
  TROUPE_DRAFT_REMEDY_HOST,        /* setting up a host in the preferences */
  TROUPE_DRAFT_REMEDY_PROVIDER,    /* entering its key or address in the preferences */
} TroupeDraftRemedy;

/* Why a draft cannot be sent yet, in words. */
typedef struct
{
  char              *text;
  TroupeDraftRemedy  remedy;
  char              *remedy_label;    /* NULL: there is none */
} TroupeDraftProblem;

TroupeDraftProblem *troupe_draft_problem_find (const TroupeCharacterDraft *draft,
                                               TroupeProvider             *provider,
                                               TroupeRangeModel           *model,
                                               gboolean                    lacks_key) G_GNUC_WARN_UNUSED_RESULT;
/* Mends it, or opens the place where it can be mended */
void                troupe_draft_problem_mend (const TroupeDraftProblem   *self,
                                               TroupeRangeModel           *model,
                                               TroupeProvider             *provider,
                                               GtkWidget                  *widget);
void                troupe_draft_problem_free (TroupeDraftProblem         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeDraftProblem, troupe_draft_problem_free)

G_END_DECLS
