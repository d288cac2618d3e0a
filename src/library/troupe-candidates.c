/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-candidates.h"

#include "troupe-library-private.h"

/**
 * TroupeCandidates:
 *
 * The ranges of one clip that a person keeps.
 *
 * All of them are written whenever one changes. Until those that the library knows are read nothing is.
 */
struct _TroupeCandidates
{
  GObject        parent_instance;

  /* Owned */
  GPtrArray     *items;       /* of TroupeCandidate */
  TroupeLibrary *library;     /* NULL until it is known */
  char          *hash;

  gboolean       is_read;     /* what the library knows is among them */
};

/* The candidates of a clip, as they are read or to be written */
typedef struct
{
  TroupeCandidates *candidates;
  char             *hash;
  GPtrArray        *items;    /* of TroupeCandidate of its own */
} Work;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TroupeCandidates, troupe_candidates, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

static Work *
work_new (TroupeCandidates *self)
{
  Work *work = g_new0 (Work, 1);

  work->candidates = g_object_ref (self);
  work->hash = g_strdup (self->hash);
  work->items = g_ptr_array_new_with_free_func (g_object_unref);

  return work;
}

static void
work_free (Work *work)
{
  g_object_unref (work->candidates);
  g_free (work->hash);
  g_ptr_array_unref (work->items);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static gboolean
save_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  const Work *work = data;

  if (!troupe_connection_execute (connection, error, "DELETE FROM clip_candidates WHERE hash = ?1", "t", work->hash))
    return FALSE;

  for (guint i = 0; i < work->items->len; i++)
    {
      TroupeCandidate *one = g_ptr_array_index (work->items, i);
      const TroupeRange *range = troupe_candidate_get_range (one);

      if (!troupe_connection_execute (connection, error,
                                      "INSERT INTO clip_candidates (hash, position, name, note, start_ns, end_ns)"
                                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                      "tittii", work->hash, (gint64) i, troupe_candidate_get_name (one),
                                      troupe_candidate_get_note (one), (gint64) range->start_ns,
                                      (gint64) range->end_ns))
        return FALSE;
    }
  return TRUE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_library_write_finish (TROUPE_LIBRARY (source), result, &error))
    g_signal_emit (work->candidates, signals[FAILED], 0, error);
}

static TroupeCandidate *
copy (TroupeCandidate *candidate)
{
  return troupe_candidate_new (troupe_candidate_get_range (candidate), troupe_candidate_get_name (candidate),
                               troupe_candidate_get_note (candidate));
}

static void
save (TroupeCandidates *self)
{
  Work *work;

  if (!self->is_read)
    return;

  work = work_new (self);
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (work->items, copy (g_ptr_array_index (self->items, i)));
  troupe_library_write_async (self->library, save_in_owner, work, NULL, saved_cb, work);
}

