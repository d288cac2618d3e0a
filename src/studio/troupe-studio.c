/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio.h"

#include "troupe-studio-error.h"
#include "troupe-studio-evolink.h"
#include "troupe-studio-fastapi.h"
#include "troupe-studio-gateway.h"
#include "troupe-studio-openai.h"
#include "troupe-studio-openrouter.h"
#include "troupe-studio-pages.h"
#include "troupe-studio-server.h"
#include "troupe-studio-uploads.h"

struct _TroupeStudio
{
  GObject                 parent_instance;

  /* Owned */
  TroupeStudioStore      *store;
  TroupeStudioLedger     *ledger;
  TroupeStudioFaults     *faults;
  TroupeStudioCharacters *characters;
  TroupeStudioVideos     *videos;
  TroupeStudioServer     *server;
};

G_DEFINE_FINAL_TYPE (TroupeStudio, troupe_studio, G_TYPE_OBJECT)

static const TroupeStudioGatewayAccent names_models = { .names_models = TRUE };
static const TroupeStudioGatewayAccent takes_both = { .takes_both = TRUE };
static const TroupeStudioGatewayAccent is_relay = { .is_relay = TRUE };
static const TroupeStudioGatewayAccent casts_hidden = {
  .casting = TROUPE_STUDIO_GATEWAY_CASTING_HIDDEN,
};
static const TroupeStudioGatewayAccent casts_object = {
  .casting = TROUPE_STUDIO_GATEWAY_CASTING_OBJECT,
};
static const TroupeStudioGatewayAccent casts_training = {
  .casting = TROUPE_STUDIO_GATEWAY_CASTING_TRAINING,
};
static const TroupeStudioOpenaiAccent has_mentions = { .has_mentions = TRUE };

#define CHARACTERS(accent) { &troupe_studio_gateway_characters, accent }
#define VIDEOS(accent) \
        { &troupe_studio_gateway_videos, accent }, { &troupe_studio_gateway_models, accent }
#define SHELF(accent) { &troupe_studio_gateway_shelf, accent }
#define UPLOADS { &troupe_studio_gateway_uploads, NULL }
#define GENERATIONS \
        { &troupe_studio_gateway_generations, NULL }, { &troupe_studio_gateway_models, NULL }
#define EVOLINK { &troupe_studio_evolink, NULL }, { &troupe_studio_evolink_files, NULL }
/* In this order: what stands for an id may be "characters". */
#define OPENAI(accent) \
        { &troupe_studio_openai_characters, accent }, { &troupe_studio_openai_videos, accent }
#define PAGES { &troupe_studio_pages, NULL }

/* Where which dialect is spoken; the root is what Troupe itself starts. */
static const TroupeStudioBase bases[] = {
  { "", FALSE, { CHARACTERS (NULL), VIDEOS (NULL), SHELF (NULL), UPLOADS, PAGES } },
  { "/chainhub", FALSE, { CHARACTERS (NULL), VIDEOS (NULL), SHELF (NULL), PAGES } },
  { "/yutoai", FALSE, { CHARACTERS (&takes_both), VIDEOS (NULL), SHELF (NULL), PAGES } },
  { "/kkiai", FALSE, { CHARACTERS (NULL), VIDEOS (NULL), SHELF (NULL), PAGES } },
  { "/evolink", FALSE, { EVOLINK, PAGES } },
  { "/evolink-seedance", FALSE, { EVOLINK, PAGES } },
  { "/gateway-a", FALSE, { CHARACTERS (NULL), VIDEOS (NULL), SHELF (NULL), PAGES } },
  { "/gateway-b", FALSE, { CHARACTERS (&names_models), VIDEOS (NULL), SHELF (NULL), PAGES } },
  { "/gateway-c", FALSE, { VIDEOS (&casts_hidden), PAGES } },
  { "/gateway-d", FALSE, { VIDEOS (&casts_object), PAGES } },
  { "/gateway-e", FALSE, { VIDEOS (&casts_training), PAGES } },
  { "/gateway-f", FALSE, { GENERATIONS, PAGES } },
  { "/gateway-g", FALSE, { CHARACTERS (NULL), OPENAI (&has_mentions), PAGES } },
  { "/openai", FALSE, { OPENAI (NULL), PAGES } },
  { "/sglang", TRUE,
    { { &troupe_studio_fastapi, &troupe_studio_fastapi_sglang }, { &troupe_studio_sglang, NULL },
      PAGES } },
  { "/vllm-omni", TRUE,
    { { &troupe_studio_fastapi, &troupe_studio_fastapi_vllm_omni }, { &troupe_studio_vllm, NULL },
      PAGES } },
  { "/new-api", FALSE, { VIDEOS (&is_relay), PAGES } },
  { "/openrouter", FALSE, { { &troupe_studio_openrouter, NULL }, PAGES } },
};

