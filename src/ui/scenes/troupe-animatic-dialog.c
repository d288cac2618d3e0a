/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-animatic-dialog.h"

#include <glib/gi18n.h>

#include "troupe-animatic.h"
#include "troupe-atomic-file.h"
#include "troupe-character-player.h"
#include "troupe-error-text.h"
#include "troupe-scene-animatic.h"

struct _TroupeAnimaticDialog
{
  AdwDialog              parent_instance;

  /* Template */
  AdwToastOverlay       *toast_overlay;
  GtkWidget             *save_button;
  GtkStack              *stack;
  GtkProgressBar        *progress_bar;
  TroupeCharacterPlayer *player;
  AdwStatusPage         *problem_page;

  /* Owned */
  GCancellable          *cancellable;
  TroupeAnimaticScript  *script;         /* NULL until it is written, and once it is given away */
  TroupeAnimatic        *animatic;       /* while it is made */
  GFile                 *file;           /* goes with the dialog */
  guint                  tick_id;
};

G_DEFINE_FINAL_TYPE (TroupeAnimaticDialog, troupe_animatic_dialog, ADW_TYPE_DIALOG)

static void
show_problem (TroupeAnimaticDialog *self,
              const GError         *error)
{
  g_autoptr (TroupeErrorText) text = NULL;
  g_autofree char *paragraph = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = troupe_error_text_new (error);
  paragraph = troupe_error_text_dup_paragraph (text);
  g_message ("The animatic could not be made: %s", error->message);
  adw_status_page_set_title (self->problem_page, text->title);
  adw_status_page_set_description (self->problem_page, paragraph);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

/* While what was made stays on show */
static void
report (TroupeAnimaticDialog *self,
        const GError         *error)
{
  g_autoptr (TroupeErrorText) text = NULL;
  AdwToast *toast;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = troupe_error_text_new (error);
  g_message ("The animatic could not be saved: %s", error->message);
  toast = adw_toast_new (text->title);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  TroupeAnimaticDialog *self = TROUPE_ANIMATIC_DIALOG (widget);

  gtk_progress_bar_set_fraction (self->progress_bar, troupe_animatic_get_per_cent (self->animatic) / 100.0);
  return G_SOURCE_CONTINUE;
}

static void
stop_ticking (TroupeAnimaticDialog *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

static void
rendered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (TroupeAnimaticDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean is_made = troupe_animatic_render_finish (TROUPE_ANIMATIC (source), result, &error);

  stop_ticking (self);
  if (!is_made)
    {
      show_problem (self, error);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  troupe_character_player_set_clip (self->player, self->file);
  gtk_widget_set_visible (self->save_button, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "player");
  gtk_widget_grab_focus (GTK_WIDGET (self->player));
}

/* Once there is a script, and a file */
static void
render (TroupeAnimaticDialog *self)
{
  if (self->script == NULL || self->file == NULL)
    return;

  self->animatic = troupe_animatic_new (g_steal_pointer (&self->script));
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  troupe_animatic_render_async (self->animatic, self->file, self->cancellable, rendered_cb, g_object_ref (self));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeAnimaticDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->script = troupe_scene_animatic_write_finish (result, &error);
  if (self->script != NULL)
    render (self);
  else
    show_problem (self, error);
}

static void
file_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (TroupeAnimaticDialog) self = user_data;
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  self->file = g_file_new_tmp_finish (result, &stream, &error);
  if (self->file != NULL)
    render (self);
  else
    show_problem (self, error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (TroupeAnimaticDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_copy_finish (G_FILE (source), result, &error))
    adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (_("Animatic saved")));
  else
    report (self, error);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeAnimaticDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  /* It goes on when the dialog is closed. */
  if (file != NULL)
    g_file_copy_async (self->file, file, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL, NULL, saved_cb,
                       g_object_ref (self));
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    report (self, error);
}

static void
save_cb (TroupeAnimaticDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Save Animatic"));
  /* Translators: a name of a file */
  gtk_file_dialog_set_initial_name (dialog, _("Animatic.mp4"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable, chosen_cb,
                        g_object_ref (self));
}

static void
troupe_animatic_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (TROUPE_ANIMATIC_DIALOG (dialog)->cancellable);
}

static void
troupe_animatic_dialog_dispose (GObject *object)
{
  TroupeAnimaticDialog *self = TROUPE_ANIMATIC_DIALOG (object);

  stop_ticking (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->animatic);
  g_clear_pointer (&self->script, troupe_animatic_script_free);
  if (self->file != NULL)
    g_file_delete_async (self->file, G_PRIORITY_DEFAULT, NULL, NULL, NULL);    /* what is left the system removes */
  g_clear_object (&self->file);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_ANIMATIC_DIALOG);
  G_OBJECT_CLASS (troupe_animatic_dialog_parent_class)->dispose (object);
}

static void
troupe_animatic_dialog_class_init (TroupeAnimaticDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_animatic_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = troupe_animatic_dialog_closed;

  g_type_ensure (TROUPE_TYPE_CHARACTER_PLAYER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-animatic-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeAnimaticDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, TroupeAnimaticDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeAnimaticDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TroupeAnimaticDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeAnimaticDialog, player);
  gtk_widget_class_bind_template_child (widget_class, TroupeAnimaticDialog, problem_page);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
troupe_animatic_dialog_init (TroupeAnimaticDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  troupe_character_player_add_bar (self->player);
  self->cancellable = g_cancellable_new ();
}

/**
 * troupe_animatic_dialog_new:
 * @scene: a scene
 * @people: whom its prompt can mention
 * @reference: (nullable): path of the picture that goes along
 *
 * Makes a dialog that begins to make the animatic at once.
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
troupe_animatic_dialog_new (const TroupeScene   *scene,
                            TroupePromptLibrary *people,
                            const char          *reference)
{
  TroupeAnimaticDialog *self;

  g_return_val_if_fail (scene != NULL, NULL);
  g_return_val_if_fail (people != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_ANIMATIC_DIALOG, NULL);
  g_file_new_tmp_async ("troupe-animatic-" TROUPE_UNIQUE ".mp4", G_PRIORITY_DEFAULT, self->cancellable,
                        file_cb, g_object_ref (self));
  troupe_scene_animatic_write_async (scene, people, reference, C_("video", "Animatic"), self->cancellable, written_cb,
                                     g_object_ref (self));
  return ADW_DIALOG (self);
}
