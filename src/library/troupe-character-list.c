/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-list.h"

#include "troupe-library-private.h"

/* Rows that are read in one go */
#define PAGE_SIZE 50

/**
 * TroupeCharacterList:
 *
 * The characters that match a search, in order.
 *
 * It holds ids; the object of one is made, and its row read, when somebody asks for the item. What
 * is asked for in one turn of the main loop is read together.
 */
struct _TroupeCharacterList
{
  GObject              parent_instance;

  TroupeCharacterSort  sort;
  gboolean             busy;

  /* Owned */
  TroupeLibrary       *library;
  char                *search;
  GPtrArray           *ids;            /* of char */
  GPtrArray           *wanted;         /* of char: ids to read */
  GCancellable        *query;          /* of the newest query, NULL when it is answered */
  GCancellable        *loading;        /* of all reading of rows */
  guint                load_source;
  guint                query_source;
};

static void troupe_character_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TroupeCharacterList, troupe_character_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      troupe_character_list_model_init))

G_DEFINE_ENUM_TYPE (TroupeCharacterSort, troupe_character_sort,
                    G_DEFINE_ENUM_VALUE (TROUPE_CHARACTER_SORT_NEWEST, "newest"),
                    G_DEFINE_ENUM_VALUE (TROUPE_CHARACTER_SORT_ALIAS, "alias"))

enum
{
  PROP_0,
  PROP_LIBRARY,
  PROP_SEARCH,
  PROP_SORT,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
rows_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!troupe_library_load_rows_finish (TROUPE_LIBRARY (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Characters could not be read: %s", error->message);
}

static void
load_page (TroupeCharacterList *self,
           guint                from)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_null_terminated (PAGE_SIZE, NULL, TRUE);

  for (guint i = from; i < MIN (from + PAGE_SIZE, self->wanted->len); i++)
    g_ptr_array_add (ids, g_ptr_array_index (self->wanted, i));
  troupe_library_load_rows_async (self->library, (const char *const *) ids->pdata, self->loading,
                                  rows_loaded_cb, NULL);
}

static gboolean
load_idle (gpointer user_data)
{
  TroupeCharacterList *self = user_data;

  self->load_source = 0;
  for (guint from = 0; from < self->wanted->len; from += PAGE_SIZE)
    load_page (self, from);
  g_ptr_array_set_size (self->wanted, 0);
  return G_SOURCE_REMOVE;
}

static void
want (TroupeCharacterList *self,
      const char          *id)
{
  g_ptr_array_add (self->wanted, g_strdup (id));
  if (self->load_source == 0)
    self->load_source = g_idle_add_full (G_PRIORITY_DEFAULT, load_idle, self, NULL);
}

static GType
troupe_character_list_get_item_type (GListModel *model)
{
  return TROUPE_TYPE_CHARACTER;
}

static guint
troupe_character_list_get_n_items (GListModel *model)
{
  return TROUPE_CHARACTER_LIST (model)->ids->len;
}

static gpointer
troupe_character_list_get_item (GListModel *model,
                                guint       position)
{
  TroupeCharacterList *self = TROUPE_CHARACTER_LIST (model);
  TroupeCharacter *character;
  const char *id;

  if (position >= self->ids->len)
    return NULL;

  id = g_ptr_array_index (self->ids, position);
  character = troupe_character_table_ref (troupe_library_get_characters (self->library), id);
  if (!troupe_character_is_loaded (character))
    want (self, id);
  return character;
}

static void
troupe_character_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = troupe_character_list_get_item_type;
  iface->get_n_items = troupe_character_list_get_n_items;
  iface->get_item = troupe_character_list_get_item;
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
replace_ids (TroupeCharacterList *self,
             GPtrArray           *ids)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->ids);
  guint shorter = MIN (old->len, ids->len);
  guint n_before = 0, n_after = 0;

  self->ids = ids;
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
  g_autoptr (TroupeCharacterList) self = user_data;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  ids = troupe_library_find_finish (TROUPE_LIBRARY (source), result, &error);
  /* Of a query that a newer one took over from, even when its answer was on the way. */
  if (g_task_get_cancellable (G_TASK (result)) != self->query)
    return;

  g_clear_object (&self->query);
  if (ids == NULL)
    {
      g_warning ("Characters could not be looked up: %s", error->message);
      return;
    }

  replace_ids (self, g_steal_pointer (&ids));
  if (self->busy)
    {
      self->busy = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
    }
}

static void
start_query (TroupeCharacterList *self)
{
  g_clear_handle_id (&self->query_source, g_source_remove);
  if (!troupe_library_is_open (self->library))
    return;

  if (self->query != NULL)
    g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  self->query = g_cancellable_new ();
  troupe_library_find_async (self->library, self->search, self->sort, self->query,
                             found_cb, g_object_ref (self));
}

static gboolean
query_idle (gpointer user_data)
{
  TroupeCharacterList *self = user_data;

  self->query_source = 0;
  start_query (self);
  return G_SOURCE_REMOVE;
}

/* Many changes that come together are one. */
static void
added_cb (TroupeCharacterList *self)
{
  if (self->query_source == 0)
    self->query_source = g_idle_add (query_idle, self);
}

static void
changed_cb (TroupeCharacterList *self)
{
  if (*self->search != '\0' || self->sort == TROUPE_CHARACTER_SORT_ALIAS)
    added_cb (self);
}

