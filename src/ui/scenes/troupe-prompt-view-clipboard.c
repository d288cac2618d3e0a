/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-view-private.h"

#include "troupe-prompt-content.h"
#include "troupe-prompt-words.h"

/* Something on its way into the text */
typedef struct
{
  TroupePromptView *view;
  GtkTextMark      *mark;    /* where; NULL: in the place of what is selected then */
  GdkDrop          *drop;    /* to be told of the end, or NULL */
  GdkDragAction     action;
} Arrival;

static Arrival *
arrival_new (TroupePromptView  *self,
             const GtkTextIter *place)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->view = g_object_ref (self);
  if (place != NULL)
    arrival->mark = g_object_ref (gtk_text_buffer_create_mark (GTK_TEXT_BUFFER (self->buffer), NULL, place, FALSE));
  return arrival;
}

static void
arrival_free (Arrival *arrival)
{
  if (arrival->mark != NULL && !gtk_text_mark_get_deleted (arrival->mark))
    gtk_text_buffer_delete_mark (gtk_text_mark_get_buffer (arrival->mark), arrival->mark);
  g_clear_object (&arrival->mark);
  if (arrival->drop != NULL)
    gdk_drop_finish (arrival->drop, arrival->action);
  g_clear_object (&arrival->drop);
  g_object_unref (arrival->view);
  g_free (arrival);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arrival, arrival_free)

/* A name in the place of that of each mention for which func has one */
static TroupePrompt *
rename_mentions (TroupePromptView   *self,
                 const TroupePrompt *prompt,
                 TroupeMention      *(*func) (TroupePromptView *self,
                                              const TroupeMention *mention))
{
  TroupePrompt *renamed = troupe_prompt_copy (prompt);

  for (guint i = 0; i < troupe_prompt_get_n_chars (renamed); i++)
    {
      const TroupeMention *mention = troupe_prompt_get_mention_at (renamed, i);
      g_autoptr (TroupeMention) other = mention != NULL ? func (self, mention) : NULL;

      if (other != NULL)
        troupe_prompt_replace_mention (renamed, i, other);
    }
  return renamed;
}

/* What other programs and people know somebody by, where it is read back as the same one */
static TroupeMention *
get_outer_mention (TroupePromptView    *self,
                   const TroupeMention *mention)
{
  const TroupeCastMember *member = troupe_prompt_library_find (self->library, mention->character_id);
  TroupeNameIndex *names = troupe_prompt_library_get_names (self->library);

  if (member == NULL || member->username == NULL ||
      g_strcmp0 (troupe_name_index_find (names, member->username), mention->character_id) != 0)
    return NULL;
  return troupe_mention_new (mention->character_id, member->username);
}

/* Of another library; the name may mean somebody in this one. */
static TroupeMention *
get_inner_mention (TroupePromptView    *self,
                   const TroupeMention *mention)
{
  const char *id;

  if (troupe_prompt_library_find (self->library, mention->character_id) != NULL)
    return NULL;
  id = troupe_name_index_find (troupe_prompt_library_get_names (self->library), mention->name);
  return id != NULL ? troupe_mention_new (id, mention->name) : NULL;
}

/**
 * _troupe_prompt_view_create_content:
 * @self: a view
 *
 * Returns: (transfer full) (nullable): what is selected, for a clipboard or a drag
 */
GdkContentProvider *
_troupe_prompt_view_create_content (TroupePromptView *self)
{
  g_autoptr (TroupePrompt) selected = NULL;
  g_autoptr (TroupePrompt) outer = NULL;
  g_autofree char *text = NULL;
  guint position, n_chars;

  if (!troupe_prompt_buffer_get_selection (self->buffer, &position, &n_chars))
    return NULL;

  selected = troupe_prompt_slice (troupe_prompt_buffer_get_prompt (self->buffer), position, n_chars);
  if (self->library != NULL)
    {
      outer = rename_mentions (self, selected, get_outer_mention);
      text = troupe_prompt_to_text (outer, troupe_prompt_library_get_names (self->library));
    }
  else
    {
      text = troupe_prompt_to_text (selected, NULL);
    }
  return troupe_prompt_content_new (selected, text);
}

/**
 * _troupe_prompt_view_copy:
 * @self: a view
 *
 * Puts what is selected on the clipboard.
 *
 * Returns: whether something is selected
 */
gboolean
_troupe_prompt_view_copy (TroupePromptView *self)
{
  g_autoptr (GdkContentProvider) content = _troupe_prompt_view_create_content (self);

  if (content != NULL)
    gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
  return content != NULL;
}

/* What is selected can be pasted with the middle button, with its mentions. */
static void
offer_selection (TroupePromptView *self,
                 GtkTextIter      *location,
                 GtkTextMark      *mark)
{
  GdkClipboard *primary = gtk_widget_get_primary_clipboard (GTK_WIDGET (self));
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  g_autoptr (GdkContentProvider) content = NULL;

  if (!gtk_widget_get_realized (GTK_WIDGET (self)) ||
      (mark != gtk_text_buffer_get_insert (buffer) && mark != gtk_text_buffer_get_selection_bound (buffer)))
    return;
  content = _troupe_prompt_view_create_content (self);
  if (content != NULL || (self->selected != NULL && gdk_clipboard_get_content (primary) == self->selected))
    gdk_clipboard_set_content (primary, content);
  g_set_object (&self->selected, content);
}

