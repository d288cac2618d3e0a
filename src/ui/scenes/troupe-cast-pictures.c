/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cast-pictures.h"

#include "troupe-texture-loader.h"

#define MAX_PICTURES 3
#define SIZE 42

struct _TroupeCastPictures
{
  AdwBin        parent_instance;

  /* Owned */
  char        **ids;
  GCancellable *cancellable;    /* of what is read for these ids */
};

G_DEFINE_FINAL_TYPE (TroupeCastPictures, troupe_cast_pictures, ADW_TYPE_BIN)

static void
texture_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AdwAvatar) avatar = user_data;
  g_autoptr (GdkTexture) texture = NULL;

  /* The initials stay where there is no picture. */
  texture = troupe_texture_loader_load_finish (TROUPE_TEXTURE_LOADER (source), result, NULL);
  if (texture != NULL)
    adw_avatar_set_custom_image (avatar, GDK_PAINTABLE (texture));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AdwAvatar) avatar = user_data;
  g_autoptr (TroupeCharacter) character = NULL;

  /* The figure stays in the place of somebody who was deleted. */
  character = troupe_library_load_character_finish (TROUPE_LIBRARY (source), result, NULL);
  if (character == NULL)
    return;
  adw_avatar_set_text (avatar, troupe_character_get_alias (character));
  if (troupe_character_get_picture (character) != NULL)
    troupe_texture_loader_load_async (troupe_texture_loader_get_default (), troupe_character_get_picture (character),
                                      SIZE * gtk_widget_get_scale_factor (GTK_WIDGET (avatar)),
                                      g_task_get_cancellable (G_TASK (result)), texture_cb, g_object_ref (avatar));
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
      GtkWidget *picture = adw_avatar_new (SIZE, NULL, TRUE);

      gtk_box_append (GTK_BOX (box), picture);
      troupe_library_load_character_async (library, ids[i], self->cancellable, loaded_cb, g_object_ref (picture));
    }
  adw_bin_set_child (ADW_BIN (self), box);
}
