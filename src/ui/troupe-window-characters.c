/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "troupe-adopt-dialog.h"
#include "troupe-clip-page.h"
#include "troupe-rename-dialog.h"

/* All "character." actions take the id. Those that need the character load it first: the library gives the
 * object that is already shown, so the step is short. */

typedef void (*CharacterFunc) (TroupeWindow    *self,
                               TroupeCharacter *character);

typedef struct
{
  TroupeWindow    *window;
  TroupeCharacter *character;    /* NULL while it is loaded */
  CharacterFunc    func;         /* what to do then */
} Call;

static Call *
call_new (TroupeWindow    *window,
          TroupeCharacter *character,
          CharacterFunc    func)
{
  Call *call = g_new0 (Call, 1);

  call->window = g_object_ref (window);
  g_set_object (&call->character, character);
  call->func = func;

  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->window);
  g_clear_object (&call->character);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static TroupeLibrary *
get_library (TroupeWindow *self)
{
  return troupe_application_get_library (_troupe_window_get_app (self));
}

static void
add_toast (TroupeWindow *self,
           char         *title)
{
  troupe_window_add_toast (self, g_object_new (ADW_TYPE_TOAST, "title", title, "use-markup", FALSE, NULL));
  g_free (title);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeCharacter) character = NULL;

  character = troupe_library_load_character_finish (TROUPE_LIBRARY (source), result, &error);
  if (character != NULL)
    call->func (call->window, character);
  else
    troupe_window_report (call->window, error);
}

static void
with_character (GtkWidget    *widget,
                GVariant     *id,
                CharacterFunc func)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);

  troupe_library_load_character_async (get_library (self), g_variant_get_string (id, NULL),
                                       self->cancellable, loaded_cb, call_new (self, NULL, func));
}

/* The identity whose username stands on the card: the newest */
static TroupeIdentity *
dup_identity (TroupeCharacter *character)
{
  GListModel *identities = troupe_character_get_identities (character);

  for (guint i = 0; i < g_list_model_get_n_items (identities); i++)
    {
      g_autoptr (TroupeIdentity) identity = g_list_model_get_item (identities, i);

      if (g_strcmp0 (troupe_identity_get_username (identity), troupe_character_get_username (character)) == 0)
        return g_steal_pointer (&identity);
    }

  return NULL;
}

static char *
format_mention (TroupeWindow    *self,
                TroupeCharacter *character,
                TroupeIdentity  *identity)
{
  TroupeProviders *providers = troupe_application_get_providers (_troupe_window_get_app (self));
  TroupeProvider *provider = troupe_providers_find (providers, troupe_identity_get_provider_id (identity));

  if (provider == NULL)    /* its profile is gone; the name still is one */
    return g_strdup_printf ("@%s ", troupe_identity_get_username (identity));

  return troupe_profile_format_mention (troupe_provider_get_profile (provider),
                                        troupe_identity_get_username (identity),
                                        troupe_character_get_alias (character),
                                        troupe_identity_get_remote_id (identity), 0);
}

static void
copy_mention (TroupeWindow    *self,
              TroupeCharacter *character)
{
  g_autoptr (TroupeIdentity) identity = dup_identity (character);

  if (identity != NULL)
    troupe_window_copy_mention (self, character, identity);
}

static void
open_permalink (TroupeWindow    *self,
                TroupeCharacter *character)
{
  g_autoptr (TroupeIdentity) identity = dup_identity (character);

  if (identity != NULL)
    troupe_window_open_permalink (self, identity);
}

static void
copy_permalink (TroupeWindow    *self,
                TroupeCharacter *character)
{
  g_autoptr (TroupeIdentity) identity = dup_identity (character);

  if (identity != NULL)
    troupe_window_copy_permalink (self, identity);
}

static void
rename_character (TroupeWindow    *self,
                  TroupeCharacter *character)
{
  adw_dialog_present (troupe_rename_dialog_new (get_library (self), character), GTK_WIDGET (self));
}

static void
set_favourite_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_library_set_favourite_finish (TROUPE_LIBRARY (source), result, &error))
    troupe_window_report (self, error);
}

static void
toggle_favourite (TroupeWindow    *self,
                  TroupeCharacter *character)
{
  troupe_library_set_favourite_async (get_library (self), character,
                                      !troupe_character_is_favourite (character),
                                      self->cancellable, set_favourite_cb, g_object_ref (self));
}

/* The character is in the trash. */
static void
add_undo_toast (TroupeWindow    *self,
                TroupeCharacter *character,
                const char      *title)
{
  AdwToast *toast;

  toast = g_object_new (ADW_TYPE_TOAST,
                        "title", title,
                        "use-markup", FALSE,
                        "button-label", _("_Undo"),
                        "action-name", "character.restore",
                        "priority", ADW_TOAST_PRIORITY_HIGH,
                        NULL);
  adw_toast_set_action_target (toast, "s", troupe_character_get_id (character));
  troupe_window_add_toast (self, toast);
}

