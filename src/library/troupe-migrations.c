/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-migrations.h"

/* Version 1. Times of media are nanoseconds, other times microseconds since 1970. Files are named
 * below the media folder. `revision` grows with every change of a character or of what belongs to
 * it, so that another process finds what changed; `listed_revision` is that of the change which
 * brought it into the list, by making or by restoring it. */
static const char version_1[] =
  "CREATE TABLE library ("
  "  revision INTEGER NOT NULL"
  ");"
  "INSERT INTO library VALUES (0);"

  "CREATE TABLE characters ("
  "  seq INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  alias TEXT NOT NULL,"
  "  alias_key TEXT NOT NULL,"                /* folded: case makes no other one */
  "  notes TEXT NOT NULL DEFAULT '',"
  "  favourite INTEGER NOT NULL DEFAULT 0,"
  "  clip_title TEXT NOT NULL,"
  "  clip_uri TEXT NOT NULL,"
  "  clip_hash TEXT,"
  "  clip_duration_ns INTEGER NOT NULL,"
  "  start_ns INTEGER NOT NULL,"
  "  end_ns INTEGER NOT NULL,"
  "  clip_file TEXT,"                         /* the kept cut of the range */
  "  created_us INTEGER NOT NULL,"
  "  deleted_us INTEGER,"                     /* in the trash since */
  "  revision INTEGER NOT NULL,"
  "  listed_revision INTEGER NOT NULL"
  ");"
  "CREATE UNIQUE INDEX characters_alias ON characters (alias_key) WHERE deleted_us IS NULL;"
  "CREATE INDEX characters_created ON characters (created_us DESC, seq DESC)"
  "  WHERE deleted_us IS NULL;"
  "CREATE INDEX characters_revision ON characters (revision);"

  "CREATE TABLE tags ("
  "  character_id TEXT NOT NULL REFERENCES characters (id) ON DELETE CASCADE,"
  "  tag TEXT NOT NULL,"
  "  PRIMARY KEY (character_id, tag)"
  ") WITHOUT ROWID;"

  "CREATE TABLE pictures ("
  "  seq INTEGER PRIMARY KEY,"
  "  character_id TEXT NOT NULL REFERENCES characters (id) ON DELETE CASCADE,"
  "  kind TEXT NOT NULL CHECK (kind IN ('avatar', 'still')),"
  "  file TEXT NOT NULL UNIQUE,"
  "  time_ns INTEGER,"                        /* of a still, in the source clip */
  "  sha256 TEXT NOT NULL"
  ");"
  "CREATE INDEX pictures_character ON pictures (character_id);"

  "CREATE TABLE identities ("
  "  seq INTEGER PRIMARY KEY,"
  "  character_id TEXT NOT NULL REFERENCES characters (id) ON DELETE CASCADE,"
  "  provider_id TEXT NOT NULL,"
  "  remote_id TEXT NOT NULL,"
  "  username TEXT NOT NULL,"
  "  permalink TEXT,"
  "  picture_url TEXT,"
  "  created_us INTEGER NOT NULL,"
  "  last_worked_us INTEGER NOT NULL,"
  "  state TEXT NOT NULL DEFAULT 'active'"
  ");"
  "CREATE INDEX identities_character ON identities (character_id);"

  "CREATE TABLE jobs ("
  "  seq INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  kind TEXT NOT NULL,"
  "  character_id TEXT REFERENCES characters (id) ON DELETE CASCADE,"
  "  provider_id TEXT NOT NULL,"
  "  state TEXT NOT NULL,"
  "  draft TEXT NOT NULL,"                    /* JSON: what the person asked for */
  "  published TEXT,"                         /* JSON: where the clip was uploaded to */
  "  request TEXT,"                           /* JSON, the key masked */
  "  attempts INTEGER NOT NULL DEFAULT 0,"    /* paid calls that may have gone out */
  "  remote_id TEXT,"
  "  problem TEXT,"                           /* JSON */
  "  created_us INTEGER NOT NULL,"
  "  changed_us INTEGER NOT NULL"
  ");"
  "CREATE INDEX jobs_character ON jobs (character_id);"
  "CREATE INDEX jobs_live ON jobs (state)"
  "  WHERE state NOT IN ('done', 'failed', 'cancelled', 'unknown');"

  /* Files that nothing refers to any more; removed, then forgotten */
  "CREATE TABLE leftovers ("
  "  file TEXT PRIMARY KEY"
  ") WITHOUT ROWID;"

  /* Folded texts by seq of characters; see troupe-character-index.c */
  "CREATE VIRTUAL TABLE character_texts USING fts5 (text, tokenize = 'trigram case_sensitive 1');";

