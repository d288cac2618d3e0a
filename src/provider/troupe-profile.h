/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "troupe-answer-value.h"
#include "troupe-prompt-rendering.h"
#include "troupe-range.h"

G_BEGIN_DECLS

/* How a clip can reach a provider */
typedef enum
{
  TROUPE_SOURCE_URL  = 1 << 0,    /* an address the provider fetches; the range is in the clip's own time */
  TROUPE_SOURCE_TASK = 1 << 1,    /* a finished video task of the same account */
  TROUPE_SOURCE_FILE = 1 << 2,    /* the cut range is sent, as the transports say; the range starts at 0 */
} TroupeSource;

/* How a cut file travels without a host, the first that a profile has is taken */
typedef enum
{
  TROUPE_TRANSPORT_PART    = 1 << 0,    /* {clip.file}: a part of the call's own form */
  TROUPE_TRANSPORT_DATA    = 1 << 1,    /* {clip.data}: a data URL in the call */
  TROUPE_TRANSPORT_PICTURE = 1 << 2,    /* {picture.file}, {picture.data} or {picture.url}: a still of it */
  TROUPE_TRANSPORT_UPLOAD  = 1 << 3,    /* the call "upload" gives it an address, {clip.url} */
} TroupeTransport;

typedef enum
{
  TROUPE_KIND_STORED,    /* one call makes a character that lasts */
  TROUPE_KIND_INLINE,    /* no such call: the clip or a still travels with every video */
} TroupeKind;

typedef enum
{
  TROUPE_AUDIO_ANY,
  TROUPE_AUDIO_NEEDED,     /* a clip without sound is refused */
  TROUPE_AUDIO_DROPPED,    /* the provider does not listen */
} TroupeAudio;

typedef enum
{
  TROUPE_VIDEO_MODELS,
  TROUPE_VIDEO_SECONDS,
  TROUPE_VIDEO_SIZES,
  TROUPE_VIDEO_ASPECTS,
  TROUPE_VIDEO_RESOLUTIONS,
  TROUPE_N_VIDEO_CHOICES
} TroupeVideoChoice;

/* How a call that follows is repeated */
typedef struct
{
  double   first_s;               /* to the second question */
  double   growth;                /* factor from each pause to the next */
  double   max_s;
  gboolean missing_is_pending;    /* 404 means: not yet */
} TroupePoll;

typedef enum
{
  TROUPE_LIFE_ACTIVE,
  TROUPE_LIFE_PAUSED,
  TROUPE_LIFE_CLOSED,
} TroupeLife;

/* A provider's JSON file, validated, immutable. */

#define TROUPE_TYPE_PROFILE (troupe_profile_get_type ())
G_DECLARE_FINAL_TYPE (TroupeProfile, troupe_profile, TROUPE, PROFILE, GObject)