static gboolean
load_faults (TroupeStudio *self,
             const char   *path,
             GError      **error)
{
  const char *route;

  if (path == NULL)
    return TRUE;
  if (!troupe_studio_faults_load (self->faults, path, error))
    return FALSE;
  for (guint i = 0; (route = troupe_studio_faults_get_nth (self->faults, i)) != NULL; i++)
    if (!troupe_studio_server_has_route (self->server, route))
      {
        g_set_error (error, TROUPE_STUDIO_ERROR, TROUPE_STUDIO_ERROR_FAULTS,
                     "%s: $[%u].route: there is no route \"%s\"", path, i, route);
        return FALSE;
      }
  return TRUE;
}

static void
troupe_studio_dispose (GObject *object)
{
  TroupeStudio *self = TROUPE_STUDIO (object);

  g_clear_object (&self->server);
  g_clear_object (&self->videos);
  g_clear_object (&self->characters);
  g_clear_object (&self->faults);
  g_clear_object (&self->ledger);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (troupe_studio_parent_class)->dispose (object);
}

static void
troupe_studio_class_init (TroupeStudioClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = troupe_studio_dispose;
}

static void
troupe_studio_init (TroupeStudio *self)
{
}

/**
 * troupe_studio_new:
 * @state_path: a folder for all that outlives the studio
 * @key: what clients must know
 * @faults_path: (nullable): a file of rules to misbehave by
 * @error: return location for an error
 *
 * Opens a studio. Blocks while it reads its folder.
 *
 * Fails with `TROUPE_STUDIO_ERROR_FAULTS`, `JSON_PARSER_ERROR`, `G_FILE_ERROR` or `G_IO_ERROR`.
 *
 * Returns: (transfer full): the studio
 */
TroupeStudio *
troupe_studio_new (const char *state_path,
                   const char *key,
                   const char *faults_path,
                   GError    **error)
{
  g_autoptr (TroupeStudio) self = g_object_new (TROUPE_TYPE_STUDIO, NULL);

  self->store = troupe_studio_store_new (state_path, error);
  if (self->store == NULL)
    return NULL;
  troupe_studio_uploads_remove_old (self->store);
  self->ledger = troupe_studio_ledger_new ();
  self->faults = troupe_studio_faults_new ();
  self->characters = troupe_studio_characters_new (self->store);
  self->videos = troupe_studio_videos_new (self->store, self->characters);
  self->server = troupe_studio_server_new (key, self->store, self->ledger, self->faults);
  for (gsize i = 0; i < G_N_ELEMENTS (bases); i++)
    troupe_studio_server_add_base (self->server, &bases[i], self);
  return load_faults (self, faults_path, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * troupe_studio_listen:
 * @self: a studio
 * @port: a port, 0 for any free one
 * @error: return location for an error
 *
 * Opens the doors. Fails with `G_IO_ERROR`.
 *
 * Returns: (transfer full): the base address
 */
char *
troupe_studio_listen (TroupeStudio *self,
                      guint16       port,
                      GError      **error)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO (self), NULL);

  return troupe_studio_server_listen (self->server, port, error);
}

/**
 * troupe_studio_get_store:
 * @self: a studio
 *
 * Gets the folder.
 *
 * Returns: (transfer none): the store
 */
TroupeStudioStore *
troupe_studio_get_store (TroupeStudio *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO (self), NULL);

  return self->store;
}

/**
 * troupe_studio_get_ledger:
 * @self: a studio
 *
 * Gets the counts.
 *
 * Returns: (transfer none): the ledger
 */
TroupeStudioLedger *
troupe_studio_get_ledger (TroupeStudio *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO (self), NULL);

  return self->ledger;
}

/**
 * troupe_studio_get_faults:
 * @self: a studio
 *
 * Gets the rules to misbehave by.
 *
 * Returns: (transfer none): the rules
 */
TroupeStudioFaults *
troupe_studio_get_faults (TroupeStudio *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO (self), NULL);

  return self->faults;
}

/**
 * troupe_studio_get_characters:
 * @self: a studio
 *
 * Gets the characters.
 *
 * Returns: (transfer none): the characters
 */
TroupeStudioCharacters *
troupe_studio_get_characters (TroupeStudio *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO (self), NULL);

  return self->characters;
}

/**
 * troupe_studio_get_videos:
 * @self: a studio
 *
 * Gets the video jobs.
 *
 * Returns: (transfer none): the videos
 */
TroupeStudioVideos *
troupe_studio_get_videos (TroupeStudio *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO (self), NULL);

  return self->videos;
}

/**
 * troupe_studio_stop:
 * @self: a studio
 *
 * Stops all work; what was asked for and not finished waits for the next studio.
 */
void
troupe_studio_stop (TroupeStudio *self)
{
  g_return_if_fail (TROUPE_IS_STUDIO (self));

  troupe_studio_videos_stop (self->videos);
  troupe_studio_characters_stop (self->characters);
}

/**
 * troupe_studio_is_busy:
 * @self: a studio
 *
 * Tells whether work is under way.
 *
 * Returns: whether a thread may still be at work
 */
gboolean
troupe_studio_is_busy (TroupeStudio *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO (self), FALSE);

  return troupe_studio_videos_is_busy (self->videos) ||
         troupe_studio_characters_is_busy (self->characters);
}
