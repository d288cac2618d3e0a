/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cast-pictures.h"

#include "troupe-thumbnail.h"

#define MAX_PICTURES 3

struct _TroupeCastPictures
{
  AdwBin        parent_instance;

  /* Owned */
  char        **ids;
  GCancellable *cancellable;    /* of what is read for these ids */
};

G_DEFINE_FINAL_TYPE (TroupeCastPictures, troupe_cast_pictures, ADW_TYPE_BIN)

/* The binding holds neither; the library has one object as long as somebody does. */
static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeThumbnail) picture = user_data;
  g_autoptr (TroupeCharacter) character = NULL;

  /* The figure stays in the place of somebody who was deleted. */
  character = troupe_library_load_character_finish (TROUPE_LIBRARY (source), result, NULL);
  if (character == NULL)
    return;
  g_object_bind_property (character, "picture", picture, "file", G_BINDING_SYNC_CREATE);
  g_object_set_data_full (G_OBJECT (picture), "character", g_steal_pointer (&character), g_object_unref);
}

static void
cancel (TroupeCastPictures *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
troupe_cast_pictures_dispose (GObject *object)
{
  cancel (TROUPE_CAST_PICTURES (object));
  G_OBJECT_CLASS (troupe_cast_pictures_parent_class)->dispose (object);
}

static void
troupe_cast_pictures_finalize (GObject *object)
{
  g_strfreev (TROUPE_CAST_PICTURES (object)->ids);
  G_OBJECT_CLASS (troupe_cast_pictures_parent_class)->finalize (object);
}

static void
troupe_cast_pictures_class_init (TroupeCastPicturesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_cast_pictures_dispose;
  object_class->finalize = troupe_cast_pictures_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "castpictures");
}

static void
troupe_cast_pictures_init (TroupeCastPictures *self)
{
}

/**
 * troupe_cast_pictures_show:
 * @self: pictures
 * @library: whose characters they are
 * @ids: who they are
 *
 * Shows the first few of a cast; nothing changes when they are the same as before.
 */
void
troupe_cast_pictures_show (TroupeCastPictures *self,
                           TroupeLibrary      *library,
                           char              **ids)
{
  GtkWidget *box;

  g_return_if_fail (TROUPE_IS_CAST_PICTURES (self));
  g_return_if_fail (TROUPE_IS_LIBRARY (library));

  if (self->ids != NULL && g_strv_equal ((const char * const *) self->ids, (const char * const *) ids))
    return;

  g_strfreev (self->ids);
  self->ids = g_strdupv (ids);
  cancel (self);
  self->cancellable = g_cancellable_new ();
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  for (guint i = 0; i < MAX_PICTURES && ids[i] != NULL; i++)
    {
      GtkWidget *picture = troupe_thumbnail_new ();

      gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), picture);
      troupe_library_load_character_async (library, ids[i], self->cancellable, loaded_cb, g_object_ref (picture));
    }
  adw_bin_set_child (ADW_BIN (self), box);
}
