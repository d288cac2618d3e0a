/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-range-editor.h"

#include <locale.h>

#include "test-wait.h"
#include "troupe-time.h"

#define SECOND TROUPE_TIME_SECOND
#define MS (SECOND / 1000)

typedef struct
{
  GtkWindow         *window;
  TroupeRangeEditor *editor;
  TroupeRangeModel  *model;
  GtkWidget         *start;
  GtkWidget         *length;
  GtkWidget         *end;
} Fixture;

static GtkWidget *
find_entry (Fixture    *fixture,
            const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->editor),
                                                    TROUPE_TYPE_RANGE_EDITOR, name));
}

/* 0 to 3 s of 100 s at 25 frames a second */
static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  TroupeClipFacts facts = { .duration_ns = 100 * SECOND, .width = 320, .height = 240,
                            .frame_rate = 25 };
  g_autoptr (TroupeClip) clip = troupe_clip_new ("file:///nonexistent/clip.mp4",
                                                 TROUPE_CLIP_KIND_FILE, "clip", &facts);
  TroupeSpan span = { SECOND, 3 * SECOND, MS, 0 };

  fixture->model = troupe_range_model_new ();
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->editor = g_object_new (TROUPE_TYPE_RANGE_EDITOR, NULL);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->editor));
  troupe_range_model_set_span (fixture->model, &span);
  troupe_range_model_set_clip (fixture->model, clip);
  troupe_range_editor_set_model (fixture->editor, fixture->model);
  fixture->start = find_entry (fixture, "start_entry");
  fixture->length = find_entry (fixture, "length_entry");
  fixture->end = find_entry (fixture, "end_entry");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  g_object_unref (fixture->model);
}

static void
enter (GtkWidget  *entry,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
assert_text (GtkWidget  *entry,
             const char *text)
{
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, text);
}

static void
assert_range (Fixture *fixture,
              guint64  start_ms,
              guint64  end_ms)
{
  g_assert_cmpuint (troupe_range_model_get_range (fixture->model)->start_ns, ==, start_ms * MS);
  g_assert_cmpuint (troupe_range_model_get_range (fixture->model)->end_ns, ==, end_ms * MS);
}

static void
test_shows_range (Fixture      *fixture,
                  gconstpointer data)
{
  troupe_range_model_set_range (fixture->model,
                                &(TroupeRange) { 75250 * MS, 77750 * MS });
  assert_text (fixture->start, "1:15.250");
  assert_text (fixture->length, "0:02.500");
  assert_text (fixture->end, "1:17.750");
}

typedef struct
{
  const char *name;
  const char *entry;
  const char *text;
  guint64     start_ms;
  guint64     end_ms;
} EntryCase;

/* From 10 to 12 s */
static const EntryCase entry_cases[] = {
  { "seconds", "start_entry", "11", 11000, 12000 },
  { "start-pushes-end", "start_entry", "75", 75000, 76000 },
  { "minutes", "start_entry", "1:15.25", 75250, 76250 },
  { "frames", "start_entry", "0:11:05f", 11200, 12200 },
  { "start-relative", "start_entry", "+0.5", 10500, 12000 },
  { "length", "length_entry", "2.5", 10000, 12500 },
  { "length-relative", "length_entry", "+0.5", 10000, 12500 },
  { "length-clamped", "length_entry", "8", 10000, 13000 },
  { "end", "end_entry", "12.75", 10000, 12750 },
  { "end-relative", "end_entry", "-0.5", 10000, 11500 },
  { "end-pushes-start", "end_entry", "50", 47000, 50000 },
  { "range-in-start", "start_entry", "1,3", 1000, 3000 },
  { "range-in-end", "end_entry", " 20.5, 22 ", 20500, 22000 },
  { "end-of-clip", "end_entry", "1000", 97000, 100000 },
};

static void
test_accepts (Fixture      *fixture,
              gconstpointer data)
{
  const EntryCase *test = data;

  troupe_range_model_set_range (fixture->model, &(TroupeRange) { 10 * SECOND, 12 * SECOND });
  enter (find_entry (fixture, test->entry), test->text);
  assert_range (fixture, test->start_ms, test->end_ms);
  troupe_range_model_undo (fixture->model);
  assert_range (fixture, 10000, 12000);
}

static void
test_shows_what_became (Fixture      *fixture,
                        gconstpointer data)
{
  enter (fixture->length, "8");
  assert_text (fixture->length, "0:03.000");
  assert_text (fixture->end, "0:03.000");
}

static void
test_mistake_stays (Fixture      *fixture,
                    gconstpointer data)
{
  enter (fixture->start, "soon");
  assert_text (fixture->start, "soon");
  assert_range (fixture, 0, 3000);
  g_assert_true (gtk_widget_has_css_class (fixture->start, "error"));
  g_assert_nonnull (gtk_widget_get_tooltip_text (fixture->start));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (fixture->start), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);

  troupe_range_model_set_length (fixture->model, 2 * SECOND);
  assert_text (fixture->start, "soon");

  enter (fixture->start, "1");
  g_assert_false (gtk_widget_has_css_class (fixture->start, "error"));
  assert_text (fixture->start, "0:01.000");
}

static void
test_unchanged_text_moves_nothing (Fixture      *fixture,
                                   gconstpointer data)
{
  troupe_range_model_move (fixture->model, TROUPE_RANGE_PART_BODY, 1234567890, TROUPE_RANGE_STOP);
  g_signal_emit_by_name (fixture->start, "activate");
  g_assert_cmpuint (troupe_range_model_get_range (fixture->model)->start_ns, ==, 1234567890);
}

/* Where people write 1,3 for one and three tenths, only a pasted one is a range. */
static void
test_decimal_comma (Fixture      *fixture,
                    gconstpointer data)
{
  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("the locale de_DE.UTF-8 is not there");
      return;
    }

  enter (fixture->start, "1,3");
  g_assert_cmpuint (troupe_range_model_get_range (fixture->model)->start_ns, ==, 1300 * MS);
  assert_text (fixture->start, "0:01,300");
  setlocale (LC_NUMERIC, "C.UTF-8");
}

static void
test_names (Fixture      *fixture,
            gconstpointer data)
{
  GtkWidget *entries[] = { fixture->start, fixture->length, fixture->end };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (entries[i]),
                                                     GTK_ACCESSIBLE_RELATION_LABELLED_BY));
}

static void
test_is_finalized (Fixture      *fixture,
                   gconstpointer data)
{
  TroupeRangeEditor *editor = g_object_ref (fixture->editor);

  gtk_window_set_child (fixture->window, NULL);
  test_assert_finalize (editor);
}

#define ADD(path, test) g_test_add ("/range-editor/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("shows/range", test_shows_range);
  ADD ("shows/what-became-of-the-text", test_shows_what_became);
  ADD ("mistake/stays", test_mistake_stays);
  ADD ("text/unchanged-moves-nothing", test_unchanged_text_moves_nothing);
  ADD ("text/decimal-comma", test_decimal_comma);
  ADD ("entries/have-names", test_names);
  ADD ("editor/is-finalized", test_is_finalized);
  for (guint i = 0; i < G_N_ELEMENTS (entry_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/range-editor/accepts/%s", entry_cases[i].name);

      g_test_add (path, Fixture, &entry_cases[i], set_up, test_accepts, tear_down);
    }

  return g_test_run ();
}
