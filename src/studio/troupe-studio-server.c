/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-server.h"

#include <string.h>

#include "troupe-studio-error.h"

typedef struct
{
  const TroupeStudioBase *base;
  gpointer                user_data;
} Entry;

/* The route of one call */
typedef struct
{
  const TroupeStudioBase    *base;
  const TroupeStudioVoice   *voice;
  const TroupeStudioRoute   *route;      /* NULL: unknown */
  gpointer                   user_data;
  gboolean                   may_enter;
} Match;

struct _TroupeStudioServer
{
  GObject             parent_instance;

  /* Owned */
  SoupServer         *soup;
  char               *key;
  TroupeStudioStore  *store;
  TroupeStudioLedger *ledger;
  TroupeStudioFaults *faults;
  GArray             *entries;    /* of Entry */
};

G_DEFINE_FINAL_TYPE (TroupeStudioServer, troupe_studio_server, G_TYPE_OBJECT)

static gboolean
match_path (const char *pattern,
            const char *path,
            GHashTable *segments)
{
  g_auto (GStrv) wanted = g_strsplit (pattern, "/", -1);
  g_auto (GStrv) given = g_strsplit (path, "/", -1);

  if (g_strv_length (wanted) != g_strv_length (given))
    return FALSE;
  g_hash_table_remove_all (segments);
  for (gsize i = 0; wanted[i] != NULL; i++)
    {
      if (*wanted[i] == '{')
        {
          char *text = g_uri_unescape_string (given[i], NULL);

          if (text == NULL || *text == '\0' || !g_utf8_validate (text, -1, NULL))
            {
              g_free (text);
              return FALSE;
            }
          g_hash_table_insert (segments,
                               g_strndup (wanted[i] + 1, strlen (wanted[i]) - 2), text);
        }
      else if (!g_str_equal (wanted[i], given[i]))
        return FALSE;
    }
  return TRUE;
}

/* What follows the path of a base in a path, NULL when that does not begin with it */
static const char *
skip_base (const TroupeStudioBase *base,
           const char             *path)
{
  if (!g_str_has_prefix (path, base->path))
    return NULL;
  path += strlen (base->path);
  return *path == '/' ? path : NULL;
}

/* The base with the longest path that a path begins with; the root is one of them. */
static void
find_base (TroupeStudioServer *self,
           const char         *path,
           Match              *match)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);

      if (match->base != NULL && (skip_base (entry->base, path) == NULL ||
                                  strlen (entry->base->path) < strlen (match->base->path)))
        continue;
      match->base = entry->base;
      match->user_data = entry->user_data;
    }
}

static void
find_route (TroupeStudioServer *self,
            SoupServerMessage  *message,
            Match              *match,
            GHashTable         *segments)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  const char *method = soup_server_message_get_method (message);

  /* What can be fetched can be asked about. */
  if (g_str_equal (method, "HEAD"))
    method = "GET";
  find_base (self, path, match);
  path = skip_base (match->base, path);
  match->voice = &match->base->voices[0];
  for (gsize i = 0; path != NULL && match->base->voices[i].dialect != NULL; i++)
    {
      const TroupeStudioDialect *dialect = match->base->voices[i].dialect;

      for (gsize j = 0; j < dialect->n_routes; j++)
        if (g_str_equal (dialect->routes[j].method, method) &&
            match_path (dialect->routes[j].path, path, segments))
          {
            match->voice = &match->base->voices[i];
            match->route = &dialect->routes[j];
            return;
          }
    }
}

static char *
dup_route_name (const TroupeStudioBase  *base,
                const TroupeStudioRoute *route)
{
  return g_strconcat (route->method, " ", base->path, route->path, NULL);
}

static gboolean
may_enter (TroupeStudioServer *self,
           SoupServerMessage  *message,
           const Match        *match)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  if (match->route == NULL || match->route->is_open)
    return TRUE;
  if (value == NULL)
    return match->base->is_open;
  return g_str_has_prefix (value, "Bearer ") &&
         g_str_equal (value + strlen ("Bearer "), self->key);
}

/* All headers of a request are there: decide what to do with the body that follows. */
static void
headers_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  TroupeStudioServer *self = user_data;
  g_autoptr (GHashTable) segments =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GFile) file = troupe_studio_store_new_temporary (self->store);
  g_autoptr (TroupeStudioIntake) intake = NULL;
  g_autofree char *name = NULL;
  Match *match = g_new0 (Match, 1);

  find_route (self, message, match, segments);
  match->may_enter = may_enter (self, message, match);
  intake = troupe_studio_intake_new (message, match->route != NULL && match->may_enter
                                              ? match->route->body_bytes : 0, file);
  name = match->route == NULL ? g_strdup ("unknown")
                              : dup_route_name (match->base, match->route);
  g_object_set_data_full (G_OBJECT (message), "troupe-match", match, g_free);
  g_object_set_data_full (G_OBJECT (message), "troupe-call",
                          troupe_studio_call_new (name, match->base, match->voice,
                                                  match->user_data,
                                                  g_steal_pointer (&segments), intake),
                          g_object_unref);
}

static gboolean
check_entry (SoupServerMessage *message,
             const Match       *match,
             GError           **error)
{
  if (match->route == NULL)
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_ROUTE, "Invalid URL (%s %s)",
                   soup_server_message_get_method (message),
                   g_uri_get_path (soup_server_message_get_uri (message)));
      return FALSE;
    }
  if (!match->may_enter)
    {
      g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_KEY, "Invalid token");
      return FALSE;
    }
  return TRUE;
}