/* Version 2. A job has a key that tells its paid call from any other, and may make a video instead of a
 * character. Characters of a cast stay named when they are gone. */
static const char version_2[] =
  "CREATE TABLE videos ("
  "  seq INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  provider_id TEXT NOT NULL,"
  "  prompt TEXT NOT NULL,"                   /* as the person wrote it */
  "  file TEXT,"                              /* the finished video */
  "  sha256 TEXT,"
  "  size_bytes INTEGER,"
  "  created_us INTEGER NOT NULL"
  ");"

  "CREATE TABLE casts ("
  "  video_id TEXT NOT NULL REFERENCES videos (id) ON DELETE CASCADE,"
  "  position INTEGER NOT NULL,"
  "  character_id TEXT REFERENCES characters (id) ON DELETE SET NULL,"
  "  alias TEXT NOT NULL,"
  "  PRIMARY KEY (video_id, position)"
  ") WITHOUT ROWID;"
  "CREATE INDEX casts_character ON casts (character_id);"

  "ALTER TABLE jobs ADD COLUMN key TEXT;"
  "ALTER TABLE jobs ADD COLUMN video_id TEXT REFERENCES videos (id) ON DELETE CASCADE;"
  "CREATE INDEX jobs_video ON jobs (video_id);";

/* Version 3. What the provider last said of a job, in which order jobs go out, which process carries them out, and
 * every paid call for good: what was spent stays known when the job is gone. A job's revision is drawn from the same
 * row as those of characters, whoever writes it. What credits were reported is NULL where nobody told. */
static const char version_3[] =
  "ALTER TABLE jobs ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE jobs ADD COLUMN position REAL;"         /* among those that are not sent */
  "ALTER TABLE jobs ADD COLUMN owner TEXT;"            /* the process: a file in the folder of runners */
  "ALTER TABLE jobs ADD COLUMN wish TEXT;"             /* of the person, told to another process */
  "ALTER TABLE jobs ADD COLUMN started_us INTEGER;"
  "ALTER TABLE jobs ADD COLUMN ended_us INTEGER;"
  "ALTER TABLE jobs ADD COLUMN answered_us INTEGER;"   /* the last answer */
  "ALTER TABLE jobs ADD COLUMN answer_status INTEGER;" /* of HTTP */
  "ALTER TABLE jobs ADD COLUMN answer_word TEXT;"      /* the provider's own, for the state */
  "ALTER TABLE jobs ADD COLUMN progress REAL;"         /* from 0 to 1, as the provider tells */
  "ALTER TABLE jobs ADD COLUMN answer TEXT;"           /* without keys and signed addresses, capped */
  "UPDATE jobs SET position = seq, ended_us = CASE"
  "  WHEN state IN ('done', 'failed', 'cancelled', 'unknown') THEN changed_us END;"
  "CREATE INDEX jobs_wish ON jobs (id) WHERE wish IS NOT NULL;"
  "CREATE INDEX jobs_revision ON jobs (revision);"
  "CREATE INDEX jobs_listed ON jobs (state, position, ended_us, created_us, owner, id);"

  "CREATE TRIGGER jobs_added AFTER INSERT ON jobs BEGIN"
  "  UPDATE library SET revision = revision + 1;"
  "  UPDATE jobs SET revision = (SELECT revision FROM library), position = NEW.seq"
  "    WHERE seq = NEW.seq;"
  "END;"
  "CREATE TRIGGER jobs_changed AFTER UPDATE ON jobs WHEN NEW.revision = OLD.revision BEGIN"
  "  UPDATE library SET revision = revision + 1;"
  "  UPDATE jobs SET revision = (SELECT revision FROM library) WHERE seq = NEW.seq;"
  "END;"
  "CREATE TRIGGER jobs_moved AFTER UPDATE OF state ON jobs WHEN NEW.state != OLD.state BEGIN"
  "  UPDATE jobs SET progress = NULL,"
  "    started_us = CASE WHEN NEW.state != 'draft' THEN ifnull (OLD.started_us, NEW.changed_us) END,"
  "    ended_us = CASE WHEN NEW.state IN ('done', 'failed', 'cancelled', 'unknown')"
  "      THEN NEW.changed_us END"
  "    WHERE seq = NEW.seq;"
  "END;"
  /* Jobs are called by their character's name, and cannot be tried again while it lies in the trash. */
  "CREATE TRIGGER characters_named AFTER UPDATE OF alias, deleted_us ON characters BEGIN"
  "  UPDATE jobs SET character_id = NEW.id WHERE character_id = NEW.id;"
  "END;"

  "CREATE TABLE paid_calls ("
  "  seq INTEGER PRIMARY KEY,"
  "  job_id TEXT NOT NULL,"                   /* perhaps of a job that is gone */
  "  key TEXT NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  provider_id TEXT NOT NULL,"
  "  who TEXT,"                               /* the character it makes, or the cast of a video */
  "  sent_us INTEGER NOT NULL,"
  "  reserved REAL,"
  "  reported REAL,"
  "  unit TEXT,"
  "  charge TEXT"                             /* 'charged', 'refunded', 'none'; NULL: not known */
  ");"
  "CREATE INDEX paid_calls_job ON paid_calls (job_id);"
  "CREATE INDEX paid_calls_sent ON paid_calls (sent_us);"
  "INSERT INTO paid_calls (job_id, key, kind, provider_id, who, sent_us)"
  "  SELECT j.id, ifnull (j.key, j.id), j.kind, j.provider_id, c.alias, j.changed_us"
  "  FROM jobs AS j LEFT JOIN characters AS c ON c.id = j.character_id WHERE j.attempts > 0;";

