/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-character-draft.h"
#include "troupe-host.h"
#include "troupe-way.h"

G_BEGIN_DECLS

/* What of the person's travels */
typedef enum
{
  TROUPE_CARGO_RANGE,        /* the range of a clip that becomes a character */
  TROUPE_CARGO_CAST,         /* the clips of those who appear in a video */
  TROUPE_CARGO_REFERENCE,    /* the picture that a video begins with */
} TroupeCargo;

/* What leaves this computer with a draft, for whom, and for how long; for the window to say. */
typedef struct
{
  TroupeCargo cargo;
  GPtrArray *names;         /* of char: whose clips they are; NULL for anything but the cast */
  TroupeWay way;
  gboolean  is_local;       /* a server on this computer: nothing leaves it */
  gboolean  with_videos;    /* not now, but with each video of the character */
  char     *origin;         /* where the cut goes, scheme and host; NULL where it is not known yet */
  guint64   length_ns;      /* of the cut; 0: the whole clip, or nothing */
  int       short_edge;     /* of the cut or the still, in pixels */
  gboolean  has_sound;
  gint64    hours;          /* how long its address works, 0 where nothing is known */
  gboolean  is_deleted;     /* the file is deleted after use */
} TroupeTravel;

/* host: the one that the draft names, or NULL */
TroupeTravel *troupe_travel_new    (const TroupeCharacterDraft *draft,
                                    TroupeProvider             *provider,
                                    TroupeHost                 *host) G_GNUC_WARN_UNUSED_RESULT;
/* What is the same whatever travels that way */
TroupeTravel *troupe_travel_new_by (TroupeCargo                 cargo,
                                    TroupeWay                   way,
                                    TroupeProvider             *provider,
                                    TroupeHost                 *host) G_GNUC_WARN_UNUSED_RESULT;
void          troupe_travel_free   (TroupeTravel               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeTravel, troupe_travel_free)

G_END_DECLS
