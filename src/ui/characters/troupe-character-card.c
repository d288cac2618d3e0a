/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-card.h"

#include <glib/gi18n.h>

#include "troupe-application.h"
#include "troupe-character-drag.h"
#include "troupe-clip-drag.h"
#include "troupe-error-text.h"
#include "troupe-state-text.h"
#include "troupe-thumbnail.h"

struct _TroupeCharacterCard
{
  AdwBin           parent_instance;

  /* Template */
  GtkWidget       *picture;
  GtkWidget       *spinner;
  GtkButton       *retry_button;
  GtkButton       *star_button;
  GtkWidget       *badge;
  GtkImage        *badge_icon;
  GtkLabel        *badge_label;
  GtkProgressBar  *progress_bar;
  GtkLabel        *detail_label;

  /* Owned */
  TroupeCharacter *character;
  GSignalGroup    *signals;
  char            *description;
};

G_DEFINE_FINAL_TYPE (TroupeCharacterCard, troupe_character_card, ADW_TYPE_BIN)

enum { PROP_0, PROP_CHARACTER, PROP_DESCRIPTION, N_PROPS };
static GParamSpec *properties[N_PROPS];

/* The second line: the username, or while there is none the reason why. */
static void
update_detail (TroupeCharacterCard *self)
{
  const TroupeProblem *problem = troupe_character_get_problem (self->character);
  const char *username = troupe_character_get_username (self->character);
  g_autoptr (TroupeErrorText) text = NULL;
  g_autofree char *detail = NULL;

  if (username != NULL)
    {
      detail = g_strdup_printf ("@%s", username);
    }
  else if (problem != NULL)
    {
      text = troupe_error_text_new_for_problem (problem);
      detail = g_strdup (text->title);
    }

  gtk_label_set_label (self->detail_label, detail != NULL ? detail : "");
}

/* Tooltips are made when they are asked for: to set one costs a way to the X server and back, for each card that
 * scrolls in. */
static gboolean
query_detail_tooltip_cb (TroupeCharacterCard *self,
                         int                  x,
                         int                  y,
                         gboolean             keyboard_mode,
                         GtkTooltip          *tooltip)
{
  const TroupeProblem *problem = self->character != NULL ? troupe_character_get_problem (self->character) : NULL;
  g_autoptr (TroupeErrorText) text = NULL;
  g_autofree char *paragraph = NULL;

  if (problem == NULL)
    return FALSE;

  text = troupe_error_text_new_for_problem (problem);
  paragraph = troupe_error_text_dup_paragraph (text);
  gtk_tooltip_set_text (tooltip, paragraph);

  return TRUE;
}

static const char *
get_star_text (TroupeCharacterCard *self)
{
  return troupe_character_is_favourite (self->character) ? _("Remove From Favourites") : _("Add to Favourites");
}

static gboolean
query_star_tooltip_cb (TroupeCharacterCard *self,
                       int                  x,
                       int                  y,
                       gboolean             keyboard_mode,
                       GtkTooltip          *tooltip)
{
  if (self->character == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, get_star_text (self));

  return TRUE;
}

/* NULL in a program of another kind, such as a test of the widget */
static TroupeProviders *
get_providers (void)
{
  GApplication *app = g_application_get_default ();

  return TROUPE_IS_APPLICATION (app) ? troupe_application_get_providers (TROUPE_APPLICATION (app)) : NULL;
}

/* Whether the person removed all providers that have the character */
static gboolean
is_orphan (TroupeCharacterCard *self)
{
  GListModel *identities = troupe_character_get_identities (self->character);
  guint n_identities = g_list_model_get_n_items (identities);
  TroupeProviders *providers = get_providers ();

  for (guint i = 0; providers != NULL && i < n_identities; i++)
    {
      g_autoptr (TroupeIdentity) identity = g_list_model_get_item (identities, i);

      if (troupe_providers_find (providers, troupe_identity_get_provider_id (identity)) != NULL)
        return FALSE;
    }
  return providers != NULL && n_identities > 0;
}

