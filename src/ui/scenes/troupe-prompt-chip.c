/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-chip.h"

#include <glib/gi18n.h>

#include "troupe-thumbnail.h"

#define TOOLTIP_PICTURE_SIZE 96
#define MAX_ALIAS_CHARS 28

/* What the library says of the character */
typedef enum
{
  STATE_NOT_LOADED,
  STATE_READY,
  STATE_NOT_THERE,    /* the provider does not know it */
  STATE_DELETED,
} State;

struct _TroupePromptChip
{
  GtkWidget      parent_instance;

  /* Owned */
  GtkWidget     *thumbnail;
  GtkWidget     *label;
  GtkWidget     *icon;
  TroupeMention *mention;
  char          *alias;
  char          *username;    /* at the provider, or NULL */
  GFile         *picture;     /* or NULL */
  char          *description;

  State          state;
};

G_DEFINE_FINAL_TYPE (TroupePromptChip, troupe_prompt_chip, GTK_TYPE_WIDGET)

/* NULL where there is nothing to say */
static const char *
get_state_text (TroupePromptChip *self)
{
  switch (self->state)
    {
    case STATE_NOT_LOADED:
      return NULL;

    case STATE_READY:
      return NULL;

    case STATE_NOT_THERE:
      /* Translators: of a character in a prompt: the provider that the prompt is for does not know it */
      return C_("mention", "Not known to this provider yet");

    case STATE_DELETED:
      /* Translators: of a character in a prompt */
      return C_("mention", "Not in your library any more");
    }

  g_return_val_if_reached (NULL);
}

static GtkWidget *
create_line (const char *text,
             const char *css_class)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label", text,
                       "css-classes", (const char *[]) { css_class, NULL },
                       "xalign", 0.0,
                       "wrap", TRUE,
                       "max-width-chars", 24,
                       NULL);
}

static GtkWidget *
create_tooltip (TroupePromptChip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *picture = troupe_thumbnail_new ();
  GtkWidget *fixed = gtk_fixed_new ();    /* beside a square picture a box counts its own height wrong (4.18) */
  g_autofree char *username = self->username != NULL ? g_strdup_printf ("@%s", self->username) : NULL;
  const char *state = get_state_text (self);

  troupe_thumbnail_set_file (TROUPE_THUMBNAIL (picture), self->picture);
  gtk_widget_set_size_request (picture, TOOLTIP_PICTURE_SIZE, TOOLTIP_PICTURE_SIZE);
  gtk_fixed_put (GTK_FIXED (fixed), picture, 0, 0);
  gtk_box_append (GTK_BOX (box), fixed);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), create_line (self->alias, "heading"));
  if (username != NULL)
    gtk_box_append (GTK_BOX (lines), create_line (username, "caption"));
  if (state != NULL)
    gtk_box_append (GTK_BOX (lines), create_line (state, "caption"));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_widget_add_css_class (box, "mention-tooltip");
  return box;
}

static gboolean
troupe_prompt_chip_query_tooltip (GtkWidget  *widget,
                                  int         x,
                                  int         y,
                                  gboolean    keyboard_tooltip,
                                  GtkTooltip *tooltip)
{
  gtk_tooltip_set_custom (tooltip, create_tooltip (TROUPE_PROMPT_CHIP (widget)));
  return TRUE;
}

