/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-list.h"

#include "troupe-library-private.h"
#include "troupe-library-videos.h"

/**
 * TroupeVideoList:
 *
 * The videos that match a search and a filter, in order.
 */
struct _TroupeVideoList
{
  TroupeLibraryList  parent_instance;

  TroupeVideoShow    show;
  TroupeVideoSort    sort;

  /* Owned */
  char              *provider_id;
};

G_DEFINE_FINAL_TYPE (TroupeVideoList, troupe_video_list, TROUPE_TYPE_LIBRARY_LIST)

G_DEFINE_ENUM_TYPE (TroupeVideoShow, troupe_video_show,
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_SHOW_ALL, "all"),
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_SHOW_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_SHOW_MAKING, "making"),
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_SHOW_TROUBLE, "trouble"),
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_SHOW_STARRED, "starred"))

G_DEFINE_ENUM_TYPE (TroupeVideoSort, troupe_video_sort,
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_SORT_NEWEST, "newest"),
                    G_DEFINE_ENUM_VALUE (TROUPE_VIDEO_SORT_OLDEST, "oldest"))

enum
{
  PROP_0,
  PROP_SHOW,
  PROP_SORT,
  PROP_PROVIDER_ID,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_loaded (gpointer video)
{
  return troupe_video_is_loaded (video);
}

static void
find (TroupeLibraryList  *list,
      TroupeLibrary      *library,
      GCancellable       *cancellable,
      GAsyncReadyCallback callback,
      gpointer            user_data)
{
  TroupeVideoList *self = TROUPE_VIDEO_LIST (list);
  const TroupeVideoQuery query = {
    .search = (char *) troupe_library_list_get_search (list),
    .provider_id = self->provider_id,
    .show = self->show,
    .sort = self->sort,
  };

  troupe_library_find_videos_async (library, &query, cancellable, callback, user_data);
}

static gboolean
is_choosy (TroupeLibraryList *list)
{
  return TROUPE_VIDEO_LIST (list)->show != TROUPE_VIDEO_SHOW_ALL;
}

static void
troupe_video_list_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TroupeVideoList *self = TROUPE_VIDEO_LIST (object);

  switch (prop_id)
    {
    case PROP_SHOW:
      g_value_set_enum (value, troupe_video_list_get_show (self));
      break;

    case PROP_SORT:
      g_value_set_enum (value, troupe_video_list_get_sort (self));
      break;

    case PROP_PROVIDER_ID:
      g_value_set_string (value, troupe_video_list_get_provider_id (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_video_list_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  TroupeVideoList *self = TROUPE_VIDEO_LIST (object);

  switch (prop_id)
    {
    case PROP_SHOW:
      troupe_video_list_set_show (self, g_value_get_enum (value));
      break;

    case PROP_SORT:
      troupe_video_list_set_sort (self, g_value_get_enum (value));
      break;

    case PROP_PROVIDER_ID:
      troupe_video_list_set_provider_id (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_video_list_finalize (GObject *object)
{
  TroupeVideoList *self = TROUPE_VIDEO_LIST (object);

  g_clear_pointer (&self->provider_id, g_free);
  G_OBJECT_CLASS (troupe_video_list_parent_class)->finalize (object);
}

static void
troupe_video_list_class_init (TroupeVideoListClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  TroupeLibraryListClass *list_class = TROUPE_LIBRARY_LIST_CLASS (klass);

  object_class->get_property = troupe_video_list_get_property;
  object_class->set_property = troupe_video_list_set_property;
  object_class->finalize = troupe_video_list_finalize;
  list_class->item_type = TROUPE_TYPE_VIDEO;
  list_class->noun = "video";
  list_class->get_table = troupe_library_get_videos;
  list_class->is_loaded = is_loaded;
  list_class->load = troupe_library_load_videos_async;
  list_class->load_finish = troupe_library_load_videos_finish;
  list_class->find = find;
  list_class->find_finish = troupe_library_find_videos_finish;
  list_class->is_choosy = is_choosy;

  properties[PROP_SHOW] = g_param_spec_enum ("show", NULL, NULL, TROUPE_TYPE_VIDEO_SHOW,
                                             TROUPE_VIDEO_SHOW_ALL, flags);
  properties[PROP_SORT] = g_param_spec_enum ("sort", NULL, NULL, TROUPE_TYPE_VIDEO_SORT,
                                             TROUPE_VIDEO_SORT_NEWEST, flags);
  properties[PROP_PROVIDER_ID] = g_param_spec_string ("provider-id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_video_list_init (TroupeVideoList *self)
{
}

static void
look_again (TroupeVideoList *self,
            guint            property)
{
  troupe_library_list_query (TROUPE_LIBRARY_LIST (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/**
 * troupe_video_list_new:
 * @library: a library; may be opened later
 *
 * Lists all videos that are not in the trash, the newest first.
 *
 * Returns: (transfer full): a list
 */
TroupeVideoList *
troupe_video_list_new (TroupeLibrary *library)
{
  g_return_val_if_fail (TROUPE_IS_LIBRARY (library), NULL);

  return g_object_new (TROUPE_TYPE_VIDEO_LIST, "library", library, NULL);
}

/**
 * troupe_video_list_get_show:
 * @self: a list
 *
 * Returns: which of them it holds
 */
TroupeVideoShow
troupe_video_list_get_show (TroupeVideoList *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO_LIST (self), TROUPE_VIDEO_SHOW_ALL);

  return self->show;
}

/**
 * troupe_video_list_set_show:
 * @self: a list
 * @show: which of them it is to hold
 *
 * Changes which videos it holds.
 */
void
troupe_video_list_set_show (TroupeVideoList *self,
                            TroupeVideoShow  show)
{
  g_return_if_fail (TROUPE_IS_VIDEO_LIST (self));

  if (self->show == show)
    return;

  self->show = show;
  look_again (self, PROP_SHOW);
}

/**
 * troupe_video_list_get_sort:
 * @self: a list
 *
 * Returns: the order
 */
TroupeVideoSort
troupe_video_list_get_sort (TroupeVideoList *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO_LIST (self), TROUPE_VIDEO_SORT_NEWEST);

  return self->sort;
}

/**
 * troupe_video_list_set_sort:
 * @self: a list
 * @sort: the order
 *
 * Changes the order.
 */
void
troupe_video_list_set_sort (TroupeVideoList *self,
                            TroupeVideoSort  sort)
{
  g_return_if_fail (TROUPE_IS_VIDEO_LIST (self));

  if (self->sort == sort)
    return;

  self->sort = sort;
  look_again (self, PROP_SORT);
}

/**
 * troupe_video_list_get_provider_id:
 * @self: a list
 *
 * Returns: (nullable): who made those that it holds, `NULL` for anybody
 */
const char *
troupe_video_list_get_provider_id (TroupeVideoList *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO_LIST (self), NULL);

  return self->provider_id;
}

/**
 * troupe_video_list_set_provider_id:
 * @self: a list
 * @provider_id: (nullable): a provider, `NULL` for anybody
 *
 * Holds those only that a provider made.
 */
void
troupe_video_list_set_provider_id (TroupeVideoList *self,
                                   const char      *provider_id)
{
  g_return_if_fail (TROUPE_IS_VIDEO_LIST (self));

  if (g_set_str (&self->provider_id, provider_id))
    look_again (self, PROP_PROVIDER_ID);
}
