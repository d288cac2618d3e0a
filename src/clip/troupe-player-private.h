/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

#include "troupe-frame-close-ups.h"
#include "troupe-player.h"

G_BEGIN_DECLS

typedef enum
{
  TROUPE_PLAYER_CLOSED,     /* no pipeline */
  TROUPE_PLAYER_OPENING,    /* waits for the first picture; no seek is possible yet */
  TROUPE_PLAYER_READY,
  TROUPE_PLAYER_SEEKING,    /* a seek is in flight */
} TroupePlayerState;

/* A seek that went out. It goes to a point inside the frame, beyond doubt by rounding. */
typedef struct
{
  guint32 seqnum;
  guint64 asked_ns;
  guint64 start_ns;
  guint64 first_ns;   /* frames before are not shown; 0 while that is not known */
  guint64 stop_ns;    /* GST_CLOCK_TIME_NONE: to the end of the clip */
} TroupePlayerSeek;

struct _TroupePlayer
{
  GObject            parent_instance;

  /* Owned */
  GstElement        *video_sink;    /* lives as long as the player, so that the paintable does */
  GstPad            *sink_pad;
  gulong             probe_id;
  GObject           *paintable;
  TroupeClip        *clip;
  GError            *error;
  GstElement        *pipeline;
  char              *uri;
  guint              bus_watch_id;

  /* What is asked for */
  gboolean           is_playing;
  gboolean           has_moved;    /* since the clip was set */
  double             speed;
  double             volume;    /* cubic */
  gboolean           is_muted;
  gboolean           has_loop;
  TroupeRange        loop;

  /* What there is */
  TroupePlayerState  state;
  guint64            position_ns;
  gboolean           is_buffering;
  gboolean           is_seeking;    /* as last told */

  /* Seeks; written under the lock */
  TroupePlayerSeek   jump;     /* the last that dropped what was on its way to the sinks */
  TroupePlayerSeek   round;    /* the last of all */
  guint32            newest_seqnum;    /* of either */
  gboolean           has_wanted;
  guint64            wanted_ns;
  gboolean           is_stale;    /* the pipeline runs with other edges or speed than play() needs */

  /* What is shown of the store */
  TroupeFrameStore    *store;        /* owned */
  TroupeFrameCloseUps *close_ups;    /* owned; there is a store then */
  TroupeSound       *sound;      /* owned; rests when the store does */
  TroupeFrame       *preview;    /* owned */
  gboolean           is_preview_exact;
  gboolean           is_unasked;    /* the pipeline does not know of the position yet */
  guint              rest_id;    /* until it is time to ask it */

  /* Shuttle */
  double             shuttle_rate;     /* 0: none */
  gint64             shuttle_us;       /* when it began */
  guint64            shuttle_ns;       /* where it began */
  guint              shuttle_id;

  /* Shared with the streaming threads, under the lock */
  GMutex             lock;
  GstSegment         segment;
  guint32            segment_seqnum;
  guint64            arrived_ns;
  guint32            arrived_seqnum;
  guint              notify_id;
};

/* troupe-player.c */
void     troupe_player_clear_error     (TroupePlayer *self);
void     troupe_player_clear_loop      (TroupePlayer *self);
void     troupe_player_set_playing     (TroupePlayer *self,
                                        gboolean      is_playing);
void     troupe_player_set_position    (TroupePlayer *self,
                                        guint64       position_ns);
void     troupe_player_update_seeking  (TroupePlayer *self);
void     troupe_player_take_error      (TroupePlayer *self,
                                        GError       *error);

/* troupe-player-pipeline.c */
void     troupe_player_make_sink       (TroupePlayer *self);
void     troupe_player_open            (TroupePlayer *self,
                                        const char   *uri);
void     troupe_player_close           (TroupePlayer *self);
void     troupe_player_apply_state     (TroupePlayer *self);
void     troupe_player_apply_volume    (TroupePlayer *self);

/* troupe-player-frames.c */
void     troupe_player_watch_frames    (TroupePlayer *self);
void     troupe_player_unwatch_frames  (TroupePlayer *self);
void     troupe_player_prerolled       (TroupePlayer *self);

/* troupe-player-skip.c */
void     troupe_player_skip_unseen     (TroupePlayer *self);

/* troupe-player-seek.c */
void     troupe_player_request         (TroupePlayer *self,
                                        guint64       time_ns);
void     troupe_player_send_wanted     (TroupePlayer *self);
void     troupe_player_begin           (TroupePlayer *self);
void     troupe_player_refresh         (TroupePlayer *self);
void     troupe_player_go_on           (TroupePlayer *self,
                                        guint32       seqnum);
void     troupe_player_end             (TroupePlayer *self);

guint64  troupe_player_get_first_ns    (TroupePlayer *self,
                                        guint32       seqnum);
guint64  troupe_player_frame_at        (TroupePlayer *self,
                                        guint64       time_ns);

/* troupe-player-preview.c */
void     troupe_player_scrub           (TroupePlayer *self,
                                        guint64       time_ns);
void     troupe_player_stop_rest       (TroupePlayer *self);
void     troupe_player_settle          (TroupePlayer *self);
void     troupe_player_landed          (TroupePlayer *self);
void     troupe_player_drop_preview    (TroupePlayer *self);
void     troupe_player_update_store    (TroupePlayer *self);

/* troupe-player-shuttle.c */
void     troupe_player_shuttle_stop    (TroupePlayer *self);
void     troupe_player_shuttle_rebase  (TroupePlayer *self);
void     troupe_player_shuttle_back    (TroupePlayer *self);

G_END_DECLS
