/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-page.h"

struct _TroupeScenePage
{
  AdwNavigationPage parent_instance;

  /* Template */
  GtkTextView      *text_view;

  /* Owned */
  TroupeScenes     *scenes;
  TroupeSceneEntry *entry;
};

G_DEFINE_FINAL_TYPE (TroupeScenePage, troupe_scene_page, ADW_TYPE_NAVIGATION_PAGE)

static void
changed_cb (TroupeScenePage *self,
            GtkTextBuffer   *buffer)
{
  g_autoptr (TroupeScene) scene = troupe_scene_copy (troupe_scene_entry_get_scene (self->entry));
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  troupe_prompt_free (scene->prompt);
  scene->prompt = troupe_prompt_new (text);
  troupe_scenes_change (self->scenes, self->entry, scene);
}

static void
troupe_scene_page_dispose (GObject *object)
{
  TroupeScenePage *self = TROUPE_SCENE_PAGE (object);

  g_clear_object (&self->entry);
  g_clear_object (&self->scenes);
  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_SCENE_PAGE);
  G_OBJECT_CLASS (troupe_scene_page_parent_class)->dispose (object);
}

static void
troupe_scene_page_class_init (TroupeScenePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_scene_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-scene-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeScenePage, text_view);
}

static void
troupe_scene_page_init (TroupeScenePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_scene_page_new:
 * @scenes: the scenes of the library
 * @entry: one of them
 * @runner: makes the videos
 * @providers: who can
 *
 * Returns: (transfer floating): a page that shows the scene
 */
AdwNavigationPage *
troupe_scene_page_new (TroupeScenes     *scenes,
                       TroupeSceneEntry *entry,
                       TroupeRunner     *runner,
                       TroupeProviders  *providers)
{
  TroupeScenePage *self = g_object_new (TROUPE_TYPE_SCENE_PAGE, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  g_autofree char *text = NULL;

  self->scenes = g_object_ref (scenes);
  self->entry = g_object_ref (entry);
  text = troupe_scene_dup_text (troupe_scene_entry_get_scene (entry));
  gtk_text_buffer_set_text (buffer, text, -1);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return ADW_NAVIGATION_PAGE (self);
}
