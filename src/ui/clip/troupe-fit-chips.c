/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-fit-chips.h"

#include <glib/gi18n.h>

#include "troupe-limit-text.h"

typedef struct
{
  TroupeProvider *provider;    /* owned */
  gulong          notify_id;
  TroupeSpan      span;        /* what it accepts of this clip */
  GtkWidget      *box;         /* borrowed, as the others, from the wrap box */
  GtkImage       *image;
  GtkLabel       *label;
} Chip;

/**
 * TroupeFitChips:
 *
 * Tells of all providers at once what they would say to a range, and makes it one that all of them take
 * where there is such a one. Owns references to the providers; hidden where there is only one of them.
 */
struct _TroupeFitChips
{
  AdwBin            parent_instance;

  /* Borrowed from the child */
  GtkButton        *fit_button;
  GtkLabel         *left_out_label;

  /* Owned */
  AdwWrapBox       *wrap_box;   /* the child has it as well */
  GListModel       *providers;
  GPtrArray        *chips;      /* of Chip */
  TroupeRangeModel *model;      /* what they tell of, as the one below; NULL at first */
  TroupeProvider   *chosen;
};

G_DEFINE_FINAL_TYPE (TroupeFitChips, troupe_fit_chips, ADW_TYPE_BIN)

static void
chip_free (gpointer data)
{
  Chip *chip = data;

  g_clear_signal_handler (&chip->notify_id, chip->provider);
  g_clear_object (&chip->provider);
  g_free (chip);
}

/* How the form would send it: a remote clip by its address, any other one as a file, if it is taken so. */
static TroupeSource
usual_source (TroupeClip    *clip,
              TroupeProfile *profile)
{
  gboolean is_remote = troupe_clip_get_kind (clip) == TROUPE_CLIP_KIND_REMOTE;
  TroupeSource wanted = is_remote ? TROUPE_SOURCE_URL : TROUPE_SOURCE_FILE;

  if (troupe_profile_get_sources (profile) & wanted)
    return wanted;

  return is_remote ? TROUPE_SOURCE_FILE : TROUPE_SOURCE_URL;
}

static guint64
duration_of (TroupeFitChips *self)
{
  return troupe_clip_get_duration_ns (troupe_range_model_get_clip (self->model));
}

static gboolean
fits (TroupeFitChips *self,
      Chip           *chip)
{
  return troupe_range_check (troupe_range_model_get_range (self->model), &chip->span, duration_of (self), NULL);
}

static void
update_chip (TroupeFitChips *self,
             Chip           *chip)
{
  const char *name = troupe_provider_get_name (chip->provider);
  gboolean is_fit = fits (self, chip);
  g_autofree char *text = NULL;

  if (is_fit)
    /* Translators: a provider takes the range as it is: “Fits Clipstage” */
    text = g_strdup_printf (_("Fits %s"), name);
  else
    text = troupe_limit_text_dup_misfit (troupe_range_model_get_range (self->model), &chip->span, name);

  gtk_label_set_label (chip->label, text);
  gtk_image_set_from_icon_name (chip->image, is_fit ? "object-select-symbolic"
                                                    : "dialog-warning-symbolic");
  if (is_fit)
    gtk_widget_remove_css_class (chip->box, "misfit");
  else
    gtk_widget_add_css_class (chip->box, "misfit");
}

/* What as many of them as can be take, the chosen one before all others. How many of these do not take the
 * range as it is; and the names of those that are left out, between commas */
static TroupeSpan
find_common (TroupeFitChips *self,
             guint          *n_misfits,
             GString        *left_out)
{
  TroupeSpan common = *troupe_range_model_get_span (self->model);
  guint64 duration_ns = duration_of (self);

  *n_misfits = 0;
  for (guint i = 0; i < self->chips->len; i++)
    {
      Chip *chip = g_ptr_array_index (self->chips, i);

      if (troupe_span_intersect (&common, &chip->span, duration_ns))
        *n_misfits += fits (self, chip) ? 0 : 1;
      else
        g_string_append_printf (left_out, "%s%s", left_out->len > 0 ? C_("range", ", ") : "",
                                troupe_provider_get_name (chip->provider));
    }

  return common;
}

static void
update_fit (TroupeFitChips *self)
{
  g_autoptr (GString) left_out = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint n_misfits;

  find_common (self, &n_misfits, left_out);
  gtk_widget_set_visible (GTK_WIDGET (self->fit_button), n_misfits > 0);
  gtk_button_set_label (self->fit_button, left_out->len == 0 ? _("Make It _Fit All")
                                                             : _("Make It _Fit the Others"));
  gtk_widget_set_visible (GTK_WIDGET (self->left_out_label), left_out->len > 0);
  /* Translators: a list of providers that take no range of this clip which the others take */
  text = g_strdup_printf (_("No range that fits the others fits %s"), left_out->str);
  gtk_label_set_label (self->left_out_label, text);
}

static void
fit_cb (TroupeFitChips *self)
{
  g_autoptr (GString) left_out = g_string_new (NULL);
  const TroupeRange *range = troupe_range_model_get_range (self->model);
  guint n_misfits;
  TroupeSpan common = find_common (self, &n_misfits, left_out);
  TroupeRange fitting = troupe_range_moved_to (range, range->start_ns, &common, duration_of (self));

  troupe_range_model_set_range (self->model, &fitting);
}

