/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "test-library.h"
#include "troupe-clip-page.h"
#include "troupe-draft-form.h"
#include "troupe-stage.h"
#include "troupe-time.h"

G_BEGIN_DECLS

#define SECOND TROUPE_TIME_SECOND
#define MS (SECOND / 1000)

/* A window with the page, and an account of a provider that takes addresses */
typedef struct
{
  TestDir          *dir;
  TroupeLibrary    *library;
  TroupeProviders  *providers;
  TroupeClient     *client;
  TroupeRunner     *runner;
  GtkWindow        *window;
  GtkWidget        *page;
  GtkStack         *stack;
  TroupeStage      *stage;
  TroupeDraftForm  *form;
  TroupeRangeModel *model;
} Fixture;

gpointer    find_child (GtkWidget  *widget,
                        const char *name);
void        set_up (Fixture      *self,
                    gconstpointer data);
void        tear_down (Fixture      *self,
                       gconstpointer data);
gboolean    is_showing (Fixture    *self,
                        const char *name);
/* 20 seconds at 30 frames a second, with the times of all frames */
void        open_clip (Fixture *self);
void        choose_provider (Fixture    *self,
                             const char *id);
const char *sent_text (Fixture *self);
gboolean    can_create (Fixture *self);
void        assert_range (Fixture *self,
                          guint64  start_ms,
                          guint64  end_ms);

G_END_DECLS