/* Version 4. What the person is composing; see troupe-scene.h. */
static const char version_4[] =
  "CREATE TABLE scenes ("
  "  seq INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  story TEXT NOT NULL,"                    /* JSON */
  "  created_us INTEGER NOT NULL,"
  "  changed_us INTEGER NOT NULL,"
  "  deleted_us INTEGER"                      /* in the trash since */
  ");"
  "CREATE INDEX scenes_changed ON scenes (changed_us DESC, seq DESC) WHERE deleted_us IS NULL;";

/* Version 5. Videos are kept as characters are: found, starred, deleted. Whatever changes a video, or how its job
 * stands, gives it a new revision. */
static const char version_5[] =
  "ALTER TABLE videos ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE videos ADD COLUMN deleted_us INTEGER;"   /* in the trash since */
  "ALTER TABLE videos ADD COLUMN poster TEXT;"          /* a picture of it */
  "ALTER TABLE videos ADD COLUMN duration_ns INTEGER;"
  "ALTER TABLE videos ADD COLUMN width INTEGER;"        /* as displayed */
  "ALTER TABLE videos ADD COLUMN height INTEGER;"
  "ALTER TABLE videos ADD COLUMN scene TEXT;"           /* JSON: as it was sent */
  "ALTER TABLE videos ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE videos ADD COLUMN listed_revision INTEGER NOT NULL DEFAULT 0;"
  "CREATE INDEX videos_revision ON videos (revision);"

  /* Folded texts by seq of videos; see troupe-video-store.c */
  "CREATE VIRTUAL TABLE video_texts USING fts5 (text, tokenize = 'trigram case_sensitive 1');"
  "INSERT INTO video_texts (rowid, text) SELECT seq, lower (prompt) FROM videos;"

  "CREATE TRIGGER videos_added AFTER INSERT ON videos BEGIN"
  "  UPDATE library SET revision = revision + 1;"
  "  UPDATE videos SET revision = (SELECT revision FROM library),"
  "    listed_revision = (SELECT revision FROM library) WHERE seq = NEW.seq;"
  "END;"
  "CREATE TRIGGER videos_changed AFTER UPDATE ON videos WHEN NEW.revision = OLD.revision BEGIN"
  "  UPDATE library SET revision = revision + 1;"
  "  UPDATE videos SET revision = (SELECT revision FROM library), listed_revision = CASE"
  "    WHEN OLD.deleted_us IS NOT NULL AND NEW.deleted_us IS NULL THEN (SELECT revision FROM library)"
  "    ELSE listed_revision END WHERE seq = NEW.seq;"
  "END;"
  "CREATE TRIGGER videos_made AFTER UPDATE OF state, problem ON jobs WHEN NEW.video_id IS NOT NULL BEGIN"
  "  UPDATE library SET revision = revision + 1;"
  "  UPDATE videos SET revision = (SELECT revision FROM library) WHERE id = NEW.video_id;"
  "END;"
  /* Its jobs cannot be tried again while it lies in the trash. */
  "CREATE TRIGGER videos_deleted AFTER UPDATE OF deleted_us ON videos BEGIN"
  "  UPDATE jobs SET video_id = NEW.id WHERE video_id = NEW.id;"
  "END;";