static void
update_state (TroupeCharacterCard *self)
{
  TroupeCharacterState state = troupe_character_get_state (self->character);
  double progress = troupe_character_get_progress (self->character);
  gboolean is_loaded = troupe_character_get_alias (self->character) != NULL;
  gboolean is_making = is_loaded && state == TROUPE_CHARACTER_STATE_MAKING;
  gboolean has_problem = troupe_character_get_problem (self->character) != NULL;
  gboolean lacks_provider = is_loaded && state == TROUPE_CHARACTER_STATE_READY && is_orphan (self);

  gtk_widget_set_visible (self->badge, is_loaded && (state != TROUPE_CHARACTER_STATE_READY || lacks_provider));
  gtk_image_set_from_icon_name (self->badge_icon, lacks_provider ? "network-offline-symbolic"
                                                                 : troupe_state_text_get_icon (state));
  /* Translators: of a character: the person removed the provider that made it */
  gtk_label_set_label (self->badge_label, lacks_provider ? C_("character state", "Provider removed")
                                                         : troupe_state_text_get (state));

  gtk_widget_set_visible (self->spinner, is_making && !has_problem);
  gtk_widget_set_visible (GTK_WIDGET (self->badge_icon), !is_making || has_problem);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), is_making && progress >= 0);
  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (progress, 0, 1));

  gtk_widget_set_visible (GTK_WIDGET (self->retry_button),
                          !is_making && (state == TROUPE_CHARACTER_STATE_FAILED ||
                                         state == TROUPE_CHARACTER_STATE_UNKNOWN ||
                                         has_problem));
  gtk_button_set_label (self->retry_button,
                        state == TROUPE_CHARACTER_STATE_UNKNOWN ? _("Send Again…") : _("Try Again"));
}

static void
update_star (TroupeCharacterCard *self)
{
  gboolean is_favourite = troupe_character_is_favourite (self->character);

  gtk_button_set_icon_name (self->star_button, is_favourite ? "starred-symbolic" : "non-starred-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->star_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, get_star_text (self), -1);
  if (is_favourite)
    gtk_widget_add_css_class (GTK_WIDGET (self->star_button), "favourite");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->star_button), "favourite");
}

static void
update_description (TroupeCharacterCard *self)
{
  g_autofree char *state = troupe_state_text_describe (self->character);
  g_autofree char *description = NULL;

  if (is_orphan (self))
    /* Translators: what a card says of a character, such as “Ada, @ada, Ready” */
    description = g_strdup_printf (C_("card", "%s, provider removed"), state);
  else
    description = g_steal_pointer (&state);

  if (g_set_str (&self->description, description))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
}

static void
state_cb (TroupeCharacterCard *self)
{
  update_state (self);
  update_detail (self);
  update_description (self);
}

static void
providers_cb (TroupeCharacterCard *self)
{
  if (self->character != NULL)
    state_cb (self);
}

static void
bind_cb (TroupeCharacterCard *self,
         TroupeCharacter     *character)
{
  const char *id = troupe_character_get_id (character);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->retry_button), "s", id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->star_button), "s", id);
  state_cb (self);
  update_star (self);
}

static GdkContentProvider *
drag_prepare_cb (TroupeCharacterCard *self,
                 double               x,
                 double               y)
{
  return troupe_character_drag_prepare (self->character);
}

static void
drag_begin_cb (TroupeCharacterCard *self,
               GdkDrag             *drag,
               GtkDragSource       *source)
{
  troupe_clip_drag_begin (source, self->picture);
}