static void
parse_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  TroupeStudioIntake *intake = TROUPE_STUDIO_INTAKE (source);
  g_autoptr (SoupServerMessage) message = user_data;
  const Match *match = g_object_get_data (G_OBJECT (message), "troupe-match");
  TroupeStudioCall *call = g_object_get_data (G_OBJECT (message), "troupe-call");
  g_autoptr (GError) error = NULL;

  if (troupe_studio_intake_parse_finish (intake, result, &error) &&
      check_entry (message, match, &error))
    match->route->handle (call);
  else
    match->voice->dialect->refuse (call, "", error);
}

/* A request is there as a whole. */
static void
request_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  TroupeStudioServer *self = user_data;
  TroupeStudioCall *call = g_object_get_data (G_OBJECT (message), "troupe-call");
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *route = troupe_studio_call_get_route (call);
  const TroupeStudioFault *fault = troupe_studio_faults_take (self->faults, route);

  troupe_studio_ledger_count (self->ledger, route,
                              soup_message_headers_get_one (headers, "Authorization") != NULL);
  troupe_studio_call_begin (call, message, self->ledger, fault);
  if (fault != NULL && !fault->acts)
    /* The fault puts its own status in the place of this one. */
    troupe_studio_call_refuse (call, "", TROUPE_STUDIO_ERROR_RENDER,
                               "the studio was told to fail");
  else
    troupe_studio_intake_parse_async (troupe_studio_call_get_intake (call), parse_cb,
                                      g_object_ref (message));
}

static void
troupe_studio_server_dispose (GObject *object)
{
  TroupeStudioServer *self = TROUPE_STUDIO_SERVER (object);

  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_object (&self->store);
  g_clear_object (&self->ledger);
  g_clear_object (&self->faults);
  G_OBJECT_CLASS (troupe_studio_server_parent_class)->dispose (object);
}

static void
troupe_studio_server_finalize (GObject *object)
{
  TroupeStudioServer *self = TROUPE_STUDIO_SERVER (object);

  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->entries, g_array_unref);
  G_OBJECT_CLASS (troupe_studio_server_parent_class)->finalize (object);
}

static void
troupe_studio_server_class_init (TroupeStudioServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_studio_server_dispose;
  object_class->finalize = troupe_studio_server_finalize;
}

static void
troupe_studio_server_init (TroupeStudioServer *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  /* Signed addresses have to arrive exactly as they were given out. */
  self->soup = soup_server_new ("raw-paths", TRUE, "server-header", "troupe-studio", NULL);
  soup_server_add_early_handler (self->soup, NULL, headers_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
}

/**
 * troupe_studio_server_new:
 * @key: what a client must know
 * @store: has room for long bodies
 * @ledger: counts
 * @faults: what is to go wrong
 *
 * Makes a server that does not listen yet.
 *
 * Returns: (transfer full): the server
 */
TroupeStudioServer *
troupe_studio_server_new (const char         *key,
                          TroupeStudioStore  *store,
                          TroupeStudioLedger *ledger,
                          TroupeStudioFaults *faults)
{
  TroupeStudioServer *self = g_object_new (TROUPE_TYPE_STUDIO_SERVER, NULL);

  self->key = g_strdup (key);
  self->store = g_object_ref (store);
  self->ledger = g_object_ref (ledger);
  self->faults = g_object_ref (faults);
  return self;
}

/**
 * troupe_studio_server_add_base:
 * @self: a server
 * @base: (transfer none): a table that outlives the server
 * @user_data: what its handlers get from their calls
 *
 * Adds the routes below a path. The first one added is the root's.
 */
void
troupe_studio_server_add_base (TroupeStudioServer     *self,
                               const TroupeStudioBase *base,
                               gpointer                user_data)
{
  Entry entry = { base, user_data };

  g_return_if_fail (TROUPE_IS_STUDIO_SERVER (self));

  g_array_append_val (self->entries, entry);
}

static gboolean
has_route (const TroupeStudioBase *base,
           const char             *wanted)
{
  for (gsize i = 0; base->voices[i].dialect != NULL; i++)
    for (gsize j = 0; j < base->voices[i].dialect->n_routes; j++)
      {
        g_autofree char *name = dup_route_name (base, &base->voices[i].dialect->routes[j]);

        if (g_str_equal (name, wanted))
          return TRUE;
      }
  return FALSE;
}

/**
 * troupe_studio_server_has_route:
 * @self: a server
 * @route: method and path pattern, such as `GET /evolink/v1/tasks/{task_id}`
 *
 * Looks whether there is such a route.
 *
 * Returns: whether there is
 */
gboolean
troupe_studio_server_has_route (TroupeStudioServer *self,
                                const char         *route)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_SERVER (self), FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    if (has_route (g_array_index (self->entries, Entry, i).base, route))
      return TRUE;
  return FALSE;
}

/**
 * troupe_studio_server_listen:
 * @self: a server
 * @port: a port, 0 for any free one
 * @error: return location for an error
 *
 * Listens on 127.0.0.1 from now on.
 *
 * Fails with `G_IO_ERROR`.
 *
 * Returns: (transfer full): the base address
 */
char *
troupe_studio_server_listen (TroupeStudioServer *self,
                             guint16             port,
                             GError            **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  GSList *uris;
  char *base;

  g_return_val_if_fail (TROUPE_IS_STUDIO_SERVER (self), NULL);

  if (!soup_server_listen (self->soup, address, 0, error))
    return NULL;
  uris = soup_server_get_uris (self->soup);
  base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return base;
}
