/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-ledger.h"

typedef struct
{
  guint       n_requests;
  guint       n_with_key;
  JsonObject *answers;       /* status -> count */
} Entry;

struct _TroupeStudioLedger
{
  GObject     parent_instance;

  /* Owned */
  GHashTable *entries;    /* "METHOD /path" -> Entry */
};

G_DEFINE_FINAL_TYPE (TroupeStudioLedger, troupe_studio_ledger, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  json_object_unref (entry->answers);
  g_free (entry);
}

static Entry *
ensure_entry (TroupeStudioLedger *self,
              const char         *route)
{
  Entry *entry = g_hash_table_lookup (self->entries, route);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->answers = json_object_new ();
      g_hash_table_insert (self->entries, g_strdup (route), entry);
    }
  return entry;
}

static void
troupe_studio_ledger_finalize (GObject *object)
{
  TroupeStudioLedger *self = TROUPE_STUDIO_LEDGER (object);

  g_clear_pointer (&self->entries, g_hash_table_unref);
  G_OBJECT_CLASS (troupe_studio_ledger_parent_class)->finalize (object);
}

static void
troupe_studio_ledger_class_init (TroupeStudioLedgerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = troupe_studio_ledger_finalize;
}

static void
troupe_studio_ledger_init (TroupeStudioLedger *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) entry_free);
}

/**
 * troupe_studio_ledger_new:
 *
 * Opens an empty ledger.
 *
 * Returns: (transfer full): the ledger
 */
TroupeStudioLedger *
troupe_studio_ledger_new (void)
{
  return g_object_new (TROUPE_TYPE_STUDIO_LEDGER, NULL);
}

/**
 * troupe_studio_ledger_count:
 * @self: a ledger
 * @route: method and path pattern
 * @with_key: whether the request carried an `Authorization` header
 *
 * Counts a request.
 */
void
troupe_studio_ledger_count (TroupeStudioLedger *self,
                            const char         *route,
                            gboolean            with_key)
{
  Entry *entry;

  g_return_if_fail (TROUPE_IS_STUDIO_LEDGER (self));

  entry = ensure_entry (self, route);
  entry->n_requests++;
  if (with_key)
    entry->n_with_key++;
}

/**
 * troupe_studio_ledger_count_answer:
 * @self: a ledger
 * @route: method and path pattern
 * @status: the HTTP status, or `TROUPE_STUDIO_LEDGER_NO_ANSWER`
 *
 * Counts an answer.
 */
void
troupe_studio_ledger_count_answer (TroupeStudioLedger *self,
                                   const char         *route,
                                   guint               status)
{
  g_autofree char *name = NULL;
  JsonObject *answers;

  g_return_if_fail (TROUPE_IS_STUDIO_LEDGER (self));

  name = status == TROUPE_STUDIO_LEDGER_NO_ANSWER ? g_strdup ("none")
                                                  : g_strdup_printf ("%u", status);
  answers = ensure_entry (self, route)->answers;
  json_object_set_int_member (answers, name,
                              json_object_get_int_member_with_default (answers, name, 0) + 1);
}

/**
 * troupe_studio_ledger_to_json:
 * @self: a ledger
 *
 * Writes the counts: `{"POST /x": {"count": 2, "with_key": 2, "answers": {"200": 1, "400": 1}}}`.
 *
 * Returns: (transfer full): an object
 */
JsonNode *
troupe_studio_ledger_to_json (TroupeStudioLedger *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *routes = json_object_new ();
  GHashTableIter iter;
  const char *route;
  Entry *entry;

  g_return_val_if_fail (TROUPE_IS_STUDIO_LEDGER (self), NULL);

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, (gpointer *) &route, (gpointer *) &entry))
    {
      JsonObject *counts = json_object_new ();

      json_object_set_int_member (counts, "count", entry->n_requests);
      json_object_set_int_member (counts, "with_key", entry->n_with_key);
      json_object_set_object_member (counts, "answers", json_object_ref (entry->answers));
      json_object_set_object_member (routes, route, counts);
    }
  json_node_take_object (node, routes);
  return node;
}
