/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-job-queue.h"
#include "troupe-runner.h"

G_BEGIN_DECLS

/* The jobs that this process carries out */
struct _TroupeRunner
{
  GObject          parent_instance;

  /* Owned */
  TroupeLibrary   *library;
  TroupeProviders *providers;
  TroupeClient    *client;
  TroupeHosts     *hosts;
  TroupeJournal   *journal;
  TroupeJobQueue  *queue;
  TroupeWaker     *waker;
};

void troupe_runner_look_for_wishes (TroupeRunner *self);
/* Takes job */
void troupe_runner_add_job (TroupeRunner *self,
                            TroupeJob    *job);

G_END_DECLS