static void
delete_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  const char *alias = troupe_character_get_alias (call->character);
  g_autofree char *title = NULL;

  if (!troupe_library_delete_character_finish (TROUPE_LIBRARY (source), result, &error))
    {
      troupe_window_report (call->window, error);
      return;
    }

  if (troupe_character_get_username (call->character) != NULL)
    /* Translators: the provider keeps what it has of the character. Keep it short, two buttons stand beside it. */
    title = g_strdup_printf (_("“%s” deleted here only"), alias);
  else
    title = g_strdup_printf (_("“%s” deleted"), alias);
  add_undo_toast (call->window, call->character, title);
}

static void
delete_character (TroupeWindow    *self,
                  TroupeCharacter *character)
{
  if (troupe_character_get_state (character) == TROUPE_CHARACTER_STATE_MAKING)
    {
      troupe_window_add_toast (self, adw_toast_new (_("Stop the character before you delete it")));
      return;
    }

  troupe_library_delete_character_async (get_library (self), troupe_character_get_id (character),
                                         self->cancellable, delete_cb, call_new (self, character, NULL));
}

/* What may have been carried out asks before it is sent once more, by what the journal says of the job. */
static void
retry_character (TroupeWindow    *self,
                 TroupeCharacter *character)
{
  const char *job_id = troupe_character_get_job_id (character);

  switch (troupe_character_get_state (character))
    {
    case TROUPE_CHARACTER_STATE_MAKING:    /* only asks */
    case TROUPE_CHARACTER_STATE_READY:     /* only gets what is missing */
      troupe_runner_retry (troupe_application_get_runner (_troupe_window_get_app (self)),
                           troupe_character_get_id (character));
      break;

    case TROUPE_CHARACTER_STATE_FAILED:
      gtk_widget_activate_action (GTK_WIDGET (self), "job.retry", "s", job_id);
      break;

    case TROUPE_CHARACTER_STATE_UNKNOWN:
      gtk_widget_activate_action (GTK_WIDGET (self), "job.send-again", "s", job_id);
      break;
    }
}

/* What was chosen is not lost by it: the stopped character can be had back, and tried again. Of one that may have been
 * made already nothing is stopped but that it is sent again. */
void
_troupe_window_tell_stopped (TroupeWindow    *self,
                             TroupeCharacter *character,
                             gboolean         is_doubted)
{
  const char *alias = troupe_character_get_alias (character);
  g_autofree char *title = NULL;

  if (is_doubted)
    {
      /* Translators: %s is a character. An earlier request to make it had no answer. */
      add_toast (self, g_strdup_printf (_("“%s” not sent again; its first request may have been paid"), alias));
      return;
    }

  title = g_strdup_printf (_("“%s” stopped"), alias);
  if (g_list_model_get_n_items (troupe_character_get_identities (character)) > 0)
    add_toast (self, g_steal_pointer (&title));    /* it stays as it was */
  else
    add_undo_toast (self, character, title);
}

static void
stop_character (TroupeWindow    *self,
                TroupeCharacter *character)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "job.cancel", "s", troupe_character_get_job_id (character));
}

static void
restore_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (TroupeWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!troupe_library_restore_character_finish (TROUPE_LIBRARY (source), result, &error))
    troupe_window_report (self, error);
}

static gboolean
has_identity (TroupeCharacter *character,
              TroupeProvider  *provider)
{
  GListModel *identities = troupe_character_get_identities (character);

  for (guint i = 0; i < g_list_model_get_n_items (identities); i++)
    {
      g_autoptr (TroupeIdentity) identity = g_list_model_get_item (identities, i);

      if (g_str_equal (troupe_identity_get_provider_id (identity), troupe_provider_get_id (provider)))
        return TRUE;
    }
  return FALSE;
}

/* The first that is switched on and does not know the character; NULL: they all do */
static TroupeProvider *
find_other_provider (TroupeWindow    *self,
                     TroupeCharacter *character)
{
  GListModel *providers = G_LIST_MODEL (troupe_application_get_providers (_troupe_window_get_app (self)));

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr (TroupeProvider) provider = g_list_model_get_item (providers, i);

      if (troupe_provider_is_enabled (provider) && !has_identity (character, provider))
        return provider;    /* the list holds it */
    }
  return NULL;
}

/* On the page of new characters, with the cut that the library keeps: its source may be gone. */
static void
open_cut (TroupeWindow    *self,
          TroupeCharacter *character,
          TroupeProvider  *provider)
{
  GFile *cut = troupe_character_get_clip_file (character);
  g_autofree char *uri = NULL;
  AdwNavigationPage *page;

  if (cut == NULL)
    {
      troupe_window_add_toast (self, adw_toast_new (_("There is no clip of this character to make it from")));
      return;
    }

  uri = g_file_get_uri (cut);
  troupe_window_open (self, uri);
  page = adw_navigation_view_get_visible_page (self->navigation_view);
  if (!TROUPE_IS_CLIP_PAGE (page))
    return;
  troupe_clip_page_set_character (TROUPE_CLIP_PAGE (page), troupe_character_get_id (character),
                                  troupe_character_get_alias (character));
  if (provider != NULL)
    troupe_clip_page_set_provider (TROUPE_CLIP_PAGE (page), provider);
}

