/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-proposal.h"

#include <glib/gi18n.h>

#include "troupe-thumbnail.h"

struct _TroupePromptProposal
{
  GtkListBoxRow    parent_instance;

  /* Template */
  TroupeThumbnail *thumbnail;
  GtkLabel        *alias_label;
  GtkLabel        *detail_label;
  GtkWidget       *warning_icon;

  /* Owned */
  char            *character_id;
  char            *description;
};

G_DEFINE_FINAL_TYPE (TroupePromptProposal, troupe_prompt_proposal, GTK_TYPE_LIST_BOX_ROW)

static void
troupe_prompt_proposal_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_PROMPT_PROPOSAL);
  G_OBJECT_CLASS (troupe_prompt_proposal_parent_class)->dispose (object);
}

static void
troupe_prompt_proposal_finalize (GObject *object)
{
  TroupePromptProposal *self = TROUPE_PROMPT_PROPOSAL (object);

  g_clear_pointer (&self->character_id, g_free);
  g_clear_pointer (&self->description, g_free);
  G_OBJECT_CLASS (troupe_prompt_proposal_parent_class)->finalize (object);
}

static void
troupe_prompt_proposal_class_init (TroupePromptProposalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = troupe_prompt_proposal_dispose;
  object_class->finalize = troupe_prompt_proposal_finalize;

  g_type_ensure (TROUPE_TYPE_THUMBNAIL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-prompt-proposal.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupePromptProposal, thumbnail);
  gtk_widget_class_bind_template_child (widget_class, TroupePromptProposal, alias_label);
  gtk_widget_class_bind_template_child (widget_class, TroupePromptProposal, detail_label);
  gtk_widget_class_bind_template_child (widget_class, TroupePromptProposal, warning_icon);
}

static void
troupe_prompt_proposal_init (TroupePromptProposal *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * troupe_prompt_proposal_new:
 *
 * Returns: (transfer floating): a row without a character
 */
GtkWidget *
troupe_prompt_proposal_new (void)
{
  return g_object_new (TROUPE_TYPE_PROMPT_PROPOSAL, NULL);
}

static void
show_picture (TroupePromptProposal *self,
              const char           *path)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  troupe_thumbnail_set_file (self->thumbnail, file);
}

/**
 * troupe_prompt_proposal_set_character:
 * @self: a row
 * @library: where the character is
 * @character_id: a character
 *
 * Shows a character.
 */
void
troupe_prompt_proposal_set_character (TroupePromptProposal *self,
                                      TroupePromptLibrary  *library,
                                      const char           *character_id)
{
  const TroupeCastMember *member;
  gboolean can_mention;
  g_autofree char *detail = NULL;

  g_return_if_fail (TROUPE_IS_PROMPT_PROPOSAL (self));
  g_return_if_fail (library != NULL);

  member = troupe_prompt_library_find (library, character_id);
  g_return_if_fail (member != NULL);

  can_mention = troupe_prompt_library_can_mention (library, character_id);
  if (!can_mention)
    detail = g_strdup (C_("mention", "Not known to this provider yet"));
  else if (member->username != NULL)
    detail = g_strdup_printf ("@%s", member->username);

  g_set_str (&self->character_id, character_id);
  show_picture (self, troupe_prompt_library_get_picture (library, character_id));
  gtk_label_set_label (self->alias_label, member->alias);
  gtk_label_set_label (self->detail_label, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label), detail != NULL);
  gtk_widget_set_visible (self->warning_icon, !can_mention);

  g_clear_pointer (&self->description, g_free);
  self->description = detail != NULL ? g_strdup_printf ("%s, %s", member->alias, detail) : g_strdup (member->alias);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->description, -1);
}

/**
 * troupe_prompt_proposal_get_character_id:
 * @self: a row
 *
 * Returns: (transfer none): whom it shows
 */
const char *
troupe_prompt_proposal_get_character_id (TroupePromptProposal *self)
{
  g_return_val_if_fail (TROUPE_IS_PROMPT_PROPOSAL (self), NULL);

  return self->character_id;
}

/**
 * troupe_prompt_proposal_get_description:
 * @self: a row
 *
 * Returns: (transfer none): what it shows, in one line
 */
const char *
troupe_prompt_proposal_get_description (TroupePromptProposal *self)
{
  g_return_val_if_fail (TROUPE_IS_PROMPT_PROPOSAL (self), NULL);

  return self->description;
}