/* Version 6. A person may wish that the provider ends what it works on. */
static const char version_6[] =
  "ALTER TABLE jobs ADD COLUMN stoppable INTEGER;"     /* 1 where the provider would, as of its last answer */
  "ALTER TABLE jobs ADD COLUMN stop TEXT;";            /* how far that wish is; see troupe-job-state.h */

/* Version 7. Every prompt that was sent, for good: what was spent on it is the paid call's. The same words with the same
 * choices stand there once. Prompts and videos are found by what their characters are called now, too. */
static const char version_7[] =
  "CREATE TABLE prompts ("
  "  seq INTEGER PRIMARY KEY,"
  "  provider_id TEXT NOT NULL,"
  "  prompt TEXT NOT NULL,"                   /* as the person wrote it */
  "  scene TEXT NOT NULL,"                    /* JSON: as it was sent; empty where nobody kept it */
  "  words TEXT NOT NULL,"                    /* folded: the prompt and its cast */
  "  n_sent INTEGER NOT NULL,"
  "  sent_us INTEGER NOT NULL,"               /* last */
  "  UNIQUE (provider_id, prompt, scene)"
  ");"
  "CREATE INDEX prompts_newest ON prompts (sent_us);"

  "CREATE TRIGGER prompts_sent AFTER INSERT ON paid_calls BEGIN"
  "  INSERT INTO prompts (provider_id, prompt, scene, words, n_sent, sent_us)"
  "    SELECT NEW.provider_id, v.prompt, ifnull (v.scene, ''),"
  "      ifnull ((SELECT text FROM video_texts WHERE rowid = v.seq), ''), 1, NEW.sent_us"
  "    FROM jobs AS j JOIN videos AS v ON v.id = j.video_id WHERE j.id = NEW.job_id"
  "    ON CONFLICT DO UPDATE SET n_sent = n_sent + 1, sent_us = NEW.sent_us, words = excluded.words;"
  "END;"
  "CREATE TRIGGER characters_called AFTER UPDATE OF alias_key ON characters"
  "  WHEN NEW.alias_key != OLD.alias_key BEGIN"
  "  UPDATE video_texts SET text = text || char (10) || NEW.alias_key WHERE rowid IN"
  "    (SELECT v.seq FROM casts JOIN videos AS v ON v.id = video_id WHERE character_id = NEW.id);"
  "  UPDATE prompts SET words = words || char (10) || NEW.alias_key WHERE instr (scene, NEW.id);"
  "END;"

  "UPDATE video_texts SET text = text || char (10) || named.names FROM"
  "  (SELECT v.seq AS seq, group_concat (c.alias_key, char (10)) AS names FROM videos AS v"
  "    JOIN casts ON video_id = v.id JOIN characters AS c ON c.id = character_id GROUP BY v.seq) AS named"
  "  WHERE video_texts.rowid = named.seq;"
  "INSERT INTO prompts (provider_id, prompt, scene, words, n_sent, sent_us)"
  "  SELECT v.provider_id, v.prompt, ifnull (v.scene, ''),"
  "    ifnull ((SELECT text FROM video_texts WHERE rowid = v.seq), ''), count (*), max (p.sent_us)"
  "  FROM paid_calls AS p JOIN jobs AS j ON j.id = p.job_id JOIN videos AS v ON v.id = j.video_id"
  "  GROUP BY v.provider_id, v.prompt, ifnull (v.scene, '');";

