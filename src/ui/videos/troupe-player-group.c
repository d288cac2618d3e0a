/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-player-group.h"

/* Of a player of the group */
typedef struct
{
  TroupePlayer *player;
  TroupeRange   loop;       /* empty: all of the clip, once a round */
  gboolean      is_done;    /* it stands on its last frame, or has an error */
} Member;

/**
 * TroupePlayerGroup:
 *
 * Plays some clips from the same moment on. It owns a player for each of them.
 *
 * All of them are paused where they are wanted, and start together when the picture of each is there. From then on they
 * keep step by themselves: every pipeline goes by the same clock.
 */
struct _TroupePlayerGroup
{
  GObject   parent_instance;

  /* Owned */
  GArray   *members;          /* of Member */

  guint     audible;
  gboolean  is_playing;
  gboolean  is_gathering;     /* they are on their way to where they start from */
  gboolean  is_commanding;    /* what a player tells now is what it was told */
};

G_DEFINE_FINAL_TYPE (TroupePlayerGroup, troupe_player_group, G_TYPE_OBJECT)

enum { PROP_0, PROP_PLAYING, PROP_POSITION_NS, PROP_AUDIBLE, N_PROPS };
static GParamSpec *properties[N_PROPS];

static Member *
get_member (TroupePlayerGroup *self,
            guint              i)
{
  return &g_array_index (self->members, Member, i);
}

static gboolean
is_loop (const Member *member)
{
  return member->loop.end_ns > 0;
}

static guint64
get_duration_ns (const Member *member)
{
  return is_loop (member) ? member->loop.end_ns - member->loop.start_ns
                          : troupe_clip_get_duration_ns (troupe_player_get_clip (member->player));
}

/* The longest of those that play at all */
static Member *
find_leader (TroupePlayerGroup *self)
{
  Member *leader = NULL;

  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = get_member (self, i);

      if (troupe_player_get_error (member->player) == NULL &&
          (leader == NULL || get_duration_ns (member) > get_duration_ns (leader)))
        leader = member;
    }
  return leader;
}

static gboolean
is_ready (TroupePlayerGroup *self)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      if (troupe_player_is_seeking (get_member (self, i)->player))
        return FALSE;
    }
  return TRUE;
}

static void
set_playing (TroupePlayerGroup *self,
             gboolean           is_playing)
{
  if (self->is_playing == is_playing)
    return;

  self->is_playing = is_playing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

/* They are all where they are wanted. */
static void
start (TroupePlayerGroup *self)
{
  self->is_gathering = FALSE;
  self->is_commanding = TRUE;
  for (guint i = 0; i < self->members->len; i++)
    {
      const Member *member = get_member (self, i);

      if (!member->is_done)
        troupe_player_play (member->player);
    }
  self->is_commanding = FALSE;
}

static void
go_to (TroupePlayerGroup *self,
       guint64            time_ns)
{
  const Member *leader = find_leader (self);

  if (self->is_playing && leader != NULL && time_ns >= get_duration_ns (leader))
    time_ns = 0;    /* the next round: at the end there is nothing to play */
  self->is_gathering = self->is_playing;
  self->is_commanding = TRUE;
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = get_member (self, i);

      troupe_player_pause (member->player);
      member->is_done = troupe_player_get_error (member->player) != NULL ||
                        (!is_loop (member) && time_ns >= get_duration_ns (member));
      troupe_player_seek (member->player, is_loop (member) ? member->loop.start_ns + time_ns % get_duration_ns (member)
                                                           : MIN (time_ns, get_duration_ns (member)));
    }
  self->is_commanding = FALSE;
  if (self->is_gathering && is_ready (self))
    start (self);
}

static gboolean
is_over (TroupePlayerGroup *self)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      if (!get_member (self, i)->is_done)
        return FALSE;
    }
  return TRUE;
}

static void
begin_round (TroupePlayerGroup *self)
{
  if (find_leader (self) == NULL)
    set_playing (self, FALSE);
  else
    go_to (self, 0);
}