static gboolean
load_in_owner (TroupeConnection *connection,
               gpointer          data,
               GError          **error)
{
  Work *work = data;
  g_autoptr (TroupeRows) rows = NULL;
  g_autoptr (GError) failure = NULL;

  rows = troupe_connection_query (connection, error, "SELECT start_ns, end_ns, name, note FROM clip_candidates"
                                  " WHERE hash = ?1 ORDER BY position", "t", work->hash);
  if (rows == NULL)
    return FALSE;

  while (troupe_rows_next (rows, &failure))
    {
      TroupeRange range = { (guint64) troupe_rows_get_integer (rows, 0),
                            (guint64) troupe_rows_get_integer (rows, 1) };

      g_ptr_array_add (work->items, troupe_candidate_new (&range, troupe_rows_get_text (rows, 2),
                                                          troupe_rows_get_text (rows, 3)));
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Before those that a quick person added meanwhile */
static void
take (TroupeCandidates *self,
      GPtrArray        *items)
{
  const guint n_before = self->items->len;
  guint n_taken = 0;

  for (guint i = 0; i < items->len && !troupe_candidates_is_full (self); i++)
    {
      TroupeCandidate *one = g_ptr_array_index (items, i);

      if (troupe_candidates_find (self, troupe_candidate_get_range (one)) == NULL)
        g_ptr_array_insert (self->items, (int) n_taken++, g_object_ref (one));
    }
  self->is_read = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n_taken);
  if (n_before > 0)
    save (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Work) work = user_data;
  TroupeCandidates *self = work->candidates;
  g_autoptr (GError) error = NULL;

  if (!troupe_database_run_finish (TROUPE_DATABASE (source), result, &error))
    g_signal_emit (self, signals[FAILED], 0, error);
  else if (g_str_equal (work->hash, self->hash))
    take (self, work->items);
}

static GType
troupe_candidates_get_item_type (GListModel *model)
{
  return TROUPE_TYPE_CANDIDATE;
}

static guint
troupe_candidates_get_n_items (GListModel *model)
{
  return TROUPE_CANDIDATES (model)->items->len;
}

static gpointer
troupe_candidates_get_item (GListModel *model,
                            guint       position)
{
  TroupeCandidates *self = TROUPE_CANDIDATES (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = troupe_candidates_get_item_type;
  iface->get_n_items = troupe_candidates_get_n_items;
  iface->get_item = troupe_candidates_get_item;
}

static void
troupe_candidates_dispose (GObject *object)
{
  g_clear_object (&TROUPE_CANDIDATES (object)->library);
  G_OBJECT_CLASS (troupe_candidates_parent_class)->dispose (object);
}

static void
troupe_candidates_finalize (GObject *object)
{
  TroupeCandidates *self = TROUPE_CANDIDATES (object);

  g_ptr_array_unref (self->items);
  g_free (self->hash);
  G_OBJECT_CLASS (troupe_candidates_parent_class)->finalize (object);
}

static void
troupe_candidates_class_init (TroupeCandidatesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_candidates_dispose;
  G_OBJECT_CLASS (klass)->finalize = troupe_candidates_finalize;

  /**
   * TroupeCandidates::failed:
   * @self: the candidates
   * @error: why the library could not be read or written
   *
   * What is shown is not what is kept.
   */
  signals[FAILED] = g_signal_new ("failed", TROUPE_TYPE_CANDIDATES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
troupe_candidates_init (TroupeCandidates *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * troupe_candidates_new:
 *
 * Makes an empty list, which nobody remembers until troupe_candidates_open().
 *
 * Returns: (transfer full): candidates of a clip
 */
TroupeCandidates *
troupe_candidates_new (void)
{
  return g_object_new (TROUPE_TYPE_CANDIDATES, NULL);
}

/**
 * troupe_candidates_open:
 * @self: the candidates of a clip
 * @library: an open library
 * @hash: of the bytes of that clip
 *
 * Reads those that were kept before; from then on every change is kept.
 */
void
troupe_candidates_open (TroupeCandidates *self,
                        TroupeLibrary    *library,
                        const char       *hash)
{
  Work *work;

  g_return_if_fail (TROUPE_IS_CANDIDATES (self));
  g_return_if_fail (TROUPE_IS_LIBRARY (library));
  g_return_if_fail (hash != NULL);

  if (g_strcmp0 (hash, self->hash) == 0)
    return;

  self->is_read = FALSE;
  g_set_object (&self->library, library);
  g_set_str (&self->hash, hash);
  work = work_new (self);
  troupe_database_run_async (troupe_library_get_database (library), load_in_owner, work, NULL, loaded_cb, work);
}

/**
 * troupe_candidates_find:
 * @self: the candidates of a clip
 * @range: a part of it
 *
 * Returns: (transfer none) (nullable): the one of that very range
 */
TroupeCandidate *
troupe_candidates_find (TroupeCandidates  *self,
                        const TroupeRange *range)
{
  g_return_val_if_fail (TROUPE_IS_CANDIDATES (self), NULL);
  g_return_val_if_fail (range != NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      TroupeCandidate *one = g_ptr_array_index (self->items, i);

      if (troupe_range_equal (troupe_candidate_get_range (one), range))
        return one;
    }
  return NULL;
}

/**
 * troupe_candidates_is_full:
 * @self: the candidates of a clip
 *
 * Returns: whether there are `TROUPE_CANDIDATES_MAX`
 */
gboolean
troupe_candidates_is_full (TroupeCandidates *self)
{
  g_return_val_if_fail (TROUPE_IS_CANDIDATES (self), TRUE);

  return self->items->len >= TROUPE_CANDIDATES_MAX;
}

/**
 * troupe_candidates_insert:
 * @self: the candidates of a clip; not full
 * @position: at most how many there are
 * @candidate: another one
 *
 * Keeps one more.
 */
void
troupe_candidates_insert (TroupeCandidates *self,
                          guint             position,
                          TroupeCandidate  *candidate)
{
  g_return_if_fail (TROUPE_IS_CANDIDATES (self));
  g_return_if_fail (TROUPE_IS_CANDIDATE (candidate));
  g_return_if_fail (!troupe_candidates_is_full (self));
  g_return_if_fail (position <= self->items->len);

  g_ptr_array_insert (self->items, (int) position, g_object_ref (candidate));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  save (self);
}

/**
 * troupe_candidates_rename:
 * @self: the candidates of a clip
 * @candidate: one of them
 * @name: what it is called from now on
 *
 * Gives one another name.
 */
void
troupe_candidates_rename (TroupeCandidates *self,
                          TroupeCandidate  *candidate,
                          const char       *name)
{
  g_return_if_fail (TROUPE_IS_CANDIDATES (self));
  g_return_if_fail (TROUPE_IS_CANDIDATE (candidate));
  g_return_if_fail (name != NULL);

  troupe_candidate_set_name (candidate, name);
  save (self);
}

/**
 * troupe_candidates_remove:
 * @self: the candidates of a clip
 * @position: of one of them
 *
 * Forgets one.
 */
void
troupe_candidates_remove (TroupeCandidates *self,
                          guint             position)
{
  g_return_if_fail (TROUPE_IS_CANDIDATES (self));
  g_return_if_fail (position < self->items->len);

  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  save (self);
}
