/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-characters-page.h"

#include "test-library.h"
#include "test-wait.h"
#include "troupe-character-card.h"
#include "troupe-welcome-page.h"

/* A gallery in a window that is shown, over a library in a temporary folder */
typedef struct
{
  TestDir              *dir;
  TroupeLibrary        *library;
  GtkWidget            *window;
  TroupeCharactersPage *page;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer names)
{
  fixture->dir = test_dir_new ();
  fixture->library = test_library_open (fixture->dir);
  for (guint i = 0; names != NULL && ((const char *const *) names)[i] != NULL; i++)
    g_free (test_library_add (fixture->library, ((const char *const *) names)[i]));

  fixture->page = TROUPE_CHARACTERS_PAGE (troupe_characters_page_new ());
  fixture->window = g_object_new (ADW_TYPE_WINDOW,
                                  "content", fixture->page,
                                  "default-width", 320,
                                  "default-height", 300,
                                  NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  troupe_characters_page_set_library (fixture->page, fixture->library);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer names)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_library_close (&fixture->library);
  test_dir_free (fixture->dir);
}

/* All widgets of a type that are mapped, in order */
static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GPtrArray *
find (Fixture *fixture,
      GType    type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (GTK_WIDGET (fixture->page), type, found);

  return found;
}

static guint
count (Fixture *fixture,
       GType    type)
{
  g_autoptr (GPtrArray) found = find (fixture, type);

  return found->len;
}

static const char *
get_alias (Fixture *fixture,
           guint    position)
{
  g_autoptr (GPtrArray) cards = find (fixture, TROUPE_TYPE_CHARACTER_CARD);
  TroupeCharacter *character = NULL;

  if (position < cards->len)
    character = troupe_character_card_get_character (g_ptr_array_index (cards, position));

  return character != NULL ? troupe_character_get_alias (character) : NULL;
}

static void
search (Fixture    *fixture,
        const char *text)
{
  g_autoptr (GPtrArray) entries = NULL;

  troupe_characters_page_set_search_mode (fixture->page, TRUE);
  test_wait_until (count (fixture, GTK_TYPE_SEARCH_ENTRY) == 1);
  entries = find (fixture, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (g_ptr_array_index (entries, 0), text);
}

static const char *const two_names[] = { "Ada", "Robot", NULL };

static void
test_welcomes_when_empty (Fixture      *fixture,
                          gconstpointer names)
{
  test_wait_until (troupe_characters_page_is_empty (fixture->page));
  test_wait_until (count (fixture, TROUPE_TYPE_WELCOME_PAGE) == 1);
}

static void
test_shows_what_is_added (Fixture      *fixture,
                          gconstpointer names)
{
  test_wait_until (troupe_characters_page_is_empty (fixture->page));
  g_free (test_library_add (fixture->library, "Ada"));
  test_wait_until (count (fixture, TROUPE_TYPE_CHARACTER_CARD) == 1);
  test_wait_until (g_strcmp0 (get_alias (fixture, 0), "Ada") == 0);
  g_assert_false (troupe_characters_page_is_empty (fixture->page));
}

static void
test_shows_newest_first (Fixture      *fixture,
                         gconstpointer names)
{
  test_wait_until (g_strcmp0 (get_alias (fixture, 0), "Robot") == 0);
  test_wait_until (g_strcmp0 (get_alias (fixture, 1), "Ada") == 0);
}

static void
test_sorts_by_name (Fixture      *fixture,
                    gconstpointer names)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.troupe_app.Troupe");

  g_settings_set_string (settings, "character-sort", "alias");
  test_wait_until (g_strcmp0 (get_alias (fixture, 0), "Ada") == 0);
  g_settings_reset (settings, "character-sort");
  test_wait_until (g_strcmp0 (get_alias (fixture, 0), "Robot") == 0);
}

static void
test_search (Fixture      *fixture,
             gconstpointer names)
{
  test_wait_until (count (fixture, TROUPE_TYPE_CHARACTER_CARD) == 2);

  search (fixture, "rob");
  test_wait_until (count (fixture, TROUPE_TYPE_CHARACTER_CARD) == 1);
  g_assert_cmpstr (get_alias (fixture, 0), ==, "Robot");

  search (fixture, "nobody");
  test_wait_until (count (fixture, ADW_TYPE_STATUS_PAGE) == 1);
  g_assert_cmpuint (count (fixture, TROUPE_TYPE_WELCOME_PAGE), ==, 0);

  troupe_characters_page_set_search_mode (fixture->page, FALSE);
  test_wait_until (count (fixture, TROUPE_TYPE_CHARACTER_CARD) == 2);
}

static guint
get_n_items (Fixture *fixture)
{
  g_autoptr (GPtrArray) grids = find (fixture, GTK_TYPE_GRID_VIEW);

  return grids->len > 0 ? g_list_model_get_n_items (G_LIST_MODEL (gtk_grid_view_get_model (grids->pdata[0]))) : 0;
}

static GtkAdjustment *
scroll_to_end (Fixture *fixture)
{
  g_autoptr (GPtrArray) grids = find (fixture, GTK_TYPE_GRID_VIEW);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (g_ptr_array_index (grids, 0));

  test_wait_until (gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment));
  gtk_adjustment_set_value (adjustment, G_MAXDOUBLE);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0);

  return adjustment;
}

