/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include <glib/gi18n.h>

#include "troupe-frame-reader.h"
#include "troupe-library-picture.h"
#include "troupe-library-videos.h"
#include "troupe-scene-picture.h"

/* A frame of a video becomes the reference of a scene that goes on from there. */

typedef struct
{
  TroupeWindow *window;
  TroupeVideo  *video;      /* NULL while it is read */
  guint64       time_ns;    /* G_MAXUINT64: its last frame */
} Step;

static void
step_free (Step *step)
{
  g_object_unref (step->window);
  g_clear_object (&step->video);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

/* What was chosen for the video stays; what is to be seen next is still to be written. */
static TroupeScene *
make_scene (TroupeVideo *video,
            const char  *reference)
{
  TroupeScene *scene = NULL;

  if (troupe_video_get_scene (video) != NULL)
    scene = troupe_scene_from_json (troupe_video_get_scene (video), NULL);
  if (scene == NULL)
    scene = troupe_scene_new ();    /* of a newer Troupe, or made before there were scenes */

  g_clear_pointer (&scene->id, g_free);
  g_clear_pointer (&scene->title, g_free);
  troupe_prompt_delete (scene->prompt, 0, troupe_prompt_get_n_chars (scene->prompt));
  g_set_str (&scene->provider_id, troupe_video_get_provider_id (video));
  g_set_str (&scene->reference, reference);
  scene->crop_x = scene->crop_y = 0.5;
  return scene;
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = troupe_scene_picture_keep_finish (TROUPE_LIBRARY (source), result, &error);
  TroupeScenes *scenes = troupe_application_get_scenes (_troupe_window_get_app (step->window));

  if (name == NULL)
    {
      troupe_window_report (step->window, error);
      return;
    }
  _troupe_window_show_page (step->window, "scenes");
  gtk_widget_activate_action (GTK_WIDGET (step->window), "scene.open", "s",
                              troupe_scene_entry_get_id (troupe_scenes_add (scenes, make_scene (step->video, name))));
}

static void
grabbed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeFrame) frame = troupe_frame_grab_finish (result, &error);
  g_autoptr (GdkTexture) texture = NULL;
  TroupeWindow *self = step->window;

  if (frame == NULL)
    {
      troupe_window_report (self, error);
      return;
    }
  texture = gdk_memory_texture_new (troupe_frame_get_width (frame), troupe_frame_get_height (frame),
                                    GDK_MEMORY_R8G8B8A8, troupe_frame_get_pixels (frame),
                                    troupe_frame_get_stride (frame));
  troupe_scene_picture_keep_texture_async (troupe_application_get_library (_troupe_window_get_app (self)), texture,
                                           self->cancellable, kept_cb, g_steal_pointer (&step));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  guint64 duration_ns;
  guint64 time_ns;
  GCancellable *cancellable;

  step->video = troupe_library_load_video_finish (TROUPE_LIBRARY (source), result, &error);
  if (step->video == NULL)
    {
      troupe_window_report (step->window, error);
      return;
    }
  if (troupe_video_get_file (step->video) == NULL)
    return;

  uri = g_file_get_uri (troupe_video_get_file (step->video));
  duration_ns = troupe_video_get_duration_ns (step->video);
  time_ns = duration_ns > 0 ? MIN (step->time_ns, duration_ns - 1) : step->time_ns;
  cancellable = step->window->cancellable;
  troupe_frame_grab_async (uri, time_ns, 0, cancellable, grabbed_cb, g_steal_pointer (&step));
}

static void
use_frame (TroupeWindow *self,
           const char   *id,
           guint64       time_ns)
{
  TroupeApplication *app = _troupe_window_get_app (self);
  Step *step;

  if (troupe_application_get_scenes (app) == NULL)
    return;

  step = g_new0 (Step, 1);
  step->window = g_object_ref (self);
  step->time_ns = time_ns;
  troupe_library_load_video_async (troupe_application_get_library (app), id, self->cancellable, loaded_cb, step);
}

static void
frame_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  g_autofree char *id = NULL;
  guint64 time_ns;

  g_variant_get (parameter, "(st)", &id, &time_ns);
  use_frame (TROUPE_WINDOW (widget), id, time_ns);
}

static void
last_frame_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *id)
{
  use_frame (TROUPE_WINDOW (widget), g_variant_get_string (id, NULL), G_MAXUINT64);
}

static void
picture_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (troupe_library_use_frame_finish (TROUPE_LIBRARY (source), result, &error))
    troupe_window_add_toast (self, adw_toast_new (_("This frame is the picture now")));
  else
    troupe_window_report (self, error);
}

static void
picture_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  const char *id;
  const char *uri;
  guint64 time_ns;

  g_variant_get (parameter, "(&s&st)", &id, &uri, &time_ns);
  troupe_library_use_frame_async (troupe_application_get_library (_troupe_window_get_app (self)), id, uri, time_ns,
                                  self->cancellable, picture_cb, g_object_ref (self));
}

void
_troupe_window_install_frame_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "video.use-frame", "(st)", frame_action);
  gtk_widget_class_install_action (widget_class, "character.use-frame", "(sst)", picture_action);
  gtk_widget_class_install_action (widget_class, "video.use-last-frame", "s", last_frame_action);
}
