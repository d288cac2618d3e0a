/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-remix-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "troupe-known-provider.h"
#include "troupe-runner-videos.h"

/* A dialog that is open */
typedef struct
{
  TroupeRunner        *runner;
  TroupeVideo         *video;
  GtkTextBuffer       *buffer;
  GAsyncReadyCallback  callback;
  gpointer             user_data;
  GDestroyNotify       destroy;      /* of user_data, where the callback is not called */
} Remix;

static void
remix_free (Remix *remix)
{
  g_object_unref (remix->runner);
  g_object_unref (remix->video);
  g_object_unref (remix->buffer);
  if (remix->user_data != NULL)
    remix->destroy (remix->user_data);
  g_free (remix);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Remix *remix = user_data;
  g_autofree char *text = NULL;
  TroupeVideoDraft *draft;

  if (strcmp (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "remix") == 0)
    {
      g_object_get (remix->buffer, "text", &text, NULL);
      draft = troupe_video_draft_new (troupe_video_get_provider_id (remix->video), text);
      draft->remix_of = g_strdup (troupe_video_get_remote_id (remix->video));
      troupe_runner_create_video_async (remix->runner, draft, remix->callback, g_steal_pointer (&remix->user_data));
    }
  remix_free (remix);
}

static void
changed_cb (GtkTextBuffer  *buffer,
            AdwAlertDialog *dialog)
{
  adw_alert_dialog_set_response_enabled (dialog, "remix", gtk_text_buffer_get_char_count (buffer) > 0);
}

static GtkWidget *
create_text (TroupeVideo *video)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), troupe_video_get_prompt (video), -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_add_css_class (view, "inline");
  gtk_widget_add_css_class (view, "remix-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, C_("video", "Prompt"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 96);
  gtk_widget_add_css_class (scrolled, "card");
  return scrolled;
}

/**
 * troupe_remix_dialog_present:
 * @parent: where it is shown
 * @runner: what has the video made
 * @video: a video that its provider can vary
 * @callback: called when the new video stands in the library, or does not; not when the person leaves it
 * @user_data: for @callback
 * @destroy: frees @user_data where @callback is not called
 *
 * Asks for the prompt of a video that varies @video.
 */
void
troupe_remix_dialog_present (GtkWidget          *parent,
                             TroupeRunner       *runner,
                             TroupeVideo        *video,
                             GAsyncReadyCallback callback,
                             gpointer            user_data,
                             GDestroyNotify      destroy)
{
  g_autofree char *provider = troupe_known_provider_dup_name (troupe_video_get_provider_id (video));
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Remix Video"), NULL));
  GtkWidget *text = create_text (video);
  GtkWidget *view = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (text));
  Remix *remix = g_new0 (Remix, 1);

  adw_alert_dialog_format_body (dialog, _("%s makes another video of this one. What is to be different? It may be "
                                          "paid like a new one."), provider);
  adw_alert_dialog_set_extra_child (dialog, text);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "remix", _("Re_mix"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "remix", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_dialog_set_focus (ADW_DIALOG (dialog), view);

  remix->runner = g_object_ref (runner);
  remix->video = g_object_ref (video);
  remix->buffer = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)));
  remix->callback = callback;
  remix->user_data = user_data;
  remix->destroy = destroy;
  g_signal_connect_object (remix->buffer, "changed", G_CALLBACK (changed_cb), dialog, G_CONNECT_DEFAULT);
  changed_cb (remix->buffer, dialog);
  adw_alert_dialog_choose (dialog, parent, NULL, answered_cb, remix);
}
