/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Keys in the Secret Service, each for one owner and the origin it was entered for; where there is no service, or
 * a locked one, for this run only. Main thread. */

/* What has a key. Properties: id, name. "key-changed" when another key is known, or none any more. */
#define TROUPE_TYPE_KEY_OWNER (troupe_key_owner_get_type ())
G_DECLARE_INTERFACE (TroupeKeyOwner, troupe_key_owner, TROUPE, KEY_OWNER, GObject)

struct _TroupeKeyOwnerInterface
{
  GTypeInterface parent;

  const char    *kind;        /* what the keyring calls owners of this type */
  const char    *variable;    /* of the environment; holds the key for one of them, for scripts */
  /* Where its key may go; NULL while there is no such place */
  char        *(*dup_origin) (TroupeKeyOwner *self);
};

/* The environment's key is of this owner from now on, and of no other one of its kind */
void      troupe_keys_name_owner    (TroupeKeyOwner       *owner);
void      troupe_keys_lookup_async  (TroupeKeyOwner       *owner,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* NULL without error: none was entered. Free with troupe_keys_free(). */
char     *troupe_keys_lookup_finish (GAsyncResult         *result,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void      troupe_keys_free          (char                 *key);
void      troupe_keys_store_async   (TroupeKeyOwner       *owner,
                                     const char           *key,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
/* lasting: FALSE when the key is kept for this run only */
gboolean  troupe_keys_store_finish  (GAsyncResult         *result,
                                     gboolean             *lasting,
                                     GError              **error);
void      troupe_keys_clear_async   (TroupeKeyOwner       *owner,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean  troupe_keys_clear_finish  (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