static void
recreate_character (TroupeWindow    *self,
                    TroupeCharacter *character)
{
  open_cut (self, character, find_other_provider (self, character));
}

/* What was to be made and was taken back: its clip, range and name */
static void
open_source (TroupeWindow    *self,
             TroupeCharacter *character,
             TroupeProvider  *provider)
{
  AdwNavigationPage *page;

  if (g_list_model_get_n_items (troupe_character_get_identities (character)) > 0)
    {
      open_cut (self, character, provider);    /* it was to be made once more */
      return;
    }

  troupe_window_open (self, troupe_character_get_clip_uri (character));
  page = adw_navigation_view_get_visible_page (self->navigation_view);
  if (!TROUPE_IS_CLIP_PAGE (page))
    return;
  troupe_clip_page_set_origin (TROUPE_CLIP_PAGE (page), NULL, NULL, troupe_character_get_alias (character));
  troupe_clip_page_set_range (TROUPE_CLIP_PAGE (page), troupe_character_get_range (character));
  if (provider != NULL)
    troupe_clip_page_set_provider (TROUPE_CLIP_PAGE (page), provider);
}

/* A character that is to be opened for one provider */
typedef struct
{
  TroupeWindow *window;
  char         *provider_id;
  void        (*open) (TroupeWindow    *self,
                       TroupeCharacter *character,
                       TroupeProvider  *provider);
} Need;

static void
needed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Need *need = user_data;
  g_autoptr (TroupeWindow) self = need->window;
  g_autofree char *provider_id = need->provider_id;
  TroupeProviders *providers = troupe_application_get_providers (_troupe_window_get_app (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (TroupeCharacter) character = NULL;

  character = troupe_library_load_character_finish (TROUPE_LIBRARY (source), result, &error);
  if (character != NULL)
    need->open (self, character, troupe_providers_find (providers, provider_id));
  else
    troupe_window_report (self, error);
}

static void
open_for_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  Need *need = g_new0 (Need, 1);
  const char *character_id;

  g_variant_get (parameter, "(&ss)", &character_id, &need->provider_id);
  need->window = g_object_ref (self);
  need->open = g_str_equal (action_name, "character.edit") ? open_source : open_cut;
  troupe_library_load_character_async (get_library (self), character_id, self->cancellable, needed_cb, need);
}

static void
adopt_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);
  TroupeProviders *providers = troupe_application_get_providers (_troupe_window_get_app (self));
  TroupeProvider *provider;
  const char *username, *provider_id;

  g_variant_get (parameter, "(&s&s)", &username, &provider_id);
  provider = troupe_providers_find (providers, provider_id);
  if (provider != NULL)
    adw_dialog_present (troupe_adopt_dialog_new (get_library (self), provider, username), widget);
}

static void
restore_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *id)
{
  TroupeWindow *self = TROUPE_WINDOW (widget);

  troupe_library_restore_character_async (get_library (self), g_variant_get_string (id, NULL),
                                          self->cancellable, restore_cb, g_object_ref (self));
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *id)
{
  troupe_window_show_character (TROUPE_WINDOW (widget), g_variant_get_string (id, NULL));
}

static const struct
{
  const char    *name;
  CharacterFunc  func;
} character_actions[] = {
  { "character.copy-mention", copy_mention },
  { "character.copy-permalink", copy_permalink },
  { "character.open-permalink", open_permalink },
  { "character.rename", rename_character },
  { "character.favourite", toggle_favourite },
  { "character.delete", delete_character },
  { "character.retry", retry_character },
  { "character.stop", stop_character },
  { "character.recreate", recreate_character },
};

static void
character_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (character_actions); i++)
    {
      if (strcmp (character_actions[i].name, action_name) == 0)
        with_character (widget, id, character_actions[i].func);
    }
}

void
_troupe_window_install_character_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (character_actions); i++)
    gtk_widget_class_install_action (widget_class, character_actions[i].name, "s", character_action);
  gtk_widget_class_install_action (widget_class, "character.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "character.restore", "s", restore_action);
  gtk_widget_class_install_action (widget_class, "character.recreate-at", "(ss)", open_for_action);
  gtk_widget_class_install_action (widget_class, "character.edit", "(ss)", open_for_action);
  gtk_widget_class_install_action (widget_class, "character.adopt", "(ss)", adopt_action);
}

/**
 * troupe_window_copy_mention:
 * @self: a window
 * @character: a character
 * @identity: one of its identities
 *
 * Copies what the character is called in a prompt for that provider, with the space its template ends with.
 */
void
troupe_window_copy_mention (TroupeWindow    *self,
                            TroupeCharacter *character,
                            TroupeIdentity  *identity)
{
  g_autofree char *mention = NULL;

  g_return_if_fail (TROUPE_IS_WINDOW (self));
  g_return_if_fail (TROUPE_IS_CHARACTER (character));
  g_return_if_fail (TROUPE_IS_IDENTITY (identity));

  mention = format_mention (self, character, identity);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), mention);
  /* Translators: %s is what a character is called in a prompt, such as @name */
  add_toast (self, g_strdup_printf (_("%s copied"), g_strchomp (mention)));
}
