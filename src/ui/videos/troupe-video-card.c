/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-video-card.h"

#include <glib/gi18n.h>

#include "troupe-clip-drag.h"
#include "troupe-error-text.h"
#include "troupe-known-provider.h"
#include "troupe-thumbnail.h"
#include "troupe-video-words.h"

struct _TroupeVideoCard
{
  AdwBin          parent_instance;

  /* Template */
  GtkWidget      *picture;
  GtkWidget      *spinner;
  GtkButton      *star_button;
  GtkWidget      *badge;
  GtkImage       *badge_icon;
  GtkLabel       *badge_label;
  GtkProgressBar *progress_bar;
  GtkLabel       *title_label;
  GtkLabel       *detail_label;

  /* Owned */
  TroupeVideo    *video;
  GSignalGroup   *signals;
  char           *description;
};

G_DEFINE_FINAL_TYPE (TroupeVideoCard, troupe_video_card, ADW_TYPE_BIN)

enum { PROP_0, PROP_VIDEO, PROP_DESCRIPTION, N_PROPS };
static GParamSpec *properties[N_PROPS];

static const char *
get_star_text (TroupeVideoCard *self)
{
  return troupe_video_is_starred (self->video) ? _("Remove Star") : _("Add Star");
}

static gboolean
query_star_tooltip_cb (TroupeVideoCard *self,
                       int              x,
                       int              y,
                       gboolean         keyboard_mode,
                       GtkTooltip      *tooltip)
{
  if (self->video == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, get_star_text (self));
  return TRUE;
}

static void
update_state (TroupeVideoCard *self)
{
  const TroupeVideoState state = troupe_video_get_state (self->video);
  const double progress = troupe_video_get_progress (self->video);
  const gboolean is_loaded = troupe_video_is_loaded (self->video);
  const gboolean is_making = is_loaded && state == TROUPE_VIDEO_STATE_MAKING;
  const gboolean has_problem = troupe_video_get_problem (self->video) != NULL;

  gtk_widget_set_visible (self->badge, is_loaded && state != TROUPE_VIDEO_STATE_READY);
  gtk_image_set_from_icon_name (self->badge_icon, troupe_video_words_get_icon (state));
  gtk_label_set_label (self->badge_label, troupe_video_words_get_state (state));
  gtk_widget_set_visible (self->spinner, is_making && !has_problem);
  gtk_widget_set_visible (GTK_WIDGET (self->badge_icon), !is_making || has_problem);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), is_making && progress >= 0);
  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (progress, 0, 1));
}

/* Who appears, and who makes it; or why nobody did */
static char *
dup_detail (TroupeVideoCard *self,
            const char      *provider)
{
  const TroupeProblem *problem = troupe_video_get_problem (self->video);
  g_autoptr (TroupeErrorText) text = NULL;
  g_autofree char *cast = NULL;

  if (problem != NULL)
    {
      text = troupe_error_text_new_for_problem (problem);
      return g_strdup (text->title);
    }
  cast = troupe_video_words_dup_cast (self->video);
  if (cast == NULL)
    return g_strdup (provider);

  /* Translators: who appears in a video, and the provider that made it */
  return g_strdup_printf (C_("video card", "%1$s · %2$s"), cast, provider);
}

static void
update_words (TroupeVideoCard *self)
{
  g_autofree char *provider = troupe_known_provider_dup_name (troupe_video_get_provider_id (self->video));
  g_autofree char *description = troupe_video_words_describe (self->video, provider);
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;

  if (troupe_video_is_loaded (self->video))
    {
      title = troupe_video_words_dup_title (self->video);
      detail = dup_detail (self, provider);
    }
  gtk_label_set_label (self->title_label, title != NULL ? title : "");
  gtk_label_set_label (self->detail_label, detail != NULL ? detail : "");
  if (g_set_str (&self->description, description))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
}

static void
update_star (TroupeVideoCard *self)
{
  const gboolean is_starred = troupe_video_is_starred (self->video);

  gtk_button_set_icon_name (self->star_button, is_starred ? "starred-symbolic" : "non-starred-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->star_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, get_star_text (self), -1);
  if (is_starred)
    gtk_widget_add_css_class (GTK_WIDGET (self->star_button), "favourite");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->star_button), "favourite");
}

static void
changed_cb (TroupeVideoCard *self)
{
  update_state (self);
  update_words (self);
}

static void
bind_cb (TroupeVideoCard *self,
         TroupeVideo     *video)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->star_button), "s", troupe_video_get_id (video));
  changed_cb (self);
  update_star (self);
}

