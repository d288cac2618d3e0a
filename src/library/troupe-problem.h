/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A failure that is kept with what failed: an error that survives a restart. Immutable, boxed. */

#define TROUPE_TYPE_PROBLEM (troupe_problem_get_type ())

typedef struct
{
  char *domain;        /* quark text */
  int   code;
  char *message;       /* untranslated, complete */
  char *said;          /* the provider's own sentence, or NULL */
  char *said_code;     /* the provider's own code, or NULL */
  char *request_id;
  char *raw;           /* the raw answer, capped, or NULL */
  char *who;           /* name of the provider, where the words for people need it; or NULL */
  char *speaker;       /* whose words these are: "provider", "gateway", "troupe", "computer"; or NULL */
  guint http_status;
} TroupeProblem;

GType          troupe_problem_get_type  (void);
TroupeProblem *troupe_problem_new       (const GError        *error) G_GNUC_WARN_UNUSED_RESULT;
TroupeProblem *troupe_problem_copy      (const TroupeProblem *self) G_GNUC_WARN_UNUSED_RESULT;
void           troupe_problem_free      (TroupeProblem       *self);
gboolean       troupe_problem_equal     (const TroupeProblem *a,
                                         const TroupeProblem *b);
char          *troupe_problem_to_json   (const TroupeProblem *self) G_GNUC_WARN_UNUSED_RESULT;
TroupeProblem *troupe_problem_from_json (const char          *json) G_GNUC_WARN_UNUSED_RESULT;
gboolean       troupe_problem_matches   (const TroupeProblem *self,
                                         GQuark               domain,
                                         int                  code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TroupeProblem, troupe_problem_free)

G_END_DECLS
