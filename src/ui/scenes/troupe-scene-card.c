/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-scene-card.h"

#include <glib/gi18n.h>

#include "troupe-cast-pictures.h"
#include "troupe-date-text.h"
#include "troupe-scene-menu.h"

struct _TroupeSceneCard
{
  AdwBin              parent_instance;

  /* Template */
  TroupeCastPictures *pictures;
  GtkLabel           *name_label;
  GtkLabel           *text_label;
  GtkLabel           *time_label;
  GtkMenuButton      *menu_button;

  /* Owned */
  TroupeLibrary      *library;
  TroupeSceneEntry   *entry;          /* or NULL */
  GSignalGroup       *entry_signals;
  char               *description;
};

G_DEFINE_FINAL_TYPE (TroupeSceneCard, troupe_scene_card, ADW_TYPE_BIN)

enum { PROP_0, PROP_DESCRIPTION, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
update (TroupeSceneCard *self)
{
  const TroupeScene *scene;
  const char *name;
  g_autofree char *text = NULL;
  g_autofree char *time = NULL;
  g_auto (GStrv) cast = NULL;

  if (self->entry == NULL)
    return;

  scene = troupe_scene_entry_get_scene (self->entry);
  name = troupe_scene_entry_get_name (self->entry);
  text = troupe_scene_dup_text (scene);
  time = troupe_date_text_format (troupe_scene_entry_get_changed_us (self->entry));
  cast = troupe_scene_dup_cast (scene);

  gtk_label_set_label (self->name_label, name != NULL ? name : _("Empty Scene"));
  gtk_label_set_label (self->text_label, g_strdelimit (g_strstrip (text), "\n", ' '));
  gtk_widget_set_visible (GTK_WIDGET (self->text_label), *text != '\0' && g_strcmp0 (text, name) != 0);
  gtk_label_set_label (self->time_label, time);
  troupe_cast_pictures_show (self->pictures, self->library, cast);
  gtk_widget_set_visible (GTK_WIDGET (self->pictures), cast[0] != NULL);
  if (g_set_str (&self->description, gtk_label_get_label (self->name_label)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
}

static void
troupe_scene_card_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DESCRIPTION:
      g_value_set_string (value, TROUPE_SCENE_CARD (object)->description);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_scene_card_dispose (GObject *object)
{
  TroupeSceneCard *self = TROUPE_SCENE_CARD (object);

  g_clear_object (&self->entry_signals);
  g_clear_object (&self->entry);
  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (self), TROUPE_TYPE_SCENE_CARD);
  G_OBJECT_CLASS (troupe_scene_card_parent_class)->dispose (object);
}

static void
troupe_scene_card_finalize (GObject *object)
{
  g_free (TROUPE_SCENE_CARD (object)->description);
  G_OBJECT_CLASS (troupe_scene_card_parent_class)->finalize (object);
}

static void
troupe_scene_card_class_init (TroupeSceneCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_scene_card_get_property;
  object_class->dispose = troupe_scene_card_dispose;
  object_class->finalize = troupe_scene_card_finalize;

  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (TROUPE_TYPE_CAST_PICTURES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-scene-card.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneCard, pictures);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneCard, text_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneCard, time_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeSceneCard, menu_button);
}

static void
troupe_scene_card_init (TroupeSceneCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->entry_signals = g_signal_group_new (TROUPE_TYPE_SCENE_ENTRY);
  g_signal_group_connect_swapped (self->entry_signals, "notify::name", G_CALLBACK (update), self);
}

/**
 * troupe_scene_card_new:
 *
 * Returns: (transfer floating): a card without a scene
 */
GtkWidget *
troupe_scene_card_new (void)
{
  return g_object_new (TROUPE_TYPE_SCENE_CARD, NULL);
}

/**
 * troupe_scene_card_get_entry:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): its scene
 */
TroupeSceneEntry *
troupe_scene_card_get_entry (TroupeSceneCard *self)
{
  g_return_val_if_fail (TROUPE_IS_SCENE_CARD (self), NULL);
  return self->entry;
}

/**
 * troupe_scene_card_set_entry:
 * @self: a card
 * @library: whose characters appear
 * @entry: (nullable): a scene
 *
 * Shows a scene and follows what becomes of it.
 */
void
troupe_scene_card_set_entry (TroupeSceneCard  *self,
                             TroupeLibrary    *library,
                             TroupeSceneEntry *entry)
{
  g_autoptr (GMenuModel) menu = NULL;

  g_return_if_fail (TROUPE_IS_SCENE_CARD (self));
  g_return_if_fail (TROUPE_IS_LIBRARY (library));

  g_set_object (&self->library, library);
  g_set_object (&self->entry, entry);
  g_signal_group_set_target (self->entry_signals, entry);
  if (entry != NULL)
    menu = troupe_scene_menu_new (entry);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  update (self);
}