static void
troupe_prompt_chip_dispose (GObject *object)
{
  TroupePromptChip *self = TROUPE_PROMPT_CHIP (object);

  g_clear_pointer (&self->thumbnail, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_object (&self->picture);
  G_OBJECT_CLASS (troupe_prompt_chip_parent_class)->dispose (object);
}

static void
troupe_prompt_chip_finalize (GObject *object)
{
  TroupePromptChip *self = TROUPE_PROMPT_CHIP (object);

  g_clear_pointer (&self->mention, troupe_mention_free);
  g_clear_pointer (&self->alias, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->username, g_free);
  G_OBJECT_CLASS (troupe_prompt_chip_parent_class)->finalize (object);
}

static void
troupe_prompt_chip_class_init (TroupePromptChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = troupe_prompt_chip_dispose;
  object_class->finalize = troupe_prompt_chip_finalize;
  widget_class->query_tooltip = troupe_prompt_chip_query_tooltip;

  gtk_widget_class_set_css_name (widget_class, "mention");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
troupe_prompt_chip_init (TroupePromptChip *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->thumbnail = troupe_thumbnail_new ();
  gtk_widget_set_valign (self->thumbnail, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->thumbnail, widget);
  self->label = g_object_new (GTK_TYPE_LABEL,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              NULL);
  gtk_widget_set_parent (self->label, widget);
  self->icon = g_object_new (GTK_TYPE_IMAGE,
                             "icon-name", "dialog-warning-symbolic",
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             NULL);
  gtk_widget_set_parent (self->icon, widget);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_cursor_from_name (widget, "default");
}

/**
 * troupe_prompt_chip_new:
 * @mention: what it stands for
 * @library: (nullable): what is known of it
 *
 * Returns: (transfer floating): a new chip
 */
GtkWidget *
troupe_prompt_chip_new (const TroupeMention *mention,
                        TroupePromptLibrary *library)
{
  TroupePromptChip *self;

  g_return_val_if_fail (mention != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_PROMPT_CHIP, NULL);
  self->mention = troupe_mention_copy (mention);
  troupe_prompt_chip_update (self, library);
  return GTK_WIDGET (self);
}

static void
read_library (TroupePromptChip    *self,
              TroupePromptLibrary *library)
{
  const char *id = self->mention->character_id;
  const TroupeCastMember *member = library != NULL ? troupe_prompt_library_find (library, id) : NULL;
  const char *picture = member != NULL ? troupe_prompt_library_get_picture (library, id) : NULL;

  g_clear_object (&self->picture);
  if (picture != NULL)
    self->picture = g_file_new_for_path (picture);
  g_set_str (&self->alias, member != NULL ? member->alias : self->mention->name);
  g_set_str (&self->username, member != NULL ? member->username : NULL);
  if (library == NULL)
    self->state = STATE_NOT_LOADED;
  else if (member == NULL)
    self->state = STATE_DELETED;
  else
    self->state = troupe_prompt_library_can_mention (library, id) ? STATE_READY : STATE_NOT_THERE;
}

/* A text view gives its children the smallest size they take, which of a label that may ellipsize is nothing. */
static char *
dup_short_alias (TroupePromptChip *self)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (self->alias, -1) <= MAX_ALIAS_CHARS)
    return g_strdup (self->alias);
  start = g_utf8_substring (self->alias, 0, MAX_ALIAS_CHARS - 1);
  return g_strconcat (g_strchomp (start), "…", NULL);
}

/* What assistive technology is told: “Ada, @ada.1” */
static char *
dup_description (TroupePromptChip *self)
{
  GString *name = g_string_new (self->alias);

  if (self->username != NULL)
    g_string_append_printf (name, ", @%s", self->username);
  if (get_state_text (self) != NULL)
    g_string_append_printf (name, ", %s", get_state_text (self));
  return g_string_free_and_steal (name);
}

/**
 * troupe_prompt_chip_update:
 * @self: a chip
 * @library: (nullable): what is known of its character now
 *
 * Shows the character as it is in a library.
 */
void
troupe_prompt_chip_update (TroupePromptChip    *self,
                           TroupePromptLibrary *library)
{
  gboolean is_misfit;
  g_autofree char *alias = NULL;

  g_return_if_fail (TROUPE_IS_PROMPT_CHIP (self));

  read_library (self, library);
  is_misfit = get_state_text (self) != NULL;
  troupe_thumbnail_set_file (TROUPE_THUMBNAIL (self->thumbnail), self->picture);
  alias = dup_short_alias (self);
  gtk_label_set_label (GTK_LABEL (self->label), alias);
  gtk_widget_set_visible (self->icon, is_misfit);
  if (is_misfit)
    gtk_widget_add_css_class (GTK_WIDGET (self), "misfit");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "misfit");
  g_free (self->description);
  self->description = dup_description (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->description, -1);
}

/**
 * troupe_prompt_chip_get_description:
 * @self: a chip
 *
 * Returns: (transfer none): what it shows, in one line
 */
const char *
troupe_prompt_chip_get_description (TroupePromptChip *self)
{
  g_return_val_if_fail (TROUPE_IS_PROMPT_CHIP (self), NULL);

  return self->description;
}
