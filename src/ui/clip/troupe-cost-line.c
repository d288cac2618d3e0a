/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-cost-line.h"

#include <glib/gi18n.h>
#include <math.h>

#include "troupe-job-words.h"
#include "troupe-last-cost.h"

struct _TroupeCostLine
{
  AdwBin        parent_instance;

  /* Owned */
  GCancellable *cancellable;    /* of what is looked up */
};

G_DEFINE_FINAL_TYPE (TroupeCostLine, troupe_cost_line, ADW_TYPE_BIN)

static void
set_text (TroupeCostLine *self,
          const char     *text)
{
  gtk_label_set_label (GTK_LABEL (adw_bin_get_child (ADW_BIN (self))), text);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (TroupeCostLine) self = user_data;
  g_autoptr (TroupeLastCost) cost = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  /* Where that cannot be read it is not known either. */
  cost = troupe_last_cost_load_finish (TROUPE_LIBRARY (source), result, NULL);
  if (cost == NULL || self->cancellable != g_task_get_cancellable (G_TASK (result)))
    return;

  amount = troupe_job_words_dup_credits (cost->amount, cost->unit);
  /* Translators: an amount such as “12 credits” */
  text = g_strdup_printf (_("The last character here cost %s"), amount);
  set_text (self, text);
}

static void
troupe_cost_line_dispose (GObject *object)
{
  TroupeCostLine *self = TROUPE_COST_LINE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (troupe_cost_line_parent_class)->dispose (object);
}

static void
troupe_cost_line_class_init (TroupeCostLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = troupe_cost_line_dispose;
}

static void
troupe_cost_line_init (TroupeCostLine *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  adw_bin_set_child (ADW_BIN (self), label);
}

/**
 * troupe_cost_line_show:
 * @self: a line
 * @library: where what was spent is kept
 * @provider: who makes the character
 *
 * Says what @provider takes for a character, as far as anybody knows.
 */
void
troupe_cost_line_show (TroupeCostLine *self,
                       TroupeLibrary  *library,
                       TroupeProvider *provider)
{
  TroupeProfile *profile;
  double price;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (TROUPE_IS_COST_LINE (self));
  g_return_if_fail (TROUPE_IS_LIBRARY (library));
  g_return_if_fail (TROUPE_IS_PROVIDER (provider));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  profile = troupe_provider_get_profile (provider);
  price = troupe_profile_get_character_price (profile);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), troupe_profile_get_price_source (profile));
  if (!isnan (price))
    {
      amount = troupe_job_words_dup_credits (price, troupe_profile_get_credit_unit (profile));
      /* Translators: an amount such as “12 credits” */
      text = price > 0 ? g_strdup_printf (_("A character costs %s"), amount) : g_strdup (_("Free"));
      set_text (self, text);
      return;
    }
  if (troupe_profile_get_kind (profile) == TROUPE_KIND_INLINE)
    {
      set_text (self, _("Free; it goes along with each video"));
      return;
    }

  set_text (self, _("Its cost is not known"));
  self->cancellable = g_cancellable_new ();
  troupe_last_cost_load_async (library, troupe_provider_get_id (provider), "create-character", self->cancellable,
                               loaded_cb, g_object_ref (self));
}
