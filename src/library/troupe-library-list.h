/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-library.h"
#include "troupe-object-table.h"

G_BEGIN_DECLS

/* A list model of what a library holds of one kind and matches a search; see TroupeCharacterList and
 * TroupeVideoList. Objects that are not read yet are read together, some dozens at a time.
 * Properties (notify): search, busy. Main thread. */

#define TROUPE_TYPE_LIBRARY_LIST (troupe_library_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (TroupeLibraryList, troupe_library_list, TROUPE, LIBRARY_LIST, GObject)

struct _TroupeLibraryListClass
{
  GObjectClass  parent_class;

  /* What the list is of; its noun begins the names of the library's signals. */
  GType         item_type;
  const char   *noun;

  TroupeObjectTable *(*get_table)   (TroupeLibrary        *library);
  gboolean           (*is_loaded)   (gpointer              item);
  void               (*load)        (TroupeLibrary        *library,
                                     const char *const    *ids,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
  gboolean           (*load_finish) (TroupeLibrary        *library,
                                     GAsyncResult         *result,
                                     GError              **error);
  /* The ids that match, in order */
  void               (*find)        (TroupeLibraryList    *self,
                                     TroupeLibrary        *library,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
  GPtrArray         *(*find_finish) (TroupeLibrary        *library,
                                     GAsyncResult         *result,
                                     GError              **error);
  /* Whether an object that changes may come, go or move */
  gboolean           (*is_choosy)   (TroupeLibraryList    *self);
};

const char      *troupe_library_list_get_search (TroupeLibraryList *self);
void             troupe_library_list_set_search (TroupeLibraryList *self,
                                                 const char        *search);
/* Until the first answer is there */
gboolean         troupe_library_list_is_busy    (TroupeLibraryList *self);
/* For subclasses: looks again for what matches */
void             troupe_library_list_query      (TroupeLibraryList *self);

G_END_DECLS
