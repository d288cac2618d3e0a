/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-clip.h"
#include "troupe-host.h"
#include "troupe-job.h"
#include "troupe-provider.h"

G_BEGIN_DECLS

/* What a person chose on the New Character page; given to the runner, which copies it. */

typedef struct
{
  TroupeClip   *clip;           /* owned */
  TroupeRange   range;          /* in the clip's own time */
  TroupeSource  source;
  char         *provider_id;
  char         *alias;          /* NULL: taken from the clip's title */
  char         *address;        /* TROUPE_SOURCE_URL: public address of the clip */
  char         *task_id;        /* TROUPE_SOURCE_TASK */
  char         *character_id;   /* that gets another identity, and whose cut the clip is; NULL: a new one */
  char         *host_id;        /* TROUPE_SOURCE_FILE: the person's host that it goes to, or NULL */
} TroupeCharacterDraft;

/* The source is the address of a remote clip, else the file. */
TroupeCharacterDraft *troupe_character_draft_new            (TroupeClip                 *clip,
                                                             const TroupeRange          *range,
                                                             const char                 *provider_id) G_GNUC_WARN_UNUSED_RESULT;
TroupeCharacterDraft *troupe_character_draft_copy           (const TroupeCharacterDraft *self) G_GNUC_WARN_UNUSED_RESULT;
void                  troupe_character_draft_free           (TroupeCharacterDraft       *self);
/* The best way the provider takes: a task where one is named, an address, the file. */
void                  troupe_character_draft_choose_source  (TroupeCharacterDraft       *self,
                                                             TroupeProfile              *profile);
/* The host, where a file has no other way */
void                  troupe_character_draft_choose_host    (TroupeCharacterDraft       *self,
                                                             TroupeProfile              *profile,
                                                             TroupeHost                 *host);
/* The literal range string that will be sent: rebased to 0 when the range is cut first. */
char                 *troupe_character_draft_dup_range_text (const TroupeCharacterDraft *self,
                                                             TroupeProvider             *provider) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it can be sent, else why not (TROUPE_CLIP_ERROR or TROUPE_PROVIDER_ERROR). */
gboolean              troupe_character_draft_check          (const TroupeCharacterDraft *self,
                                                             TroupeProvider             *provider,
                                                             GError                    **error);

/* A job that carries it out, with ids of its own. For the runner. */
TroupeJob            *troupe_character_draft_to_job         (const TroupeCharacterDraft *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeCharacterDraft, troupe_character_draft_free)

G_END_DECLS