/* Version 8. How long jobs of a kind take at a provider is looked up for each one that goes on. */
static const char version_8[] =
  "CREATE INDEX jobs_times ON jobs (provider_id, kind, ended_us)"
  "  WHERE state = 'done' AND started_us IS NOT NULL;";

/* Version 9. A provider may have been told to delete the video that it made. */
static const char version_9[] =
  "ALTER TABLE jobs ADD COLUMN gone_id TEXT;"          /* the remote_id that it has no more */

  "CREATE TRIGGER videos_gone AFTER UPDATE OF gone_id ON jobs WHEN NEW.video_id IS NOT NULL BEGIN"
  "  UPDATE library SET revision = revision + 1;"
  "  UPDATE videos SET revision = (SELECT revision FROM library) WHERE id = NEW.video_id;"
  "END;";

/* Version 10. Where a person left off in a clip, by the bytes of its file; the times are those of the clip. */
static const char version_10[] =
  "CREATE TABLE clip_places ("
  "  hash TEXT PRIMARY KEY,"
  "  position_ns INTEGER NOT NULL,"
  "  from_ns INTEGER NOT NULL,"               /* what was visible of the timeline */
  "  length_ns INTEGER NOT NULL,"
  "  start_ns INTEGER NOT NULL,"              /* the range */
  "  end_ns INTEGER NOT NULL,"
  "  left_us INTEGER NOT NULL"
  ") WITHOUT ROWID;"
  "CREATE INDEX clip_places_left ON clip_places (left_us);";

/* Version 11. The ranges of a clip that a person keeps, by the bytes of its file; the times are those of the clip. */
static const char version_11[] =
  "CREATE TABLE clip_candidates ("
  "  hash TEXT NOT NULL,"
  "  position INTEGER NOT NULL,"
  "  name TEXT NOT NULL,"
  "  note TEXT NOT NULL,"                     /* what speaks for it */
  "  start_ns INTEGER NOT NULL,"
  "  end_ns INTEGER NOT NULL,"
  "  PRIMARY KEY (hash, position)"
  ") WITHOUT ROWID;";

/* Version 12. An account may get another address; what was ordered at one is asked for nowhere else. */
static const char version_12[] =
  "ALTER TABLE jobs ADD COLUMN base TEXT;";            /* NULL: of before, or of what this computer serves itself */

/* Version 13. Who is known at one address is nobody at another one. */
static const char version_13[] =
  "ALTER TABLE identities ADD COLUMN base TEXT;";      /* NULL: of before, or of what this computer serves itself */

/* The step at N leads from version N to version N + 1. */
static const char *const steps[] = {
  version_1,
  version_2,
  version_3,
  version_4,
  version_5,
  version_6,
  version_7,
  version_8,
  version_9,
  version_10,
  version_11,
  version_12,
  version_13,
};

static gboolean
run_step (TroupeConnection *connection,
          guint             from,
          GError          **error)
{
  g_autofree char *mark = NULL;

  mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u",
                          TROUPE_MIGRATIONS_APPLICATION_ID, from + 1);

  return troupe_connection_begin (connection, error) &&
         troupe_connection_run_script (connection, steps[from], error) &&
         troupe_connection_run_script (connection, mark, error) &&
         troupe_connection_commit (connection, error);
}

/**
 * troupe_migrations_get_version:
 *
 * Returns: the version of the schema that this program reads and writes
 */
guint
troupe_migrations_get_version (void)
{
  return G_N_ELEMENTS (steps);
}

/**
 * troupe_migrations_run:
 * @connection: a library, or an empty database
 * @version: the version to reach, at most troupe_migrations_get_version()
 *
 * Brings the schema forward, each version in a transaction of its own. Worker threads only.
 *
 * Returns: whether the version was reached; if not, the last one that was is intact
 */
gboolean
troupe_migrations_run (TroupeConnection *connection,
                       guint             version,
                       GError          **error)
{
  gint64 from;

  g_return_val_if_fail (version <= G_N_ELEMENTS (steps), FALSE);

  if (!troupe_connection_query_integer (connection, "PRAGMA user_version", &from, error))
    return FALSE;

  for (; from < version; from++)
    {
      if (!run_step (connection, (guint) from, error))
        {
          troupe_connection_roll_back (connection);
          return FALSE;
        }
    }
  return TRUE;
}