static GdkContentProvider *
drag_prepare_cb (TroupeVideoCard *self,
                 double           x,
                 double           y)
{
  return troupe_clip_drag_prepare (self->video != NULL ? troupe_video_get_file (self->video) : NULL);
}

static void
drag_begin_cb (TroupeVideoCard *self,
               GdkDrag         *drag,
               GtkDragSource   *source)
{
  troupe_clip_drag_begin (source, self->picture);
}

static void
troupe_video_card_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TroupeVideoCard *self = TROUPE_VIDEO_CARD (object);

  switch (property_id)
    {
    case PROP_VIDEO:
      g_value_set_object (value, troupe_video_card_get_video (self));
      break;

    case PROP_DESCRIPTION:
      g_value_set_string (value, troupe_video_card_get_description (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_video_card_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_VIDEO:
      troupe_video_card_set_video (TROUPE_VIDEO_CARD (object), g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_video_card_dispose (GObject *object)
{
  TroupeVideoCard *self = TROUPE_VIDEO_CARD (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->video);
  gtk_widget_dispose_template (GTK_WIDGET (object), TROUPE_TYPE_VIDEO_CARD);
  G_OBJECT_CLASS (troupe_video_card_parent_class)->dispose (object);
}

static void
troupe_video_card_finalize (GObject *object)
{
  g_clear_pointer (&TROUPE_VIDEO_CARD (object)->description, g_free);
  G_OBJECT_CLASS (troupe_video_card_parent_class)->finalize (object);
}

static void
troupe_video_card_class_init (TroupeVideoCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = troupe_video_card_get_property;
  object_class->set_property = troupe_video_card_set_property;
  object_class->dispose = troupe_video_card_dispose;
  object_class->finalize = troupe_video_card_finalize;

  properties[PROP_VIDEO] =
    g_param_spec_object ("video", NULL, NULL,
                         TROUPE_TYPE_VIDEO,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DESCRIPTION] =
    g_param_spec_string ("description", NULL, NULL,
                         NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (TROUPE_TYPE_VIDEO);
  g_type_ensure (TROUPE_TYPE_THUMBNAIL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/troupe_app/Troupe/ui/troupe-video-card.ui");
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoCard, picture);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoCard, spinner);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoCard, star_button);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoCard, badge);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoCard, badge_icon);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoCard, badge_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoCard, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, TroupeVideoCard, detail_label);
  gtk_widget_class_bind_template_callback (widget_class, query_star_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_begin_cb);
}

static void
troupe_video_card_init (TroupeVideoCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (TROUPE_TYPE_VIDEO);
  g_signal_connect_swapped (self->signals, "bind", G_CALLBACK (bind_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::loaded", G_CALLBACK (changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::problem", G_CALLBACK (changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::progress", G_CALLBACK (update_state), self);
  g_signal_group_connect_swapped (self->signals, "notify::starred", G_CALLBACK (update_star), self);
}

/**
 * troupe_video_card_new:
 *
 * Makes a card without a video.
 *
 * Returns: (transfer floating): a new card
 */
GtkWidget *
troupe_video_card_new (void)
{
  return g_object_new (TROUPE_TYPE_VIDEO_CARD, NULL);
}

/**
 * troupe_video_card_get_video:
 * @self: a card
 *
 * Gets the video it shows.
 *
 * Returns: (transfer none) (nullable): a video
 */
TroupeVideo *
troupe_video_card_get_video (TroupeVideoCard *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO_CARD (self), NULL);

  return self->video;
}

/**
 * troupe_video_card_set_video:
 * @self: a card
 * @video: (nullable): a video
 *
 * Shows @video and follows its changes.
 */
void
troupe_video_card_set_video (TroupeVideoCard *self,
                             TroupeVideo     *video)
{
  g_return_if_fail (TROUPE_IS_VIDEO_CARD (self));
  g_return_if_fail (video == NULL || TROUPE_IS_VIDEO (video));

  if (!g_set_object (&self->video, video))
    return;

  g_signal_group_set_target (self->signals, video);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIDEO]);
}

/**
 * troupe_video_card_get_description:
 * @self: a card
 *
 * Gets what the card says in one line: prompt, cast, provider, state.
 *
 * Returns: (transfer none) (nullable): translated text, or `NULL` without a video
 */
const char *
troupe_video_card_get_description (TroupeVideoCard *self)
{
  g_return_val_if_fail (TROUPE_IS_VIDEO_CARD (self), NULL);

  return self->description;
}