static void
removed_cb (TroupeCharacterList *self,
            const char          *id)
{
  guint position;

  if (!g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, &position))
    return;

  g_ptr_array_remove_index (self->ids, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
troupe_character_list_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TroupeCharacterList *self = TROUPE_CHARACTER_LIST (object);

  switch (prop_id)
    {
    case PROP_LIBRARY:
      g_value_set_object (value, self->library);
      break;

    case PROP_SEARCH:
      g_value_set_string (value, troupe_character_list_get_search (self));
      break;

    case PROP_SORT:
      g_value_set_enum (value, troupe_character_list_get_sort (self));
      break;

    case PROP_BUSY:
      g_value_set_boolean (value, troupe_character_list_is_busy (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_character_list_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  TroupeCharacterList *self = TROUPE_CHARACTER_LIST (object);

  switch (prop_id)
    {
    case PROP_LIBRARY:
      self->library = g_value_dup_object (value);
      break;

    case PROP_SEARCH:
      troupe_character_list_set_search (self, g_value_get_string (value));
      break;

    case PROP_SORT:
      troupe_character_list_set_sort (self, g_value_get_enum (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_character_list_constructed (GObject *object)
{
  TroupeCharacterList *self = TROUPE_CHARACTER_LIST (object);

  G_OBJECT_CLASS (troupe_character_list_parent_class)->constructed (object);

  g_signal_connect_object (self->library, "character-added", G_CALLBACK (added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "character-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "character-removed", G_CALLBACK (removed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "notify::open", G_CALLBACK (start_query), self,
                           G_CONNECT_SWAPPED);
  start_query (self);
}

static void
troupe_character_list_dispose (GObject *object)
{
  TroupeCharacterList *self = TROUPE_CHARACTER_LIST (object);

  g_clear_handle_id (&self->load_source, g_source_remove);
  g_clear_handle_id (&self->query_source, g_source_remove);
  g_cancellable_cancel (self->loading);
  if (self->query != NULL)
    g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (troupe_character_list_parent_class)->dispose (object);
}

static void
troupe_character_list_finalize (GObject *object)
{
  TroupeCharacterList *self = TROUPE_CHARACTER_LIST (object);

  g_clear_object (&self->loading);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_character_list_parent_class)->finalize (object);
}

static void
troupe_character_list_class_init (TroupeCharacterListClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_character_list_get_property;
  object_class->set_property = troupe_character_list_set_property;
  object_class->constructed = troupe_character_list_constructed;
  object_class->dispose = troupe_character_list_dispose;
  object_class->finalize = troupe_character_list_finalize;

  properties[PROP_LIBRARY] =
    g_param_spec_object ("library", NULL, NULL, TROUPE_TYPE_LIBRARY,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * TroupeCharacterList:search:
   *
   * What the person typed; see troupe_library_find_async().
   */
  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, "", flags);
  properties[PROP_SORT] = g_param_spec_enum ("sort", NULL, NULL, TROUPE_TYPE_CHARACTER_SORT,
                                             TROUPE_CHARACTER_SORT_NEWEST, flags);

  /**
   * TroupeCharacterList:busy:
   *
   * Whether a first answer has yet to come; until then the list is empty because nothing is known.
   */
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, TRUE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_character_list_init (TroupeCharacterList *self)
{
  self->busy = TRUE;
  self->search = g_strdup ("");
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->wanted = g_ptr_array_new_with_free_func (g_free);
  self->loading = g_cancellable_new ();
}

/**
 * troupe_character_list_new:
 * @library: a library; may be opened later
 *
 * Lists all characters that are not in the trash, the newest first.
 *
 * Returns: (transfer full): a list
 */
TroupeCharacterList *
troupe_character_list_new (TroupeLibrary *library)
{
  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);

  return g_object_new (TROUPE_TYPE_CHARACTER_LIST, "library", library, NULL);
}

/**
 * troupe_character_list_get_search:
 * @self: a list
 *
 * Returns: what is searched for, empty for everything
 */
const char *
troupe_character_list_get_search (TroupeCharacterList *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER_LIST (self), NULL);

  return self->search;
}

/**
 * troupe_character_list_set_search:
 * @self: a list
 * @search: (nullable): what the person typed; see troupe_library_find_async()
 *
 * Searches; an older search that has not ended is cancelled. Objects that stay are the same ones.
 */
void
troupe_character_list_set_search (TroupeCharacterList *self,
                                  const char          *search)
{
  g_return_if_fail (TROUPE_IS_CHARACTER_LIST (self));

  if (!g_set_str (&self->search, search != NULL ? search : ""))
    return;

  start_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH]);
}

/**
 * troupe_character_list_get_sort:
 * @self: a list
 *
 * Returns: the order
 */
TroupeCharacterSort
troupe_character_list_get_sort (TroupeCharacterList *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER_LIST (self), TROUPE_CHARACTER_SORT_NEWEST);

  return self->sort;
}

/**
 * troupe_character_list_set_sort:
 * @self: a list
 * @sort: the order
 *
 * Changes the order.
 */
void
troupe_character_list_set_sort (TroupeCharacterList *self,
                                TroupeCharacterSort  sort)
{
  g_return_if_fail (TROUPE_IS_CHARACTER_LIST (self));

  if (self->sort == sort)
    return;

  self->sort = sort;
  start_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
}

/**
 * troupe_character_list_is_busy:
 * @self: a list
 *
 * Returns: whether a first answer has yet to come
 */
gboolean
troupe_character_list_is_busy (TroupeCharacterList *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER_LIST (self), FALSE);

  return self->busy;
}
