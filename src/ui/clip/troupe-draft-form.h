/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "troupe-character-draft.h"
#include "troupe-hosts.h"
#include "troupe-providers.h"
#include "troupe-range-model.h"

G_BEGIN_DECLS

/* What a person chooses for a new character besides the clip: exact range, provider, way, name; and what
 * will be sent. Properties (notify): provider, problem (why it cannot be sent, or NULL), remedy (the label
 * of what mends that, or NULL). */

#define TROUPE_TYPE_DRAFT_FORM (troupe_draft_form_get_type ())
G_DECLARE_FINAL_TYPE (TroupeDraftForm, troupe_draft_form, TROUPE, DRAFT_FORM, AdwBin)

void                  troupe_draft_form_set_providers (TroupeDraftForm  *self,
                                                       TroupeProviders  *providers,
                                                       TroupeHosts      *hosts);
/* The clip is only for one video of provider */
void                  troupe_draft_form_set_for_video (TroupeDraftForm  *self,
                                                       TroupeProvider   *provider);
void                  troupe_draft_form_set_provider  (TroupeDraftForm  *self,
                                                       TroupeProvider   *provider);
void                  troupe_draft_form_set_model     (TroupeDraftForm  *self,
                                                       TroupeRangeModel *model);
/* made_by, task_id: of a clip that a provider made, else NULL */
void                  troupe_draft_form_set_clip      (TroupeDraftForm  *self,
                                                       TroupeClip       *clip,
                                                       const char       *made_by,
                                                       const char       *task_id);
/* Who is made; NULL: a new one */
void                  troupe_draft_form_set_character (TroupeDraftForm *self,
                                                       const char      *id);
TroupeProvider       *troupe_draft_form_get_provider  (TroupeDraftForm  *self);
const char           *troupe_draft_form_get_problem   (TroupeDraftForm  *self);
const char           *troupe_draft_form_get_remedy    (TroupeDraftForm  *self);
void                  troupe_draft_form_apply_remedy  (TroupeDraftForm  *self);
TroupeCharacterDraft *troupe_draft_form_dup_draft     (TroupeDraftForm  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
