/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "troupe-problem.h"

G_BEGIN_DECLS

/* One run of one command: it begins in the main loop and ends it by succeeding or failing. */

#define TROUPE_CLI_ERROR (troupe_cli_error_quark ())

typedef enum
{
  TROUPE_CLI_ERROR_USAGE,    /* the command line cannot be understood */
} TroupeCliError;

GQuark troupe_cli_error_quark (void);

typedef struct _TroupeCli TroupeCli;

typedef struct
{
  const char *name;         /* words: "providers list" */
  const char *arguments;    /* as the help shows them */
  const char *summary;
  guint       n_arguments;
  void      (*run)          (TroupeCli  *cli,
                             char      **arguments);
  /* Options beside --json, or NULL */
  const GOptionEntry *options;
  guint       n_more;       /* arguments that may be left out */
} TroupeCliCommand;

/* Ended by an entry without a name */
extern const TroupeCliCommand troupe_cli_probe;
extern const TroupeCliCommand troupe_cli_frame;
extern const TroupeCliCommand troupe_cli_cut;
extern const TroupeCliCommand troupe_cli_address;
extern const TroupeCliCommand troupe_cli_animatic;
extern const TroupeCliCommand troupe_cli_providers[];
extern const TroupeCliCommand troupe_cli_accounts[];
extern const TroupeCliCommand troupe_cli_hosts[];
extern const TroupeCliCommand troupe_cli_creations[];
extern const TroupeCliCommand troupe_cli_characters[];
extern const TroupeCliCommand troupe_cli_prompt_render;
extern const TroupeCliCommand troupe_cli_video_create;
extern const TroupeCliCommand troupe_cli_videos[];
extern const TroupeCliCommand troupe_cli_jobs[];
extern const TroupeCliCommand troupe_cli_spend;

TroupeCli *troupe_cli_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       troupe_cli_free       (TroupeCli               *self);
/* Runs the command that the words name; the exit code */
int        troupe_cli_run        (TroupeCli               *self,
                                  int                      argc,
                                  char                   **argv);
/* Takes document, an object: printed as it is, or as lines for people */
void       troupe_cli_succeed    (TroupeCli               *self,
                                  JsonObject              *document);
/* Printed as it is; in a document as "text" */
void       troupe_cli_print      (TroupeCli               *self,
                                  const char              *text);
/* Takes document: a finding that may be bad, which the exit code tells */
void       troupe_cli_find       (TroupeCli               *self,
                                  JsonObject              *document,
                                  gboolean                 is_good);
/* Takes error */
void       troupe_cli_fail       (TroupeCli               *self,
                                  GError                  *error);
/* What was ordered is not here and not lost: command brings it home. */
void       troupe_cli_keep       (TroupeCli               *self,
                                  const TroupeProblem     *problem,
                                  const char              *command);
void       troupe_cli_fail_usage (TroupeCli               *self,
                                  const char              *message);

G_END_DECLS