TroupeProfile      *troupe_profile_new               (GBytes           *json,
                                                      const char       *origin,
                                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
TroupeProfile      *troupe_profile_new_shipped       (GBytes           *json) G_GNUC_WARN_UNUSED_RESULT;
TroupeProfile      *troupe_profile_load              (const char       *path,
                                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
const char         *troupe_profile_get_id            (TroupeProfile    *self);
const char         *troupe_profile_get_name          (TroupeProfile    *self);
const char         *troupe_profile_get_summary       (TroupeProfile    *self);
const char         *troupe_profile_get_homepage      (TroupeProfile    *self);
const char         *troupe_profile_get_base          (TroupeProfile    *self);
const char         *troupe_profile_get_origin        (TroupeProfile    *self,
                                                      const char       *name);
GStrv               troupe_profile_dup_origins       (TroupeProfile    *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean            troupe_profile_owns              (TroupeProfile    *self,
                                                      GUri             *uri);
gboolean            troupe_profile_is_builtin        (TroupeProfile    *self);    /* base and key come from the Practice Studio */
TroupeLife          troupe_profile_get_life          (TroupeProfile    *self);
const char         *troupe_profile_get_life_date     (TroupeProfile    *self);    /* YYYY-MM-DD or NULL */
const char         *troupe_profile_get_life_note     (TroupeProfile    *self);
const char         *troupe_profile_get_life_advice   (TroupeProfile    *self);
TroupeKind          troupe_profile_get_kind          (TroupeProfile    *self);
const char         *troupe_profile_get_people        (TroupeProfile    *self);
const char         *troupe_profile_get_auth_header   (TroupeProfile    *self);
const char         *troupe_profile_get_auth_prefix   (TroupeProfile    *self);
gboolean            troupe_profile_is_key_optional   (TroupeProfile    *self);
JsonObject         *troupe_profile_get_call          (TroupeProfile    *self,
                                                      const char       *name);    /* "create-character", "upload", ... or NULL */
void                troupe_profile_get_poll          (TroupeProfile    *self,
                                                      const char       *name,
                                                      TroupePoll       *poll);
guint               troupe_profile_get_jobs_at_once  (TroupeProfile    *self);
/* Whether a video in that state can be ended by the call "cancel-video" */
gboolean            troupe_profile_can_cancel        (TroupeProfile    *self,
                                                      TroupeAnswerStatus status);
/* How long results can be fetched, 0 where nobody says */
gint64              troupe_profile_get_result_life_us (TroupeProfile   *self);
JsonNode           *troupe_profile_to_json           (TroupeProfile    *self) G_GNUC_WARN_UNUSED_RESULT;

/* What calls cost; NULL where nobody says */
const char         *troupe_profile_get_credit_unit   (TroupeProfile    *self);    /* "credits", "USD", ... */
const char         *troupe_profile_get_failed_charge (TroupeProfile    *self);    /* "charged", "refunded" */
const char         *troupe_profile_get_price_source  (TroupeProfile    *self);
/* NAN where nobody says; model, seconds: as they are sent, or NULL */
double              troupe_profile_get_character_price (TroupeProfile  *self);
double              troupe_profile_get_video_price   (TroupeProfile    *self,
                                                      const char       *model,
                                                      const char       *seconds);

/* Clips */
TroupeSource        troupe_profile_get_sources       (TroupeProfile    *self);
TroupeTransport     troupe_profile_get_transports    (TroupeProfile    *self);
gboolean            troupe_profile_takes_address     (TroupeProfile    *self);
void                troupe_profile_get_span          (TroupeProfile    *self,
                                                      TroupeSource      source,
                                                      TroupeSpan       *span);
int                 troupe_profile_get_short_edge    (TroupeProfile    *self);
guint64             troupe_profile_get_max_bytes     (TroupeProfile    *self);
TroupeAudio         troupe_profile_get_audio         (TroupeProfile    *self);

/* Videos */
const char * const *troupe_profile_get_video_choices (TroupeProfile    *self,
                                                      TroupeVideoChoice choice);
guint               troupe_profile_get_prompt_max    (TroupeProfile    *self);
/* Of one model, which may take less; model: NULL or any text */
const char * const *troupe_profile_get_model_choices (TroupeProfile    *self,
                                                      const char       *model,
                                                      TroupeVideoChoice choice);
guint               troupe_profile_get_model_prompt_max
                                                     (TroupeProfile    *self,
                                                      const char       *model);
/* Whether the model is known to take it; text: NULL for no choice */
gboolean            troupe_profile_check_choice      (TroupeProfile    *self,
                                                      const char       *model,
                                                      TroupeVideoChoice choice,
                                                      const char       *text,
                                                      GError          **error);
gboolean            troupe_profile_check_prompt      (TroupeProfile    *self,
                                                      const char       *model,
                                                      const char       *text,
                                                      GError          **error);
TroupePromptUnit    troupe_profile_get_prompt_unit   (TroupeProfile    *self);
gboolean            troupe_profile_takes_reference   (TroupeProfile    *self);
guint               troupe_profile_get_mention_max   (TroupeProfile    *self);
char               *troupe_profile_format_mention    (TroupeProfile    *self,
                                                      const char       *username,
                                                      const char       *name,
                                                      const char       *id,
                                                      guint             index) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
