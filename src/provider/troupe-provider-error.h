/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TROUPE_PROVIDER_ERROR (troupe_provider_error_quark ())

typedef enum
{
  TROUPE_PROVIDER_ERROR_PROFILE,        /* a profile breaks its schema: file, JSON path, rule */
  TROUPE_PROVIDER_ERROR_VALUE,          /* a request needs a value that was not given, or both of two */
  TROUPE_PROVIDER_ERROR_SOURCE,         /* the provider does not take this kind of clip source */
  TROUPE_PROVIDER_ERROR_NO_KEY,         /* no key was entered */
  TROUPE_PROVIDER_ERROR_UNREACHABLE,    /* nothing was sent, or only a read: DNS, refused, TLS, proxy, offline */
  TROUPE_PROVIDER_ERROR_LOST_ANSWER,    /* the request may have arrived, no answer did: outcome unknown */
  TROUPE_PROVIDER_ERROR_KEY,            /* 401 */
  TROUPE_PROVIDER_ERROR_BALANCE,        /* 402 */
  TROUPE_PROVIDER_ERROR_FORBIDDEN,      /* 403 */
  TROUPE_PROVIDER_ERROR_NOT_OFFERED,    /* 404 Invalid URL, 503 model_not_found, paused */
  TROUPE_PROVIDER_ERROR_REFUSED,        /* 400 and other 4xx: the provider says what is wrong */
  TROUPE_PROVIDER_ERROR_BUSY,           /* 429 */
  TROUPE_PROVIDER_ERROR_SERVER,         /* 5xx */
  TROUPE_PROVIDER_ERROR_ANSWER,         /* not JSON, a web page, over the size cap, or fields missing */
  TROUPE_PROVIDER_ERROR_PICTURE,        /* the character exists, its picture could not be fetched */
  TROUPE_PROVIDER_ERROR_STUDIO,         /* the Practice Studio did not start */
  TROUPE_PROVIDER_ERROR_FAILED,         /* the request was accepted, and its task failed later */
} TroupeProviderError;

/* Whose words an error are */
typedef enum
{
  TROUPE_PROVIDER_SPEAKER_TROUPE,      /* Troupe itself, before or after the call */
  TROUPE_PROVIDER_SPEAKER_COMPUTER,    /* this computer or the network: no answer came */
  TROUPE_PROVIDER_SPEAKER_GATEWAY,     /* something in front of the service: a proxy or a front door */
  TROUPE_PROVIDER_SPEAKER_PROVIDER,
} TroupeProviderSpeaker;

/* What kept a request from the provider */
typedef enum
{
  TROUPE_PROVIDER_OBSTACLE_NONE,
  TROUPE_PROVIDER_OBSTACLE_OTHER,
  TROUPE_PROVIDER_OBSTACLE_NAME,       /* the host has no such name */
  TROUPE_PROVIDER_OBSTACLE_REFUSED,    /* nobody listens there */
  TROUPE_PROVIDER_OBSTACLE_TLS,        /* no trust, or no TLS */
  TROUPE_PROVIDER_OBSTACLE_PROXY,
  TROUPE_PROVIDER_OBSTACLE_OFFLINE,    /* no way to that network */
  TROUPE_PROVIDER_OBSTACLE_TIMEOUT,
} TroupeProviderObstacle;

/* What the provider itself said, read from its answer; NULL or 0 where it said nothing */
typedef struct
{
  guint                  http_status;
  const char            *text;              /* its sentence, without the request id */
  const char            *code;
  const char            *request_id;
  const char            *raw;               /* the answer, capped, without the key and signed links */
  int                    retry_after_s;     /* the pause it asks for, -1 without */
  TroupeProviderSpeaker  speaker;
  TroupeProviderObstacle obstacle;
} TroupeProviderSaid;

GQuark      troupe_provider_error_quark           (void);
GError     *troupe_provider_error_new_said        (TroupeProviderError       code,
                                                   const TroupeProviderSaid *said,
                                                   const char               *message) G_GNUC_WARN_UNUSED_RESULT;

/* Borrowed from the error; NULL or 0 for an error of another domain, too */
const char *troupe_provider_error_get_text        (const GError             *error);
const char *troupe_provider_error_get_code        (const GError             *error);
const char *troupe_provider_error_get_request_id  (const GError             *error);
const char *troupe_provider_error_get_raw         (const GError             *error);
guint       troupe_provider_error_get_http_status (const GError             *error);
int         troupe_provider_error_get_retry_after (const GError             *error);    /* seconds, or -1 */
TroupeProviderSpeaker
            troupe_provider_error_get_speaker     (const GError             *error);
TroupeProviderObstacle
            troupe_provider_error_get_obstacle    (const GError             *error);

G_END_DECLS
