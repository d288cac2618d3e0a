/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-leaves-row.h"

#include <glib/gi18n.h>

#include "troupe-draft-words.h"

struct _TroupeLeavesRow
{
  AdwExpanderRow  parent_instance;

  /* Template */
  AdwActionRow   *what_row;
  AdwActionRow   *where_row;
  AdwActionRow   *duration_row;
  AdwActionRow   *people_row;

  gboolean        has_unfolded;
};

G_DEFINE_FINAL_TYPE (TroupeLeavesRow, troupe_leaves_row, ADW_TYPE_EXPANDER_ROW)

static void
troupe_leaves_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_LEAVES_ROW);
  G_OBJECT_CLASS (troupe_leaves_row_parent_class)->dispose (object);
}

static void
troupe_leaves_row_class_init (TroupeLeavesRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = troupe_leaves_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-leaves-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeLeavesRow, what_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeLeavesRow, where_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeLeavesRow, duration_row);
  gtk_widget_class_bind_template_child (widget_class, TroupeLeavesRow, people_row);
}

static void
troupe_leaves_row_init (TroupeLeavesRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* NULL where there is nothing to say */
static void
show (AdwActionRow *row,
      char         *text)
{
  g_autofree char *owned = text;

  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
  if (text != NULL)
    adw_action_row_set_subtitle (row, text);
}

/* A person has it all before the eyes once; folding it stays folded. */
static void
unfold_once (TroupeLeavesRow    *self,
             const TroupeTravel *travel)
{
  if (self->has_unfolded || travel->is_local || !troupe_way_needs_cut (travel->way))
    return;
  self->has_unfolded = TRUE;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
}

/**
 * troupe_leaves_row_show:
 * @self: a row
 * @draft: what is to be sent
 * @provider: to whom
 * @host: (nullable): the host that @draft names
 *
 * Shows what leaves this computer when @draft is sent.
 */
void
troupe_leaves_row_show (TroupeLeavesRow            *self,
                        const TroupeCharacterDraft *draft,
                        TroupeProvider             *provider,
                        TroupeHost                 *host)
{
  g_autoptr (TroupeTravel) travel = NULL;

  g_return_if_fail (TROUPE_IS_LEAVES_ROW (self));

  travel = troupe_travel_new (draft, provider, host);
  troupe_leaves_row_show_travel (self, travel, provider, host);
}

/**
 * troupe_leaves_row_show_travel:
 * @self: a row
 * @travel: (nullable): what is to be sent; `NULL` for nothing
 * @provider: to whom
 * @host: (nullable): by which host
 *
 * Shows what leaves this computer; the row is hidden where nothing does.
 */
void
troupe_leaves_row_show_travel (TroupeLeavesRow    *self,
                               const TroupeTravel *travel,
                               TroupeProvider     *provider,
                               TroupeHost         *host)
{
  g_autofree char *summary = NULL;

  g_return_if_fail (TROUPE_IS_LEAVES_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), travel != NULL);
  if (travel == NULL)
    return;
  summary = troupe_draft_words_dup_leaves (travel, provider, host);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), summary);
  show (self->what_row, troupe_draft_words_dup_what (travel));
  show (self->where_row, troupe_draft_words_dup_where (travel, provider, host));
  show (self->duration_row, troupe_draft_words_dup_duration (travel, provider, host));
  show (self->people_row, troupe_draft_words_dup_people (travel, provider));
  unfold_once (self, travel);
}
