/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ranges of the clip that a person keeps. */

#include "troupe-clip-page-private.h"

static void
keep_range_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  TroupeClipPage *self = TROUPE_CLIP_PAGE (widget);

  if (self->clip != NULL)
    troupe_candidates_view_keep (self->candidates_view,
                                 troupe_range_model_get_range (troupe_stage_get_model (self->stage)), "");
}

static void
keep_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  TroupeClipPage *self = TROUPE_CLIP_PAGE (widget);
  TroupeRange range;
  const char *note;

  g_variant_get (parameter, "(tt&s)", &range.start_ns, &range.end_ns, &note);
  if (self->clip != NULL)
    troupe_candidates_view_keep (self->candidates_view, &range, note);
}

/**
 * _troupe_clip_page_new_candidates:
 * @self: a page with a new clip
 *
 * Lists the ranges of that clip which were kept before.
 */
void
_troupe_clip_page_new_candidates (TroupeClipPage *self)
{
  g_clear_object (&self->candidates);
  self->candidates = troupe_candidates_new ();
  g_signal_connect_object (self->candidates, "failed", G_CALLBACK (_troupe_clip_page_report), self,
                           G_CONNECT_SWAPPED);
  troupe_candidates_view_set_candidates (self->candidates_view, self->candidates);
  _troupe_clip_page_open_candidates (self);
}

/**
 * _troupe_clip_page_open_candidates:
 * @self: a page with a clip
 *
 * Remembers the ranges by what is in the clip, as soon as that is known.
 */
void
_troupe_clip_page_open_candidates (TroupeClipPage *self)
{
  TroupeLibrary *library = troupe_runner_get_library (self->runner);
  const char *hash = troupe_clip_get_hash (self->clip);

  if (hash != NULL && troupe_library_is_open (library))
    troupe_candidates_open (self->candidates, library, hash);
}

/**
 * _troupe_clip_page_install_candidate_actions:
 * @widget_class: the class of the page
 *
 * Installs what keeps the range, and any other with what speaks for it.
 */
void
_troupe_clip_page_install_candidate_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "clip.keep-range", NULL, keep_range_action);
  gtk_widget_class_install_action (widget_class, "clip.keep", "(tts)", keep_action);
}
