/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-words.h"

#include <glib/gi18n.h>

#include "troupe-time.h"

/* Of the state enum, in its order; context "video state" */
static const struct
{
  const char *word;
  const char *icon;
} states[] = {
  [TROUPE_VIDEO_STATE_MAKING] = { NC_("video state", "Making…"), "content-loading-symbolic" },
  [TROUPE_VIDEO_STATE_READY] = { NC_("video state", "Ready"), "object-select-symbolic" },
  [TROUPE_VIDEO_STATE_FAILED] = { NC_("video state", "Failed"), "dialog-error-symbolic" },
  [TROUPE_VIDEO_STATE_STOPPED] = { NC_("video state", "Stopped"), "process-stop-symbolic" },
  /* Translators: a paid request was sent and its answer was lost */
  [TROUPE_VIDEO_STATE_UNKNOWN] = { NC_("video state", "Unknown"), "dialog-question-symbolic" },
  /* Translators: the provider made the video, and it could not be downloaded */
  [TROUPE_VIDEO_STATE_MISSING] = { NC_("video state", "Not downloaded"), "dialog-warning-symbolic" },
};

/**
 * troupe_video_words_get_state:
 * @state: a state
 *
 * Returns: (transfer none): one or two words
 */
const char *
troupe_video_words_get_state (TroupeVideoState state)
{
  return g_dpgettext2 (NULL, "video state", states[state].word);
}

/**
 * troupe_video_words_get_icon:
 * @state: a state
 *
 * Returns: (transfer none): the name of an icon
 */
const char *
troupe_video_words_get_icon (TroupeVideoState state)
{
  return states[state].icon;
}

/**
 * troupe_video_words_dup_title:
 * @video: a video
 *
 * Returns: (transfer full): its prompt in one line
 */
char *
troupe_video_words_dup_title (TroupeVideo *video)
{
  const char *prompt = troupe_video_get_prompt (video);
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  words = g_strsplit_set (prompt != NULL ? prompt : "", " \t\r\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
    }
  if (line->len == 0)
    /* Translators: of a video whose prompt is empty */
    g_string_append (line, C_("video", "Without words"));
  return g_string_free_and_steal (g_steal_pointer (&line));
}

/**
 * troupe_video_words_dup_cast:
 * @video: a video
 *
 * Returns: (transfer full) (nullable): whom it casts, or `NULL` for nobody
 */
char *
troupe_video_words_dup_cast (TroupeVideo *video)
{
  const char *const *cast = troupe_video_get_cast (video);

  /* Translators: between the names of those who appear in a video */
  return cast[0] != NULL ? g_strjoinv (C_("cast", ", "), (char **) cast) : NULL;
}

/**
 * troupe_video_words_dup_measures:
 * @video: a video
 *
 * Returns: (transfer full) (nullable): how long and how large it is, or `NULL` while there is no file
 */
char *
troupe_video_words_dup_measures (TroupeVideo *video)
{
  g_autofree char *length = NULL;
  g_autofree char *size = g_format_size (troupe_video_get_size_bytes (video));

  if (troupe_video_get_file (video) == NULL)
    return NULL;
  if (troupe_video_get_duration_ns (video) == 0)
    return g_steal_pointer (&size);

  length = troupe_time_format (troupe_video_get_duration_ns (video), 1);
  /* Translators: length, width, height and size of a file, such as “0:04.0, 1280 × 720, 2.1 MB” */
  return g_strdup_printf (C_("video", "%1$s, %2$d × %3$d, %4$s"), length, troupe_video_get_width (video),
                          troupe_video_get_height (video), size);
}

/**
 * troupe_video_words_describe:
 * @video: a video
 * @provider: the name of who makes it
 *
 * Says in one line what a card shows.
 *
 * Returns: (transfer full): translated text
 */
char *
troupe_video_words_describe (TroupeVideo *video,
                             const char  *provider)
{
  const char *state = troupe_video_words_get_state (troupe_video_get_state (video));
  g_autofree char *title = NULL;
  g_autofree char *cast = NULL;

  if (!troupe_video_is_loaded (video))
    return g_strdup ("");

  title = troupe_video_words_dup_title (video);
  cast = troupe_video_words_dup_cast (video);
  if (cast == NULL)
    /* Translators: the prompt of a video, its provider and its state */
    return g_strdup_printf (C_("video card", "%1$s, %2$s, %3$s"), title, provider, state);

  /* Translators: the prompt of a video, the names of those who appear in it, its provider and its state */
  return g_strdup_printf (C_("video card", "%1$s, with %2$s, %3$s, %4$s"), title, cast, provider, state);
}