static void
troupe_character_card_get_property (GObject    *object,
                                    guint       property_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TroupeCharacterCard *self = TROUPE_CHARACTER_CARD (object);

  switch (property_id)
    {
    case PROP_CHARACTER:
      g_value_set_object (value, troupe_character_card_get_character (self));
      break;

    case PROP_DESCRIPTION:
      g_value_set_string (value, troupe_character_card_get_description (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_character_card_set_property (GObject      *object,
                                    guint         property_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  TroupeCharacterCard *self = TROUPE_CHARACTER_CARD (object);

  switch (property_id)
    {
    case PROP_CHARACTER:
      troupe_character_card_set_character (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_character_card_dispose (GObject *object)
{
  TroupeCharacterCard *self = TROUPE_CHARACTER_CARD (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->character);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_CHARACTER_CARD);
  G_OBJECT_CLASS (troupe_character_card_parent_class)->dispose (object);
}

static void
troupe_character_card_finalize (GObject *object)
{
  TroupeCharacterCard *self = TROUPE_CHARACTER_CARD (object);

  g_clear_pointer (&self->description, g_free);
  G_OBJECT_CLASS (troupe_character_card_parent_class)->finalize (object);
}

static void
troupe_character_card_class_init (TroupeCharacterCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_character_card_get_property;
  object_class->set_property = troupe_character_card_set_property;
  object_class->dispose = troupe_character_card_dispose;
  object_class->finalize = troupe_character_card_finalize;

  properties[PROP_CHARACTER] =
    g_param_spec_object ("character", NULL, NULL,
                         TROUPE_TYPE_CHARACTER,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DESCRIPTION] =
    g_param_spec_string ("description", NULL, NULL,
                         NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (TROUPE_TYPE_CHARACTER);
  g_type_ensure (TROUPE_TYPE_THUMBNAIL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-character-card.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterCard, picture);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterCard, spinner);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterCard, retry_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterCard, star_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterCard, badge);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterCard, badge_icon);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterCard, badge_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterCard, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeCharacterCard, detail_label);
  gtk_widget_class_bind_template_callback (widget_class, query_detail_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_star_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_begin_cb);
}

static void
troupe_character_card_init (TroupeCharacterCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (TROUPE_TYPE_CHARACTER);
  g_signal_connect_swapped (self->signals, "bind", G_CALLBACK (bind_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::progress", G_CALLBACK (update_state), self);
  g_signal_group_connect_swapped (self->signals, "notify::problem", G_CALLBACK (state_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::username", G_CALLBACK (state_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::alias", G_CALLBACK (state_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::favourite", G_CALLBACK (update_star), self);
  if (get_providers () != NULL)
    g_signal_connect_object (get_providers (), "items-changed", G_CALLBACK (providers_cb), self, G_CONNECT_SWAPPED);
}

/**
 * troupe_character_card_new:
 *
 * Makes a card without a character.
 *
 * Returns: (transfer floating): a new card
 */
GtkWidget *
troupe_character_card_new (void)
{
  return g_object_new (TROUPE_TYPE_CHARACTER_CARD, NULL);
}

/**
 * troupe_character_card_get_character:
 * @self: a card
 *
 * Gets the character it shows.
 *
 * Returns: (transfer none) (nullable): a character
 */
TroupeCharacter *
troupe_character_card_get_character (TroupeCharacterCard *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER_CARD (self), NULL);

  return self->character;
}

/**
 * troupe_character_card_set_character:
 * @self: a card
 * @character: (nullable): a character
 *
 * Shows @character and follows its changes.
 */
void
troupe_character_card_set_character (TroupeCharacterCard *self,
                                     TroupeCharacter     *character)
{
  g_return_if_fail (TROUPE_IS_CHARACTER_CARD (self));
  g_return_if_fail (character == NULL || TROUPE_IS_CHARACTER (character));

  if (!g_set_object (&self->character, character))
    return;

  g_signal_group_set_target (self->signals, character);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHARACTER]);
}

/**
 * troupe_character_card_get_description:
 * @self: a card
 *
 * Gets what the card says in one line: alias, username, state.
 *
 * Returns: (transfer none) (nullable): translated text, or `NULL` without a character
 */
const char *
troupe_character_card_get_description (TroupeCharacterCard *self)
{
  g_return_val_if_fail (TROUPE_IS_CHARACTER_CARD (self), NULL);

  return self->description;
}
