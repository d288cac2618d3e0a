/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-menu.h"

#include <glib/gi18n.h>

#include "troupe-known-provider.h"
#include "troupe-runner-delete.h"

static void
append (GMenu       *section,
        const char  *label,
        const char  *action,
        TroupeVideo *video)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", troupe_video_get_id (video));
  g_menu_append_item (section, item);
}

static GMenu *
append_section (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return section;    /* the menu holds it */
}

static void
append_file (GMenu       *menu,
             TroupeVideo *video)
{
  GMenu *section;

  if (troupe_video_get_file (video) == NULL)
    return;

  section = append_section (menu);
  append (section, _("_Save As…"), "video.save-as", video);
  append (section, _("Show in _Files"), "video.show-in-files", video);
  section = append_section (menu);
  append (section, _("_New Character from This"), "video.new-character", video);
  append (section, _("Compare _With…"), "video.compare-with", video);
}

/**
 * troupe_video_menu_can_remix:
 * @video: a video that has been read
 *
 * Returns: whether its provider varies what it made, and is still known
 */
gboolean
troupe_video_menu_can_remix (TroupeVideo *video)
{
  TroupeProvider *provider = troupe_known_provider_find (troupe_video_get_provider_id (video));

  return provider != NULL && troupe_video_get_file (video) != NULL && troupe_video_get_remote_id (video) != NULL &&
         troupe_profile_get_call (troupe_provider_get_profile (provider), "remix-video") != NULL;
}

static void
append_prompt (GMenu               *menu,
               TroupeVideo         *video,
               TroupeVideoMenuPlace place)
{
  GMenu *section = append_section (menu);

  append (section, _("_Copy Prompt"), "video.copy-prompt", video);
  append (section, _("_Reuse Prompt"), "win.reuse-scene", video);
  if (troupe_video_menu_can_remix (video))
    /* Translators: to have the provider make another video of one that it made */
    append (section, _("Re_mix…"), "video.remix", video);
  if (troupe_video_get_file (video) == NULL)
    return;
  if (place == TROUPE_VIDEO_MENU_PAGE)
    /* Translators: a picture that the next video begins with */
    g_menu_append (section, _("_This Frame as Reference"), "page.use-frame");
  append (section, _("_Last Frame as Reference"), "video.use-last-frame", video);
}

static void
append_delete (GMenu       *menu,
               TroupeVideo *video)
{
  GMenu *section;

  if (troupe_video_get_state (video) == TROUPE_VIDEO_STATE_MAKING)
    return;

  section = append_section (menu);
  append (section, _("_Delete"), "video.delete", video);
  if (troupe_runner_can_delete_copy (video, troupe_known_provider_find (troupe_video_get_provider_id (video))))
    append (section, _("Delete at _Provider, Too…"), "video.delete-at-provider", video);
}

/**
 * troupe_video_menu_new:
 * @video: a video that has been read
 * @place: where the menu stands
 *
 * Makes the menu of a video as it is now.
 *
 * Returns: (transfer full): a menu
 */
GMenuModel *
troupe_video_menu_new (TroupeVideo         *video,
                       TroupeVideoMenuPlace place)
{
  GMenu *menu = g_menu_new ();
  GMenu *section;

  g_return_val_if_fail (TROUPE_IS_VIDEO (video), NULL);

  if (place == TROUPE_VIDEO_MENU_CARD)
    append (append_section (menu), _("_Open"), "video.open", video);
  append_file (menu, video);
  append_prompt (menu, video, place);

  section = append_section (menu);
  if (place == TROUPE_VIDEO_MENU_CARD)
    append (section, troupe_video_is_starred (video) ? _("Remove S_tar") : _("Add S_tar"), "video.star", video);
  append (section, _("Show _Job"), "video.show-job", video);
  append_delete (menu, video);
  return G_MENU_MODEL (menu);
}
