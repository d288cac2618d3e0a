/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "test-http.h"
#include "test-library.h"
#include "troupe-provider-error.h"
#include "troupe-runner.h"

G_BEGIN_DECLS

#define KEY "sk-the-key-of-the-test"
#define OK "HTTP/1.1 200 OK\nContent-Type: application/json"

/* A runner over a library of its own and a provider that answers what the test says. */
typedef struct
{
  TestDir         *dir;
  TestHttp        *http;
  TestHttp        *media;       /* where the clip has an address */
  char            *address;     /* of the clip */
  TroupeLibrary   *library;
  TroupeProviders *providers;
  TroupeProvider  *provider;    /* borrowed from providers */
  TroupeClient    *client;
  TroupeHosts     *hosts;
  TroupeRunner    *runner;
  TroupeClip      *clip;
  TroupeRange      range;
  GBytes          *picture;     /* PNG */
  gboolean         loses_calls; /* some of the paid calls do not arrive */
} RunnerFixture;

void                  runner_fixture_set_up             (RunnerFixture   *self,
                                                         gconstpointer    user_data);
void                  runner_fixture_tear_down          (RunnerFixture   *self,
                                                         gconstpointer    user_data);
void                  runner_fixture_move               (RunnerFixture   *self,
                                                         const char      *base);
/* What the provider answers to the next connections */
void                  runner_fixture_answer             (RunnerFixture   *self,
                                                         const char      *head,
                                                         const char      *body);
void                  runner_fixture_accept             (RunnerFixture   *self);
/* Where it can be looked at, with its name as the id */
void                  runner_fixture_take_upload        (RunnerFixture   *self,
                                                         const char      *name);
void                  runner_fixture_send_picture       (RunnerFixture   *self);

void                  runner_fixture_use_clip           (RunnerFixture   *self,
                                                         const char      *kind,
                                                         guint            seconds);
TroupeCharacterDraft *runner_fixture_new_draft          (RunnerFixture   *self,
                                                         TroupeSource     source) G_GNUC_WARN_UNUSED_RESULT;
TroupeCharacter      *runner_fixture_create             (RunnerFixture   *self,
                                                         TroupeSource     source) G_GNUC_WARN_UNUSED_RESULT;
/* Until no job goes on by itself */
void                  runner_fixture_wait               (RunnerFixture   *self);
void                  runner_fixture_retry              (RunnerFixture   *self,
                                                         TroupeCharacter *character);
/* Ends the process, as far as a test can, and starts it again */
void                  runner_fixture_restart            (RunnerFixture   *self);
void                  runner_fixture_assert_problem     (TroupeCharacter *character,
                                                         GQuark           domain,
                                                         int              code);
/* The same of the provider's errors */
void                  runner_fixture_assert_said        (TroupeCharacter     *character,
                                                         TroupeProviderError  code);
void                  runner_fixture_assert_shows_still (TroupeCharacter *character);
gint64                runner_fixture_count              (RunnerFixture   *self,
                                                         const char      *sql);
gboolean              runner_fixture_library_holds      (RunnerFixture   *self,
                                                         const char      *text);

G_END_DECLS
