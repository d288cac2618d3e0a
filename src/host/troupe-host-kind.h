/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "troupe-progress.h"
#include "troupe-published.h"

G_BEGIN_DECLS

typedef struct _TroupeHost TroupeHost;

typedef enum
{
  TROUPE_HOST_SETTING_TEXT,         /* one line */
  TROUPE_HOST_SETTING_TOKEN,        /* letters, digits and signs of a header's name (RFC 9110, 5.6.2) */
  TROUPE_HOST_SETTING_ADDRESS,      /* https, or http on this computer */
  TROUPE_HOST_SETTING_ENDPOINT,     /* the same without a query; no slash at its end */
  TROUPE_HOST_SETTING_PUBLIC,       /* where others fetch from: also http; no query, no slash at its end */
  TROUPE_HOST_SETTING_LOCATION,     /* a folder: path or URI that GIO knows */
  TROUPE_HOST_SETTING_PLACE,        /* a JSONPath */
  TROUPE_HOST_SETTING_PARTS,        /* name=value&name=value, percent-encoded where needed; {key}: the key */
  TROUPE_HOST_SETTING_HOURS,        /* 1 to 168 */
  TROUPE_HOST_SETTING_CHOICE,       /* one of choices */
} TroupeHostSettingType;

typedef struct
{
  const char             *name;
  TroupeHostSettingType   type;
  gboolean                is_needed;
  const char             *fallback;     /* what holds while nothing is set, or NULL */
  const char *const      *choices;      /* of a CHOICE */
} TroupeHostSetting;

typedef enum
{
  TROUPE_HOST_KEY_NONE,
  TROUPE_HOST_KEY_OPTIONAL,
  TROUPE_HOST_KEY_NEEDED,
} TroupeHostKeyUse;

/* One publishing or deleting; the data of its task */
typedef struct
{
  TroupeHost         *host;
  SoupSession        *session;
  char               *key;              /* NULL where there is none */

  /* Publishing */
  GFile              *file;
  guint64             size_bytes;
  char               *media_type;
  char               *filename;         /* as the host gets to know it; cannot be guessed */
  TroupeProgressFunc  progress;         /* or NULL */
  gpointer            progress_data;

  /* Deleting */
  char               *handle;
} TroupeHostErrand;

/* A way to publish. The functions take the task, whose data is a TroupeHostErrand with all settings checked,
 * and return a TroupePublished, or TRUE for a deletion. */
typedef struct
{
  const char              *id;
  const TroupeHostSetting *settings;
  gsize                    n_settings;
  TroupeHostKeyUse         key_use;
  const char              *origin_setting;    /* the address that the key is for */
  const char              *delete_setting;    /* without which nothing can be deleted, or NULL */
  void                   (*publish)           (GTask *task);
  void                   (*remove)            (GTask *task);
} TroupeHostKind;

const TroupeHostKind    *troupe_host_kind_find         (const char              *id);
/* NULL after the last one */
const TroupeHostKind    *troupe_host_kind_at           (guint                    index);
const TroupeHostSetting *troupe_host_kind_find_setting (const TroupeHostKind    *self,
                                                        const char              *name);
/* The text as it is kept, or why it cannot be used: TROUPE_HOST_ERROR_SETTING */
char                    *troupe_host_setting_normalize (const TroupeHostSetting *self,
                                                        const char              *text,
                                                        GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