static void
add_many (Fixture *fixture,
          int      first)
{
  for (int i = first; i < first + 60; i++)
    {
      g_autofree char *alias = g_strdup_printf ("Ada %d", i);

      g_free (test_library_add (fixture->library, alias));
    }
}

/* Also when others come before the first one meanwhile */
static void
test_search_begins_at_top (Fixture      *fixture,
                           gconstpointer names)
{
  GtkAdjustment *adjustment;

  add_many (fixture, 0);
  test_wait_until (get_n_items (fixture) == 62);
  adjustment = scroll_to_end (fixture);
  add_many (fixture, 60);
  search (fixture, "ada");
  test_wait_until (get_n_items (fixture) == 121);
  test_wait_until (gtk_adjustment_get_value (adjustment) <= 0);
}

static void
expect (Fixture    *fixture,
        const char *id)
{
  g_autoptr (TroupeCharacter) character = test_library_load (fixture->library, id);

  troupe_characters_page_expect (fixture->page, character);
}

static guint
count_arriving (Fixture *fixture)
{
  g_autoptr (GPtrArray) cards = find (fixture, TROUPE_TYPE_CHARACTER_CARD);
  guint n_arriving = 0;

  for (guint i = 0; i < cards->len; i++)
    n_arriving += gtk_widget_has_css_class (g_ptr_array_index (cards, i), "arriving");

  return n_arriving;
}

/* Its card may have come already when the gallery is told. */
static void
test_new_card_grows_in (Fixture      *fixture,
                        gconstpointer names)
{
  g_autofree char *third = NULL;
  g_autofree char *fourth = NULL;

  test_wait_until (count (fixture, TROUPE_TYPE_CHARACTER_CARD) == 2);
  g_assert_cmpuint (count_arriving (fixture), ==, 0);

  third = test_library_add (fixture->library, "Third");
  expect (fixture, third);
  test_wait_until (count (fixture, TROUPE_TYPE_CHARACTER_CARD) == 3);
  test_wait_until (g_strcmp0 (get_alias (fixture, 0), "Third") == 0);
  g_assert_cmpuint (count_arriving (fixture), ==, 1);

  fourth = test_library_add (fixture->library, "Fourth");
  test_wait_until (g_strcmp0 (get_alias (fixture, 0), "Fourth") == 0);
  g_assert_cmpuint (count_arriving (fixture), ==, 1);
  expect (fixture, fourth);
  g_assert_cmpuint (count_arriving (fixture), ==, 2);
}

/* What assistive technology says of an item: the grid's own widget around the card has the name. */
static void
test_names_items (Fixture      *fixture,
                  gconstpointer names)
{
  g_autoptr (GPtrArray) cards = NULL;
  GtkWidget *item;

  test_wait_until (g_strcmp0 (get_alias (fixture, 0), "Robot") == 0);
  cards = find (fixture, TROUPE_TYPE_CHARACTER_CARD);
  item = gtk_widget_get_parent (g_ptr_array_index (cards, 0));
  gtk_test_accessible_assert_role (item, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_LABEL, "Robot, Ready");
}

static void
test_takes_focus (Fixture      *fixture,
                  gconstpointer names)
{
  GtkWidget *focus;

  test_wait_until (count (fixture, TROUPE_TYPE_CHARACTER_CARD) == 2);
  test_wait_until ((focus = gtk_window_get_focus (GTK_WINDOW (fixture->window))) != NULL);
  gtk_test_accessible_assert_role (focus, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
activated_cb (TroupeCharactersPage *page,
              TroupeCharacter      *character,
              char                **alias)
{
  g_set_str (alias, troupe_character_get_alias (character));
}

static void
test_activates (Fixture      *fixture,
                gconstpointer names)
{
  g_autofree char *alias = NULL;
  g_autoptr (GPtrArray) grids = NULL;

  g_signal_connect (fixture->page, "character-activated", G_CALLBACK (activated_cb), &alias);
  test_wait_until (g_strcmp0 (get_alias (fixture, 1), "Ada") == 0);
  grids = find (fixture, GTK_TYPE_GRID_VIEW);
  gtk_widget_activate_action (g_ptr_array_index (grids, 0), "list.activate-item", "u", 1);
  g_assert_cmpstr (alias, ==, "Ada");
}

typedef void (*TestFunc) (Fixture      *fixture,
                          gconstpointer names);

static void
add (const char   *path,
     gconstpointer names,
     TestFunc      func)
{
  g_test_add (path, Fixture, names, set_up, func, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  add ("/characters-page/empty/welcomes", NULL, test_welcomes_when_empty);
  add ("/characters-page/empty/shows-what-is-added", NULL, test_shows_what_is_added);
  add ("/characters-page/sort/newest-first", two_names, test_shows_newest_first);
  add ("/characters-page/sort/by-name", two_names, test_sorts_by_name);
  add ("/characters-page/search", two_names, test_search);
  add ("/characters-page/search/begins-at-top", two_names, test_search_begins_at_top);
  add ("/characters-page/items/new-one-grows-in", two_names, test_new_card_grows_in);
  add ("/characters-page/items/named", two_names, test_names_items);
  add ("/characters-page/items/first-takes-focus", two_names, test_takes_focus);
  add ("/characters-page/items/activate", two_names, test_activates);

  return g_test_run ();
}
