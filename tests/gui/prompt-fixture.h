/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "troupe-prompt-view.h"

G_BEGIN_DECLS

/* A window with the view, and a library of four characters */
typedef struct
{
  GtkWidget           *window;
  TroupePromptView    *view;
  GtkTextBuffer       *buffer;
  TroupePromptLibrary *library;
  guint                n_changes;
} Fixture;

void                 add_character  (TroupePromptLibrary *library,
                                     const char          *id,
                                     const char          *alias,
                                     const char          *username,
                                     gint64               used_us);
TroupePromptLibrary *create_library (void);
void                 set_up         (Fixture             *self,
                                     gconstpointer        data);
void                 tear_down      (Fixture             *self,
                                     gconstpointer        data);
void                 settle         (void);
void                 type           (Fixture             *self,
                                     const char          *text);
void                 backspace      (Fixture             *self);
void                 move           (Fixture             *self,
                                     GtkMovementStep      step,
                                     int                  count);
void                 assert_prompt  (Fixture             *self,
                                     const char          *expected);
guint                count_mentions (Fixture             *self);

G_END_DECLS
