/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-library-list.h"

#include "troupe-library-private.h"

/* Rows that are read in one go */
#define PAGE_SIZE 50

/**
 * TroupeLibraryList:
 *
 * What a library holds of one kind and matches a search, in order.
 *
 * It holds ids; the object of one is made, and its row read, when somebody asks for the item. What
 * is asked for in one turn of the main loop is read together.
 */
typedef struct
{
  gboolean       busy;

  /* Owned */
  TroupeLibrary *library;
  char          *search;
  GPtrArray     *ids;            /* of char */
  GPtrArray     *wanted;         /* of char: ids to read */
  GCancellable  *query;          /* of the newest query, NULL when it is answered */
  GCancellable  *loading;        /* of all reading of rows */
  guint          load_source;
  guint          query_source;
} TroupeLibraryListPrivate;

static void troupe_library_list_model_init (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (TroupeLibraryList, troupe_library_list, G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (TroupeLibraryList)
                                  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                         troupe_library_list_model_init))

enum
{
  PROP_0,
  PROP_LIBRARY,
  PROP_SEARCH,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static TroupeLibraryListPrivate *
get (TroupeLibraryList *self)
{
  return troupe_library_list_get_instance_private (self);
}

/* What a read of rows is for; the list may be gone when it is there. */
static void
rows_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  const TroupeLibraryListClass *klass = user_data;
  g_autoptr (GError) error = NULL;

  if (!klass->load_finish (TROUPE_LIBRARY (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("A %s could not be read: %s", klass->noun, error->message);
}

static void
load_page (TroupeLibraryList *self,
           guint              from)
{
  const TroupeLibraryListClass *klass = TROUPE_LIBRARY_LIST_GET_CLASS (self);
  TroupeLibraryListPrivate *priv = get (self);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_null_terminated (PAGE_SIZE, NULL, TRUE);

  for (guint i = from; i < MIN (from + PAGE_SIZE, priv->wanted->len); i++)
    g_ptr_array_add (ids, g_ptr_array_index (priv->wanted, i));
  klass->load (priv->library, (const char *const *) ids->pdata, priv->loading,
               rows_loaded_cb, (gpointer) klass);
}

static gboolean
load_idle (gpointer user_data)
{
  TroupeLibraryList *self = user_data;
  TroupeLibraryListPrivate *priv = get (self);

  priv->load_source = 0;
  for (guint from = 0; from < priv->wanted->len; from += PAGE_SIZE)
    load_page (self, from);
  g_ptr_array_set_size (priv->wanted, 0);
  return G_SOURCE_REMOVE;
}

static void
want (TroupeLibraryList *self,
      const char        *id)
{
  TroupeLibraryListPrivate *priv = get (self);

  g_ptr_array_add (priv->wanted, g_strdup (id));
  if (priv->load_source == 0)
    priv->load_source = g_idle_add_full (G_PRIORITY_DEFAULT, load_idle, self, NULL);
}

static GType
troupe_library_list_get_item_type (GListModel *model)
{
  return TROUPE_LIBRARY_LIST_GET_CLASS (model)->item_type;
}

static guint
troupe_library_list_get_n_items (GListModel *model)
{
  return get (TROUPE_LIBRARY_LIST (model))->ids->len;
}

static gpointer
troupe_library_list_get_item (GListModel *model,
                              guint       position)
{
  const TroupeLibraryListClass *klass = TROUPE_LIBRARY_LIST_GET_CLASS (model);
  TroupeLibraryListPrivate *priv = get (TROUPE_LIBRARY_LIST (model));
  const char *id;
  gpointer item;

  if (position >= priv->ids->len)
    return NULL;

  id = g_ptr_array_index (priv->ids, position);
  item = troupe_object_table_ref (klass->get_table (priv->library), id);
  if (!klass->is_loaded (item))
    want (TROUPE_LIBRARY_LIST (model), id);
  return item;
}

static void
troupe_library_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = troupe_library_list_get_item_type;
  iface->get_n_items = troupe_library_list_get_n_items;
  iface->get_item = troupe_library_list_get_item;
}

static gboolean
is_same_id (GPtrArray *a,
            guint      at_a,
            GPtrArray *b,
            guint      at_b)
{
  return g_str_equal (g_ptr_array_index (a, at_a), g_ptr_array_index (b, at_b));
}

/* Takes ids. What is the same at the beginning and at the end does not change. */
static void
replace_ids (TroupeLibraryList *self,
             GPtrArray         *ids)
{
  TroupeLibraryListPrivate *priv = get (self);
  g_autoptr (GPtrArray) old = g_steal_pointer (&priv->ids);
  guint shorter = MIN (old->len, ids->len);
  guint n_before = 0, n_after = 0;

  priv->ids = ids;
  while (n_before < shorter && is_same_id (old, n_before, ids, n_before))
    n_before++;
  while (n_after < shorter - n_before &&
         is_same_id (old, old->len - 1 - n_after, ids, ids->len - 1 - n_after))
    n_after++;

  if (n_before + n_after < MAX (old->len, ids->len))
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, old->len - n_before - n_after,
                                ids->len - n_before - n_after);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeLibraryList) self = user_data;
  const TroupeLibraryListClass *klass = TROUPE_LIBRARY_LIST_GET_CLASS (self);
  TroupeLibraryListPrivate *priv = get (self);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  ids = klass->find_finish (TROUPE_LIBRARY (source), result, &error);
  /* Of a query that a newer one took over from, even when its answer was on the way. */
  if (g_task_get_cancellable (G_TASK (result)) != priv->query)
    return;

