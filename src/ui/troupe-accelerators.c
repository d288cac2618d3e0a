/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-accelerators.h"

#include <glib/gi18n.h>

#define GENERAL NC_("shortcuts section", "General")
#define CHARACTERS NC_("shortcuts section", "Characters")
#define CLIP NC_("shortcuts section", "Picture and Timeline")
#define SCENE NC_("shortcuts section", "Scene")
#define RANGE NC_("shortcuts section", "Range")
#define PROMPT NC_("shortcuts section", "Prompt")

/* Keys that a text field also uses, such as Ctrl+V, have no action here: accelerators of the application
 * come before the focused widget, so the window or the page binds them after it. */
static const TroupeAccelerator accelerators[] = {
  { GENERAL, NC_("shortcut", "New character"), { "<Control>n" }, "app.new-character" },
  { GENERAL, NC_("shortcut", "New scene"), { "<Shift><Control>n" }, "win.new-scene" },
  { GENERAL, NC_("shortcut", "Open a video"), { "<Control>o" }, "win.open" },
  { GENERAL, NC_("shortcut", "Open an address"), { "<Control>l" }, "win.open-address" },
  { GENERAL, NC_("shortcut", "Jobs"), { "<Control>j" }, "win.jobs" },
  { GENERAL, NC_("shortcut", "Open the video or address on the clipboard"), { "<Control>v" }, NULL },
  { GENERAL, NC_("shortcut", "Show the characters"), { "<Alt>1" }, "win.page::characters" },
  { GENERAL, NC_("shortcut", "Show the scenes"), { "<Alt>2" }, "win.page::scenes" },
  { GENERAL, NC_("shortcut", "Show the videos"), { "<Alt>3" }, "win.page::videos" },
  { GENERAL, NC_("shortcut", "Go back"), { "<Alt>Left", "Escape" }, NULL },
  { GENERAL, NC_("shortcut", "Main menu"), { "F10" }, NULL },
  { GENERAL, NC_("shortcut", "Preferences"), { "<Control>comma" }, "app.preferences" },
  { GENERAL, NC_("shortcut", "Keyboard shortcuts"), { "<Control>question", "F1" }, "app.shortcuts" },
  { GENERAL, NC_("shortcut", "Close the window"), { "<Control>w" }, "window.close" },
  { GENERAL, NC_("shortcut", "Quit"), { "<Control>q" }, "app.quit" },
  { CHARACTERS, NC_("shortcut", "Search"), { "<Control>f" }, "win.search" },
  { CHARACTERS, NC_("shortcut", "Open the character"), { "Return" }, NULL },
  { CHARACTERS, NC_("shortcut", "Copy its @username"), { "<Control>c" }, NULL },
  { CHARACTERS, NC_("shortcut", "Rename"), { "F2" }, NULL },
  { CHARACTERS, NC_("shortcut", "Add to or remove from favourites"), { "<Control>d" }, NULL },
  { CHARACTERS, NC_("shortcut", "Delete"), { "Delete" }, NULL },
  { CHARACTERS, NC_("shortcut", "Menu"), { "<Shift>F10", "Menu" }, NULL },
  { SCENE, NC_("shortcut", "Create the video"), { "<Control>Return" }, NULL },
  { SCENE, NC_("shortcut", "Prompts that were sent"), { "<Control>h" }, "win.prompt-history" },
  { SCENE, NC_("shortcut", "Show the animatic"), { "<Shift><Control>Return" }, NULL },
  { CLIP, NC_("shortcut", "Play or pause"), { "space" }, NULL },
  { CLIP, NC_("shortcut", "Play back, stop, play forward; again for faster"), { "j", "k", "l" }, NULL },
  { CLIP, NC_("shortcut", "One frame back or forward"), { "comma", "period" }, NULL },
  { CLIP, NC_("shortcut", "One frame back or forward, while K is held down"), { "j", "l" }, NULL },
  { CLIP, NC_("shortcut", "Loop the range"), { "r" }, NULL },
  { CLIP, NC_("shortcut", "Save the frame on display as a picture"), { "s" }, NULL },
  { CLIP, NC_("shortcut", "Copy the frame on display"), { "<Shift>s" }, NULL },
  { CLIP, NC_("shortcut", "Make the frame on display the picture of the character"), { "p" }, NULL },
  { CLIP, NC_("shortcut", "Zoom in or out"), { "plus", "minus" }, NULL },
  { CLIP, NC_("shortcut", "Zoom to the range, or to all of the clip"), { "z" }, NULL },
  { RANGE, NC_("shortcut", "Start or end at the playhead"), { "i", "o" }, NULL },
  { RANGE, NC_("shortcut", "Go to the start or end"), { "<Shift>i", "<Shift>o" }, NULL },
  { RANGE, NC_("shortcut", "Move the focused handle by a frame"), { "Left", "Right" }, NULL },
  { RANGE, NC_("shortcut", "By ten frames"), { "<Shift>Left", "<Shift>Right" }, NULL },
  { RANGE, NC_("shortcut", "By a second"), { "<Control>Left", "<Control>Right" }, NULL },
  { RANGE, NC_("shortcut", "To the shot cut before or after it"), { "<Shift><Control>Left", "<Shift><Control>Right" }, NULL },
  { RANGE, NC_("shortcut", "As far as it goes"), { "Home", "End" }, NULL },
  { RANGE, NC_("shortcut", "Snap to shot cuts, or not"), { "n" }, NULL },
  { RANGE, NC_("shortcut", "Keep as a candidate"), { "c" }, NULL },
  { RANGE, NC_("shortcut", "Rename or remove the focused candidate"), { "F2", "Delete" }, NULL },
  { RANGE, NC_("shortcut", "Undo"), { "<Control>z" }, NULL },
  { RANGE, NC_("shortcut", "Redo"), { "<Shift><Control>z" }, NULL },
  { RANGE, NC_("shortcut", "Create the character"), { "<Control>Return" }, NULL },
  { PROMPT, NC_("shortcut", "Name a character"), { "at" }, NULL },
  { PROMPT, NC_("shortcut", "Choose the character"), { "Return", "Tab" }, NULL },
  { PROMPT, NC_("shortcut", "Characters for the @ before the caret"), { "<Control>space" }, NULL },
  { PROMPT, NC_("shortcut", "Undo"), { "<Control>z" }, NULL },
  { PROMPT, NC_("shortcut", "Redo"), { "<Shift><Control>z" }, NULL },
  { PROMPT, NC_("shortcut", "Menu of the character or word at the caret"), { "<Shift>F10", "Menu" }, NULL },
};

/**
 * troupe_accelerators_get:
 * @n_accelerators: (out): how many there are
 *
 * Gets the table of keys, those of one section in a row.
 *
 * Returns: (array length=n_accelerators) (transfer none): the table
 */
const TroupeAccelerator *
troupe_accelerators_get (guint *n_accelerators)
{
  g_return_val_if_fail (n_accelerators != NULL, NULL);

  *n_accelerators = G_N_ELEMENTS (accelerators);

  return accelerators;
}

/**
 * troupe_accelerators_install:
 * @app: the application
 *
 * Binds the keys of all actions in the table.
 */
void
troupe_accelerators_install (GtkApplication *app)
{
  g_return_if_fail (GTK_IS_APPLICATION (app));

  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    {
      if (accelerators[i].action != NULL)
        gtk_application_set_accels_for_action (app, accelerators[i].action, accelerators[i].keys);
    }
}