/* A player stops by itself at its end, and then goes to its last frame; and at an error. */
static void
player_playing_cb (TroupePlayerGroup *self,
                   GParamSpec        *pspec,
                   TroupePlayer      *player)
{
  if (self->is_commanding || troupe_player_is_playing (player))
    return;

  for (guint i = 0; i < self->members->len; i++)
    {
      if (get_member (self, i)->player == player)
        get_member (self, i)->is_done = TRUE;
    }
}

static void
player_ready_cb (TroupePlayerGroup *self)
{
  if (!self->is_playing || self->is_commanding || !is_ready (self))
    return;

  if (self->is_gathering)
    start (self);
  else if (is_over (self))
    begin_round (self);
}

static void
player_position_cb (TroupePlayerGroup *self,
                    GParamSpec        *pspec,
                    TroupePlayer      *player)
{
  const Member *leader = find_leader (self);

  if (leader != NULL && leader->player == player)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION_NS]);
}

static void
member_clear (gpointer data)
{
  g_clear_object (&((Member *) data)->player);
}

static void
troupe_player_group_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TroupePlayerGroup *self = TROUPE_PLAYER_GROUP (object);

  switch (property_id)
    {
    case PROP_PLAYING:
      g_value_set_boolean (value, troupe_player_group_is_playing (self));
      break;

    case PROP_POSITION_NS:
      g_value_set_uint64 (value, troupe_player_group_get_position_ns (self));
      break;

    case PROP_AUDIBLE:
      g_value_set_uint (value, troupe_player_group_get_audible (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
troupe_player_group_dispose (GObject *object)
{
  TroupePlayerGroup *self = TROUPE_PLAYER_GROUP (object);

  self->is_commanding = TRUE;
  g_array_set_size (self->members, 0);
  G_OBJECT_CLASS (troupe_player_group_parent_class)->dispose (object);
}

static void
troupe_player_group_finalize (GObject *object)
{
  g_array_unref (TROUPE_PLAYER_GROUP (object)->members);
  G_OBJECT_CLASS (troupe_player_group_parent_class)->finalize (object);
}

static void
troupe_player_group_class_init (TroupePlayerGroupClass *klass)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = troupe_player_group_get_property;
  object_class->dispose = troupe_player_group_dispose;
  object_class->finalize = troupe_player_group_finalize;

  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, readable);
  properties[PROP_POSITION_NS] = g_param_spec_uint64 ("position-ns", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_AUDIBLE] = g_param_spec_uint ("audible", NULL, NULL, 0, G_MAXUINT, TROUPE_PLAYER_GROUP_NONE,
                                                readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
troupe_player_group_init (TroupePlayerGroup *self)
{
  self->members = g_array_new (FALSE, TRUE, sizeof (Member));
  g_array_set_clear_func (self->members, member_clear);
  self->audible = TROUPE_PLAYER_GROUP_NONE;
}

/**
 * troupe_player_group_new:
 *
 * Returns: (transfer full): a group without players
 */
TroupePlayerGroup *
troupe_player_group_new (void)
{
  return g_object_new (TROUPE_TYPE_PLAYER_GROUP, NULL);
}

/**
 * troupe_player_group_add:
 * @self: a group that does not play yet
 * @clip: a clip that has been probed
 * @range: (nullable): the part of it that is played over and over; `NULL` for all of it, once a round
 *
 * Adds a player, which is silent until it is made audible.
 *
 * Returns: (transfer none): the player, to be shown and watched; the group alone commands it
 */
TroupePlayer *
troupe_player_group_add (TroupePlayerGroup *self,
                         TroupeClip        *clip,
                         const TroupeRange *range)
{
  Member member = { troupe_player_new () };

  g_return_val_if_fail (TROUPE_IS_PLAYER_GROUP (self), NULL);
  g_return_val_if_fail (TROUPE_IS_CLIP (clip), NULL);

  troupe_player_set_muted (member.player, TRUE);
  g_signal_connect_object (member.player, "notify::playing", G_CALLBACK (player_playing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (member.player, "notify::seeking", G_CALLBACK (player_ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (member.player, "notify::error", G_CALLBACK (player_ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (member.player, "notify::position-ns", G_CALLBACK (player_position_cb), self,
                           G_CONNECT_SWAPPED);
  g_array_append_val (self->members, member);
  troupe_player_set_clip (member.player, clip);
  if (range != NULL)
    {
      get_member (self, self->members->len - 1)->loop = *range;
      troupe_player_set_loop_range (member.player, range);
      troupe_player_seek (member.player, range->start_ns);
    }
  return member.player;
}

/**
 * troupe_player_group_play:
 * @self: a group
 *
 * Plays all of them from the same moment on; from the beginning when they are at the end.
 */
void
troupe_player_group_play (TroupePlayerGroup *self)
{
  g_return_if_fail (TROUPE_IS_PLAYER_GROUP (self));

  if (self->is_playing || find_leader (self) == NULL)
    return;

  set_playing (self, TRUE);
  go_to (self, is_over (self) ? 0 : troupe_player_group_get_position_ns (self));
}

/**
 * troupe_player_group_pause:
 * @self: a group
 *
 * Pauses all of them on the same moment.
 */
void
troupe_player_group_pause (TroupePlayerGroup *self)
{
  g_return_if_fail (TROUPE_IS_PLAYER_GROUP (self));

  if (!self->is_playing)
    return;

  set_playing (self, FALSE);
  go_to (self, troupe_player_group_get_position_ns (self));
}

/**
 * troupe_player_group_is_playing:
 * @self: a group
 *
 * Returns: whether they play, or will as soon as the picture of each is there
 */
gboolean
troupe_player_group_is_playing (TroupePlayerGroup *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER_GROUP (self), FALSE);

  return self->is_playing;
}

/**
 * troupe_player_group_seek:
 * @self: a group
 * @time_ns: a moment, in nanoseconds
 *
 * Shows that moment of each of them, of a shorter one its end. They go on playing if they do so.
 */
void
troupe_player_group_seek (TroupePlayerGroup *self,
                          guint64            time_ns)
{
  g_return_if_fail (TROUPE_IS_PLAYER_GROUP (self));

  go_to (self, time_ns);
}

/**
 * troupe_player_group_get_position_ns:
 * @self: a group
 *
 * Returns: where the longest of them is in what it plays, in nanoseconds
 */
guint64
troupe_player_group_get_position_ns (TroupePlayerGroup *self)
{
  const Member *leader;
  guint64 position_ns;

  g_return_val_if_fail (TROUPE_IS_PLAYER_GROUP (self), 0);

  leader = find_leader (self);
  if (leader == NULL)
    return 0;

  position_ns = troupe_player_get_position_ns (leader->player);
  return position_ns - MIN (position_ns, leader->loop.start_ns);
}

/**
 * troupe_player_group_get_duration_ns:
 * @self: a group
 *
 * Returns: how long the longest of them is, in nanoseconds
 */
guint64
troupe_player_group_get_duration_ns (TroupePlayerGroup *self)
{
  const Member *leader;

  g_return_val_if_fail (TROUPE_IS_PLAYER_GROUP (self), 0);

  leader = find_leader (self);
  return leader != NULL ? get_duration_ns (leader) : 0;
}

/**
 * troupe_player_group_set_audible:
 * @self: a group
 * @audible: which of its players, in the order in which they were added; or `TROUPE_PLAYER_GROUP_NONE`
 *
 * Lets one of them be heard, and no other.
 */
void
troupe_player_group_set_audible (TroupePlayerGroup *self,
                                 guint              audible)
{
  g_return_if_fail (TROUPE_IS_PLAYER_GROUP (self));

  if (self->audible == audible)
    return;

  self->audible = audible;
  for (guint i = 0; i < self->members->len; i++)
    troupe_player_set_muted (get_member (self, i)->player, i != audible);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUDIBLE]);
}

/**
 * troupe_player_group_get_audible:
 * @self: a group
 *
 * Returns: which of its players is heard, or `TROUPE_PLAYER_GROUP_NONE`
 */
guint
troupe_player_group_get_audible (TroupePlayerGroup *self)
{
  g_return_val_if_fail (TROUPE_IS_PLAYER_GROUP (self), TROUPE_PLAYER_GROUP_NONE);

  return self->audible;
}