  g_clear_object (&priv->query);
  if (ids == NULL)
    {
      g_warning ("What there is of %ss could not be looked up: %s", klass->noun, error->message);
      return;
    }

  replace_ids (self, g_steal_pointer (&ids));
  if (priv->busy)
    {
      priv->busy = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
    }
}

static gboolean
query_idle (gpointer user_data)
{
  troupe_library_list_query (user_data);
  return G_SOURCE_REMOVE;
}

/* Many changes that come together are one. */
static void
added_cb (TroupeLibraryList *self)
{
  TroupeLibraryListPrivate *priv = get (self);

  if (priv->query_source == 0)
    priv->query_source = g_idle_add (query_idle, self);
}

static void
changed_cb (TroupeLibraryList *self)
{
  if (*get (self)->search != '\0' || TROUPE_LIBRARY_LIST_GET_CLASS (self)->is_choosy (self))
    added_cb (self);
}

static void
removed_cb (TroupeLibraryList *self,
            const char        *id)
{
  TroupeLibraryListPrivate *priv = get (self);
  guint position;

  if (!g_ptr_array_find_with_equal_func (priv->ids, id, g_str_equal, &position))
    return;

  g_ptr_array_remove_index (priv->ids, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
troupe_library_list_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TroupeLibraryList *self = TROUPE_LIBRARY_LIST (object);

  switch (prop_id)
    {
    case PROP_LIBRARY:
      g_value_set_object (value, get (self)->library);
      break;

    case PROP_SEARCH:
      g_value_set_string (value, troupe_library_list_get_search (self));
      break;

    case PROP_BUSY:
      g_value_set_boolean (value, troupe_library_list_is_busy (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_library_list_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  TroupeLibraryList *self = TROUPE_LIBRARY_LIST (object);

  switch (prop_id)
    {
    case PROP_LIBRARY:
      get (self)->library = g_value_dup_object (value);
      break;

    case PROP_SEARCH:
      troupe_library_list_set_search (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
follow (TroupeLibraryList *self,
        const char        *what,
        GCallback          callback)
{
  g_autofree char *name = NULL;

  name = g_strdup_printf ("%s-%s", TROUPE_LIBRARY_LIST_GET_CLASS (self)->noun, what);
  g_signal_connect_object (get (self)->library, name, callback, self, G_CONNECT_SWAPPED);
}

static void
troupe_library_list_constructed (GObject *object)
{
  TroupeLibraryList *self = TROUPE_LIBRARY_LIST (object);

  G_OBJECT_CLASS (troupe_library_list_parent_class)->constructed (object);

  follow (self, "added", G_CALLBACK (added_cb));
  follow (self, "changed", G_CALLBACK (changed_cb));
  follow (self, "removed", G_CALLBACK (removed_cb));
  g_signal_connect_object (get (self)->library, "notify::open", G_CALLBACK (troupe_library_list_query),
                           self, G_CONNECT_SWAPPED);
  troupe_library_list_query (self);
}

static void
troupe_library_list_dispose (GObject *object)
{
  TroupeLibraryListPrivate *priv = get (TROUPE_LIBRARY_LIST (object));

  g_clear_handle_id (&priv->load_source, g_source_remove);
  g_clear_handle_id (&priv->query_source, g_source_remove);
  g_cancellable_cancel (priv->loading);
  g_cancellable_cancel (priv->query);
  g_clear_object (&priv->query);
  g_clear_object (&priv->library);
  G_OBJECT_CLASS (troupe_library_list_parent_class)->dispose (object);
}

static void
troupe_library_list_finalize (GObject *object)
{
  TroupeLibraryListPrivate *priv = get (TROUPE_LIBRARY_LIST (object));

  g_clear_object (&priv->loading);
  g_clear_pointer (&priv->search, g_free);
  g_clear_pointer (&priv->ids, g_ptr_array_unref);
  g_clear_pointer (&priv->wanted, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_library_list_parent_class)->finalize (object);
}

static void
troupe_library_list_class_init (TroupeLibraryListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_library_list_get_property;
  object_class->set_property = troupe_library_list_set_property;
  object_class->constructed = troupe_library_list_constructed;
  object_class->dispose = troupe_library_list_dispose;
  object_class->finalize = troupe_library_list_finalize;

  /**
   * TroupeLibraryList:library:
   *
   * Where it looks; may be opened later.
   */
  properties[PROP_LIBRARY] =
    g_param_spec_object ("library", NULL, NULL, TROUPE_TYPE_LIBRARY,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * TroupeLibraryList:search:
   *
   * What the person typed: words, each of which has to stand somewhere.
   */
  properties[PROP_SEARCH] =
    g_param_spec_string ("search", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * TroupeLibraryList:busy:
   *
   * Whether a first answer has yet to come; until then the list is empty because nothing is known.
   */
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, TRUE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_library_list_init (TroupeLibraryList *self)
{
  TroupeLibraryListPrivate *priv = get (self);

  priv->busy = TRUE;
  priv->search = g_strdup ("");
  priv->ids = g_ptr_array_new_with_free_func (g_free);
  priv->wanted = g_ptr_array_new_with_free_func (g_free);
  priv->loading = g_cancellable_new ();
}

/**
 * troupe_library_list_get_search:
 * @self: a list
 *
 * Returns: what is searched for, empty for everything
 */
const char *
troupe_library_list_get_search (TroupeLibraryList *self)
{
  g_return_val_if_fail (TROUPE_IS_LIBRARY_LIST (self), NULL);

  return get (self)->search;
}

/**
 * troupe_library_list_set_search:
 * @self: a list
 * @search: (nullable): what the person typed
 *
 * Searches; an older search that has not ended is cancelled. Objects that stay are the same ones.
 */
void
troupe_library_list_set_search (TroupeLibraryList *self,
                                const char        *search)
{
  g_return_if_fail (TROUPE_IS_LIBRARY_LIST (self));

  if (!g_set_str (&get (self)->search, search != NULL ? search : ""))
    return;

  troupe_library_list_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH]);
}

/**
 * troupe_library_list_is_busy:
 * @self: a list
 *
 * Returns: whether a first answer has yet to come
 */
gboolean
troupe_library_list_is_busy (TroupeLibraryList *self)
{
  g_return_val_if_fail (TROUPE_IS_LIBRARY_LIST (self), FALSE);

  return get (self)->busy;
}

/**
 * troupe_library_list_query:
 * @self: a list
 *
 * Looks again for what matches, because what is asked for is something else now. For subclasses.
 */
void
troupe_library_list_query (TroupeLibraryList *self)
{
  TroupeLibraryListPrivate *priv = get (self);

  g_clear_handle_id (&priv->query_source, g_source_remove);
  if (!troupe_library_is_open (priv->library))
    return;

  g_cancellable_cancel (priv->query);
  g_clear_object (&priv->query);
  priv->query = g_cancellable_new ();
  TROUPE_LIBRARY_LIST_GET_CLASS (self)->find (self, priv->library, priv->query, found_cb,
                                              g_object_ref (self));
}
