/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page for a clip whose character appears in one video only: nothing is made of it here. */

#include "troupe-clip-page-private.h"

#include <glib/gi18n.h>

#include "troupe-scene-clip.h"

static void
tell (TroupeClipPage             *self,
      const TroupeCharacterDraft *draft,
      const char                 *file,
      const TroupeRange          *range)
{
  g_autoptr (TroupeScene) scene = troupe_scene_new ();

  scene->clip_address = file == NULL ? g_strdup (draft->address) : NULL;
  scene->clip_file = g_strdup (file);
  scene->clip_range = troupe_range_format (range, NULL);
  scene->host_id = g_strdup (draft->host_id);
  _troupe_clip_page_tell_picked (self, scene);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (TroupeClipPage) self = TROUPE_CLIP_PAGE (user_data);
  g_autoptr (TroupeCharacterDraft) draft = g_steal_pointer (&self->picked);
  g_autoptr (GError) error = NULL;
  g_autofree char *file = troupe_scene_clip_keep_finish (TROUPE_LIBRARY (source), result, &error);
  const TroupeRange range = troupe_range_rebased (&draft->range);

  _troupe_clip_page_set_busy (self, FALSE);
  if (file != NULL)
    tell (self, draft, file, &range);
  else
    _troupe_clip_page_report (self, error);
}

/**
 * _troupe_clip_page_pick:
 * @self: a page for a video, with a clip that can be sent
 *
 * Tells what was chosen: the address of the clip, or else its range, cut and kept.
 */
void
_troupe_clip_page_pick (TroupeClipPage *self)
{
  g_autoptr (TroupeCharacterDraft) draft = troupe_draft_form_dup_draft (self->form);

  if (draft->source == TROUPE_SOURCE_URL)
    {
      tell (self, draft, NULL, &draft->range);
      return;
    }

  _troupe_clip_page_set_busy (self, TRUE);
  self->picked = g_steal_pointer (&draft);
  troupe_scene_clip_keep_async (troupe_runner_get_library (self->runner),
                                troupe_clip_get_media_uri (self->picked->clip), &self->picked->range,
                                self->clip_cancellable, kept_cb, g_object_ref (self));
}

/**
 * troupe_clip_page_new_for_video:
 * @runner: knows the library and the hosts
 * @providers: has @provider
 * @provider: who is to make the video
 *
 * Makes a page that chooses a clip for one video, instead of making a character of it; see
 * #TroupeClipPage::picked.
 *
 * Returns: (transfer floating): a new page
 */
AdwNavigationPage *
troupe_clip_page_new_for_video (TroupeRunner    *runner,
                                TroupeProviders *providers,
                                TroupeProvider  *provider)
{
  AdwNavigationPage *page = troupe_clip_page_new (runner, providers);
  TroupeClipPage *self = TROUPE_CLIP_PAGE (page);

  g_return_val_if_fail (TROUPE_IS_PROVIDER (provider), NULL);

  self->is_for_video = TRUE;
  adw_navigation_page_set_tag (page, NULL);    /* there may be another one below */
  adw_navigation_page_set_title (page, _("Character From a Clip"));
  gtk_button_set_label (GTK_BUTTON (self->create_button), _("_Use in This Video"));
  gtk_widget_set_visible (GTK_WIDGET (self->cost_line), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "clip.use-picture", FALSE);
  troupe_draft_form_set_for_video (self->form, provider);
  return page;
}