static void
refresh (TroupeFitChips *self)
{
  TroupeClip *clip = self->model != NULL ? troupe_range_model_get_clip (self->model) : NULL;

  if (clip == NULL)
    return;

  for (guint i = 0; i < self->chips->len; i++)
    {
      Chip *chip = g_ptr_array_index (self->chips, i);
      TroupeProfile *profile = troupe_provider_get_profile (chip->provider);

      chip->span = *troupe_range_model_get_span (self->model);
      if (chip->provider != self->chosen)
        troupe_provider_get_span (chip->provider, usual_source (clip, profile), &chip->span);
      update_chip (self, chip);
    }
  update_fit (self);
}

static void
add_chip (TroupeFitChips *self,
          TroupeProvider *provider)
{
  Chip *chip = g_new0 (Chip, 1);

  chip->provider = g_object_ref (provider);
  chip->notify_id = g_signal_connect_swapped (provider, "notify", G_CALLBACK (refresh), self);
  chip->image = g_object_new (GTK_TYPE_IMAGE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "pixel-size", 12,
                              NULL);
  chip->label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, NULL);
  chip->box = g_object_new (GTK_TYPE_BOX,
                            "css-classes", (const char *[]) { "fit-chip", "caption", NULL },
                            "spacing", 6,
                            NULL);
  gtk_box_append (GTK_BOX (chip->box), GTK_WIDGET (chip->image));
  gtk_box_append (GTK_BOX (chip->box), GTK_WIDGET (chip->label));
  adw_wrap_box_append (self->wrap_box, chip->box);
  g_ptr_array_add (self->chips, chip);
}

static void
items_changed_cb (TroupeFitChips *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->chips, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->wrap_box))) != NULL)
    adw_wrap_box_remove (self->wrap_box, child);
  for (guint i = 0; i < g_list_model_get_n_items (self->providers); i++)
    {
      g_autoptr (TroupeProvider) provider = g_list_model_get_item (self->providers, i);

      add_chip (self, provider);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->chips->len > 1);
  refresh (self);
}

static void
troupe_fit_chips_dispose (GObject *object)
{
  TroupeFitChips *self = TROUPE_FIT_CHIPS (object);

  g_ptr_array_set_size (self->chips, 0);
  g_clear_object (&self->wrap_box);
  g_clear_object (&self->providers);
  g_clear_object (&self->model);
  g_clear_object (&self->chosen);
  G_OBJECT_CLASS (troupe_fit_chips_parent_class)->dispose (object);
}

static void
troupe_fit_chips_finalize (GObject *object)
{
  TroupeFitChips *self = TROUPE_FIT_CHIPS (object);

  g_clear_pointer (&self->chips, g_ptr_array_unref);
  G_OBJECT_CLASS (troupe_fit_chips_parent_class)->finalize (object);
}

static void
troupe_fit_chips_class_init (TroupeFitChipsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_fit_chips_dispose;
  object_class->finalize = troupe_fit_chips_finalize;
}

static void
troupe_fit_chips_init (TroupeFitChips *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->chips = g_ptr_array_new_with_free_func (chip_free);
  self->wrap_box = g_object_ref_sink (ADW_WRAP_BOX (adw_wrap_box_new ()));
  adw_wrap_box_set_child_spacing (self->wrap_box, 6);
  adw_wrap_box_set_line_spacing (self->wrap_box, 6);
  self->fit_button = g_object_new (GTK_TYPE_BUTTON,
                                   "halign", GTK_ALIGN_START,
                                   "use-underline", TRUE,
                                   "visible", FALSE,
                                   NULL);
  g_signal_connect_object (self->fit_button, "clicked", G_CALLBACK (fit_cb), self, G_CONNECT_SWAPPED);
  self->left_out_label = g_object_new (GTK_TYPE_LABEL,
                                       "css-classes", (const char *[]) { "caption", NULL },
                                       "visible", FALSE,
                                       "wrap", TRUE,
                                       "xalign", 0.0,
                                       NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->wrap_box));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->left_out_label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fit_button));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * troupe_fit_chips_set_providers:
 * @self: the chips
 * @providers: (element-type TroupeProvider): of whom to tell
 *
 * Sets the providers, each of which gets its words.
 */
void
troupe_fit_chips_set_providers (TroupeFitChips *self,
                                GListModel     *providers)
{
  g_return_if_fail (TROUPE_IS_FIT_CHIPS (self));
  g_return_if_fail (G_IS_LIST_MODEL (providers));

  if (!g_set_object (&self->providers, providers))
    return;

  g_signal_connect_object (providers, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self);
}

/**
 * troupe_fit_chips_update:
 * @self: the chips
 * @model: a range with its clip
 * @chosen: (nullable): the provider whose span @model has
 *
 * Tells which providers take the range as it is, and whether another one suits all of them.
 */
void
troupe_fit_chips_update (TroupeFitChips   *self,
                         TroupeRangeModel *model,
                         TroupeProvider   *chosen)
{
  g_return_if_fail (TROUPE_IS_FIT_CHIPS (self));
  g_return_if_fail (TROUPE_IS_RANGE_MODEL (model));

  g_set_object (&self->model, model);
  g_set_object (&self->chosen, chosen);
  refresh (self);
}