/* The text buffer would put its text there, which knows of no mentions. */
static void
realize_cb (TroupePromptView *self)
{
  gtk_text_buffer_remove_selection_clipboard (GTK_TEXT_BUFFER (self->buffer),
                                              gtk_widget_get_primary_clipboard (GTK_WIDGET (self)));
}

/* GTK takes it away itself then, and warns where it is not there. */
static void
unrealize_cb (TroupePromptView *self)
{
  gtk_text_buffer_add_selection_clipboard (GTK_TEXT_BUFFER (self->buffer),
                                           gtk_widget_get_primary_clipboard (GTK_WIDGET (self)));
}

/**
 * _troupe_prompt_view_watch_selection:
 * @self: a view with its buffer
 *
 * Puts what is selected on the primary clipboard from now on.
 */
void
_troupe_prompt_view_watch_selection (TroupePromptView *self)
{
  g_signal_connect (self, "realize", G_CALLBACK (realize_cb), NULL);
  g_signal_connect (self, "unrealize", G_CALLBACK (unrealize_cb), NULL);
  g_signal_connect_object (self->buffer, "mark-set", G_CALLBACK (offer_selection), self, G_CONNECT_SWAPPED);
}

/* Words of a text that name somebody become mentions at once, in the same step. */
static TroupePrompt *
bind_arrived (TroupePromptView   *self,
              const TroupePrompt *arrived)
{
  TroupePrompt *bound;

  if (self->library == NULL)
    return troupe_prompt_copy (arrived);
  bound = rename_mentions (self, arrived, get_inner_mention);
  troupe_prompt_bind (bound, troupe_prompt_library_get_names (self->library));
  return bound;
}

static void
put (Arrival            *arrival,
     const TroupePrompt *arrived)
{
  TroupePromptView *self = arrival->view;
  g_autoptr (TroupePrompt) bound = NULL;
  guint position, n_removed = 0;

  if (self->buffer == NULL)
    return;    /* the view is gone */

  bound = bind_arrived (self, arrived);
  if (arrival->mark != NULL)
    {
      GtkTextIter iter;

      gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self->buffer), &iter, arrival->mark);
      position = (guint) gtk_text_iter_get_offset (&iter);
    }
  else
    {
      troupe_prompt_buffer_get_selection (self->buffer, &position, &n_removed);
    }
  troupe_prompt_buffer_replace (self->buffer, position, n_removed, bound);
  _troupe_prompt_view_scroll_to_caret (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Arrival) arrival = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupePrompt) arrived = troupe_prompt_content_read_finish (result, &error);

  if (arrived != NULL)
    {
      put (arrival, arrived);
    }
  else
    {
      g_debug ("Nothing to insert: %s", error->message);
      arrival->action = 0;
      gtk_widget_error_bell (GTK_WIDGET (arrival->view));
    }
}

static void
take_stream (Arrival      *arrival,
             GInputStream *stream,
             const char   *mime_type,
             GError       *error)
{
  g_autoptr (Arrival) owned = arrival;
  g_autoptr (GInputStream) owned_stream = stream;
  g_autoptr (GError) owned_error = error;

  if (stream != NULL)
    {
      troupe_prompt_content_read_async (stream, mime_type, NULL, read_cb, g_steal_pointer (&owned));
      return;
    }
  g_debug ("Nothing to insert: %s", error->message);
  owned->action = 0;
  gtk_widget_error_bell (GTK_WIDGET (owned->view));
}

static void
clipboard_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  const char *mime_type = NULL;
  GError *error = NULL;
  GInputStream *stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, &mime_type, &error);

  take_stream (user_data, stream, mime_type, error);
}

static void
drop_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  const char *mime_type = NULL;
  GError *error = NULL;
  GInputStream *stream = gdk_drop_read_finish (GDK_DROP (source), result, &mime_type, &error);

  take_stream (user_data, stream, mime_type, error);
}

/**
 * _troupe_prompt_view_paste:
 * @self: a view
 * @clipboard: what from
 * @place: (nullable): where, `NULL` for in the place of what is selected
 *
 * Inserts what a clipboard has, once it gives it.
 */
void
_troupe_prompt_view_paste (TroupePromptView  *self,
                           GdkClipboard      *clipboard,
                           const GtkTextIter *place)
{
  gdk_clipboard_read_async (clipboard, (const char **) troupe_prompt_content_get_mime_types (), G_PRIORITY_DEFAULT,
                            NULL, clipboard_cb, arrival_new (self, place));
}

/**
 * _troupe_prompt_view_take_drop:
 * @self: a view
 * @drop: what was dropped
 * @action: what is done with it
 * @place: where
 *
 * Inserts what was dropped, once its source gives it, and tells that then.
 */
void
_troupe_prompt_view_take_drop (TroupePromptView  *self,
                               GdkDrop           *drop,
                               GdkDragAction      action,
                               const GtkTextIter *place)
{
  Arrival *arrival = arrival_new (self, place);

  arrival->drop = g_object_ref (drop);
  arrival->action = action;
  gdk_drop_read_async (drop, (const char **) troupe_prompt_content_get_mime_types (), G_PRIORITY_DEFAULT,
                       NULL, drop_cb, arrival);
}
