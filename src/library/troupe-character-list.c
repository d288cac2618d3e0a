/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-list.h"

#include "troupe-library-private.h"

/**
 * TroupeCharacterList:
 *
 * The characters that match a search, in order.
 */
struct _TroupeCharacterList
{
  TroupeLibraryList    parent_instance;

  TroupeCharacterSort  sort;
};

G_DEFINE_FINAL_TYPE (TroupeCharacterList, troupe_character_list, TROUPE_TYPE_LIBRARY_LIST)

G_DEFINE_ENUM_TYPE (TroupeCharacterSort, troupe_character_sort,
                    G_DEFINE_ENUM_VALUE (TROUPE_CHARACTER_SORT_NEWEST, "newest"),
                    G_DEFINE_ENUM_VALUE (TROUPE_CHARACTER_SORT_ALIAS, "alias"))

enum
{
  PROP_0,
  PROP_SORT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_loaded (gpointer character)
{
  return troupe_character_is_loaded (character);
}

static void
find (TroupeLibraryList  *list,
      TroupeLibrary      *library,
      GCancellable       *cancellable,
      GAsyncReadyCallback callback,
      gpointer            user_data)
{
  troupe_library_find_async (library, troupe_library_list_get_search (list),
                             TROUPE_CHARACTER_LIST (list)->sort, cancellable, callback, user_data);
}

static gboolean
is_choosy (TroupeLibraryList *list)
{
  return TROUPE_CHARACTER_LIST (list)->sort == TROUPE_CHARACTER_SORT_ALIAS;
}

static void
troupe_character_list_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SORT:
      g_value_set_enum (value, troupe_character_list_get_sort (TROUPE_CHARACTER_LIST (object)));
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
  switch (prop_id)
    {
    case PROP_SORT:
      troupe_character_list_set_sort (TROUPE_CHARACTER_LIST (object), g_value_get_enum (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_character_list_class_init (TroupeCharacterListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  TroupeLibraryListClass *list_class = TROUPE_LIBRARY_LIST_CLASS (klass);

  object_class->get_property = troupe_character_list_get_property;
  object_class->set_property = troupe_character_list_set_property;
  list_class->item_type = TROUPE_TYPE_CHARACTER;
  list_class->noun = "character";
  list_class->get_table = troupe_library_get_characters;
  list_class->is_loaded = is_loaded;
  list_class->load = troupe_library_load_rows_async;
  list_class->load_finish = troupe_library_load_rows_finish;
  list_class->find = find;
  list_class->find_finish = troupe_library_find_finish;
  list_class->is_choosy = is_choosy;

  properties[PROP_SORT] =
    g_param_spec_enum ("sort", NULL, NULL, TROUPE_TYPE_CHARACTER_SORT, TROUPE_CHARACTER_SORT_NEWEST,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_character_list_init (TroupeCharacterList *self)
{
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
  troupe_library_list_query (TROUPE_LIBRARY_LIST (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
}
