/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-prompt-proposals.h"

#include <glib/gi18n.h>

#include "troupe-prompt-proposal.h"

/* Who wants another one types a letter more. */
#define MAX_PROPOSALS 20

struct _TroupePromptProposals
{
  AdwBin      parent_instance;

  GtkListBox *list_box;    /* a descendant; of TroupePromptProposal, made once and then shown or not */
  guint       n_shown;
};

G_DEFINE_FINAL_TYPE (TroupePromptProposals, troupe_prompt_proposals, ADW_TYPE_BIN)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static TroupePromptProposal *
get_proposal (TroupePromptProposals *self,
              guint                  i)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list_box, (int) i);

  if (row == NULL)
    {
      gtk_list_box_append (self->list_box, troupe_prompt_proposal_new ());
      row = gtk_list_box_get_row_at_index (self->list_box, (int) i);
    }
  return TROUPE_PROMPT_PROPOSAL (row);
}

static void
choose (TroupePromptProposals *self,
        GtkListBoxRow         *row)
{
  /* It may go away with the popup that it is in. */
  g_autofree char *id = g_strdup (troupe_prompt_proposal_get_character_id (TROUPE_PROMPT_PROPOSAL (row)));

  g_signal_emit (self, signals[CHOSEN], 0, id);
}

static void
scroll_to (TroupePromptProposals *self,
           GtkListBoxRow         *row)
{
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->list_box);
  graphene_rect_t bounds;

  if (adjustment != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list_box), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
troupe_prompt_proposals_class_init (TroupePromptProposalsClass *klass)
{
  /**
   * TroupePromptProposals::chosen:
   * @self: the list
   * @character_id: who was chosen
   *
   * Somebody chose a character, with the pointer or a key.
   */
  signals[CHOSEN] =
    g_signal_new ("chosen",
                  TROUPE_TYPE_PROMPT_PROPOSALS,
                  G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
troupe_prompt_proposals_init (TroupePromptProposals *self)
{
  GtkWidget *scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                      "hscrollbar-policy", GTK_POLICY_NEVER,
                                      "propagate-natural-height", TRUE,
                                      "propagate-natural-width", TRUE,
                                      "max-content-height", 264,
                                      NULL);

  self->list_box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list_box, GTK_SELECTION_BROWSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list_box), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list_box), "proposals");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_box),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Characters"),
                                  -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list_box));
  adw_bin_set_child (ADW_BIN (self), scrolled);
  g_signal_connect_swapped (self->list_box, "row-activated", G_CALLBACK (choose), self);
}

/**
 * troupe_prompt_proposals_new:
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
troupe_prompt_proposals_new (void)
{
  return g_object_new (TROUPE_TYPE_PROMPT_PROPOSALS, NULL);
}

/**
 * troupe_prompt_proposals_find:
 * @self: a list
 * @library: who can be mentioned
 * @query: what was typed
 *
 * Shows those who may be meant, the best first and selected.
 *
 * Returns: how many they are
 */
guint
troupe_prompt_proposals_find (TroupePromptProposals *self,
                              TroupePromptLibrary   *library,
                              const char            *query)
{
  g_autoptr (GPtrArray) ids = NULL;
  GtkAdjustment *adjustment;

  g_return_val_if_fail (TROUPE_IS_PROMPT_PROPOSALS (self), 0);
  g_return_val_if_fail (library != NULL && query != NULL, 0);

  ids = troupe_completion_rank (troupe_prompt_library_get_completion (library), query, MAX_PROPOSALS);
  for (guint i = 0; i < ids->len; i++)
    {
      troupe_prompt_proposal_set_character (get_proposal (self, i), library, ids->pdata[i]);
      gtk_widget_set_visible (GTK_WIDGET (get_proposal (self, i)), TRUE);
    }
  for (guint i = ids->len; i < self->n_shown; i++)
    gtk_widget_set_visible (GTK_WIDGET (get_proposal (self, i)), FALSE);
  self->n_shown = ids->len;

  gtk_list_box_select_row (self->list_box, gtk_list_box_get_row_at_index (self->list_box, 0));
  adjustment = gtk_list_box_get_adjustment (self->list_box);
  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, 0);
  return ids->len;
}

/**
 * troupe_prompt_proposals_move:
 * @self: a list
 * @n_rows: how far, down where it is positive
 *
 * Selects another character.
 */
void
troupe_prompt_proposals_move (TroupePromptProposals *self,
                              int                    n_rows)
{
  GtkListBoxRow *row;
  int i;

  g_return_if_fail (TROUPE_IS_PROMPT_PROPOSALS (self));

  row = gtk_list_box_get_selected_row (self->list_box);
  if (row == NULL || self->n_shown == 0)
    return;
  i = gtk_list_box_row_get_index (row) + n_rows;
  if (n_rows == 1 || n_rows == -1)
    i = (i + (int) self->n_shown) % (int) self->n_shown;
  row = gtk_list_box_get_row_at_index (self->list_box, CLAMP (i, 0, (int) self->n_shown - 1));
  gtk_list_box_select_row (self->list_box, row);
  scroll_to (self, row);
}

/**
 * troupe_prompt_proposals_choose:
 * @self: a list
 *
 * Chooses the character that is selected.
 *
 * Returns: whether there is one
 */
gboolean
troupe_prompt_proposals_choose (TroupePromptProposals *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (TROUPE_IS_PROMPT_PROPOSALS (self), FALSE);

  row = gtk_list_box_get_selected_row (self->list_box);
  if (row == NULL || self->n_shown == 0)
    return FALSE;
  choose (self, row);
  return TRUE;
}

/**
 * troupe_prompt_proposals_describe:
 * @self: a list
 *
 * Says in one line who is selected. For assistive technology.
 *
 * Returns: (transfer full) (nullable): translated text
 */
char *
troupe_prompt_proposals_describe (TroupePromptProposals *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (TROUPE_IS_PROMPT_PROPOSALS (self), NULL);

  row = gtk_list_box_get_selected_row (self->list_box);
  if (row == NULL || self->n_shown == 0)
    return NULL;

  /* Translators: a character in a list, its place, and how many there are: “Ada, @ada.1, 2 of 5” */
  return g_strdup_printf (C_("proposal", "%1$s, %2$d of %3$u"),
                          troupe_prompt_proposal_get_description (TROUPE_PROMPT_PROPOSAL (row)),
                          gtk_list_box_row_get_index (row) + 1, self->n_shown);
}
