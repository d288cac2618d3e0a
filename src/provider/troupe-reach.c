/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-reach.h"

/* What is not public, after the IANA registries of special-purpose addresses (RFC 6890) and of multicast. Of
 * 64:ff9b::/96 (RFC 6052), 2002::/16 (RFC 3056) and ::ffff:0:0/96 (RFC 4291) the address inside counts. */
static const struct
{
  const char  *block;
  TroupeReach  reach;
} blocks[] = {
  { "127.0.0.0/8", TROUPE_REACH_COMPUTER }, { "::1/128", TROUPE_REACH_COMPUTER },
  { "0.0.0.0/8", TROUPE_REACH_COMPUTER }, { "::/128", TROUPE_REACH_COMPUTER },
  { "10.0.0.0/8", TROUPE_REACH_NETWORK }, { "172.16.0.0/12", TROUPE_REACH_NETWORK },
  { "192.168.0.0/16", TROUPE_REACH_NETWORK }, { "169.254.0.0/16", TROUPE_REACH_NETWORK },
  { "100.64.0.0/10", TROUPE_REACH_NETWORK }, { "192.0.0.0/24", TROUPE_REACH_NETWORK },
  { "192.0.2.0/24", TROUPE_REACH_NETWORK }, { "198.18.0.0/15", TROUPE_REACH_NETWORK },
  { "198.51.100.0/24", TROUPE_REACH_NETWORK }, { "203.0.113.0/24", TROUPE_REACH_NETWORK },
  { "224.0.0.0/4", TROUPE_REACH_NETWORK }, { "240.0.0.0/4", TROUPE_REACH_NETWORK },
  { "fc00::/7", TROUPE_REACH_NETWORK }, { "fe80::/10", TROUPE_REACH_NETWORK },
  { "fec0::/10", TROUPE_REACH_NETWORK }, { "ff00::/8", TROUPE_REACH_NETWORK },
  { "100::/64", TROUPE_REACH_NETWORK }, { "2001:db8::/32", TROUPE_REACH_NETWORK },
};

static const struct
{
  const char *block;
  gsize       offset;    /* of the IPv4 address inside, in bytes */
} wrappers[] = {
  { "::ffff:0.0.0.0/96", 12 }, { "64:ff9b::/96", 12 }, { "2002::/16", 2 },
};

static gboolean
is_in (GInetAddress *address,
       const char   *block)
{
  g_autoptr (GInetAddressMask) mask = g_inet_address_mask_new_from_string (block, NULL);

  return g_inet_address_mask_get_family (mask) == g_inet_address_get_family (address) &&
         g_inet_address_mask_matches (mask, address);
}

static GInetAddress *
unwrap (GInetAddress *address)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrappers); i++)
    if (is_in (address, wrappers[i].block))
      return g_inet_address_new_from_bytes (g_inet_address_to_bytes (address) + wrappers[i].offset,
                                            G_SOCKET_FAMILY_IPV4);
  return g_object_ref (address);
}

/**
 * troupe_reach_of_address:
 * @address: a network address, IPv4 or IPv6
 *
 * Says from where an address can be reached. Safe from any thread.
 *
 * Returns: its reach
 */
TroupeReach
troupe_reach_of_address (GInetAddress *address)
{
  g_autoptr (GInetAddress) inner = unwrap (address);

  for (gsize i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (is_in (inner, blocks[i].block))
      return blocks[i].reach;
  return TROUPE_REACH_PUBLIC;
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);
  TroupeReach reach = TROUPE_REACH_PUBLIC;

  if (addresses == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (GList *link = addresses; link != NULL; link = link->next)
    reach = MIN (reach, troupe_reach_of_address (link->data));
  g_resolver_free_addresses (addresses);
  g_task_return_int (task, (gssize) reach);
}

/**
 * troupe_reach_lookup_async:
 * @host: the host of an address: a name, or a literal without brackets
 * @cancellable: (nullable): gives up
 * @callback: gets the result
 * @user_data: for @callback
 *
 * Finds out from where a host can be reached. A name is looked up.
 */
void
troupe_reach_lookup_async (const char         *host,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  GTask *task;

  g_return_if_fail (host != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, troupe_reach_lookup_async);
  g_resolver_lookup_by_name_async (resolver, host, cancellable, looked_up_cb, task);
}

/**
 * troupe_reach_lookup_finish:
 * @result: the result
 * @reach: (out): the smallest reach of its addresses
 *
 * Ends troupe_reach_lookup_async(). Fails with `G_RESOLVER_ERROR` and `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether the host is known
 */
gboolean
troupe_reach_lookup_finish (GAsyncResult *result,
                            TroupeReach  *reach,
                            GError      **error)
{
  gssize found;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, troupe_reach_lookup_async), FALSE);

  found = g_task_propagate_int (G_TASK (result), error);
  if (found < 0)
    return FALSE;
  *reach = (TroupeReach) found;
  return TRUE;
}
