/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-error-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "troupe-animatic-error.h"
#include "troupe-clip-error.h"
#include "troupe-code-text.h"
#include "troupe-host-error.h"
#include "troupe-job-error.h"
#include "troupe-job-problem.h"
#include "troupe-library-error.h"
#include "troupe-prompt-error.h"
#include "troupe-provider-error.h"

/* Untranslated; contexts are "error title", "error body" and "error step". */
typedef struct
{
  int         code;
  const char *title;
  const char *body;
  const char *next;     /* NULL where only the message of the error can tell */
} Entry;

static const Entry clip_entries[] = {
  { TROUPE_CLIP_ERROR_NOT_FOUND,
    NC_("error title", "Video not found"),
    NC_("error body", "There is no such file. It may have been moved, renamed or deleted."),
    NC_("error step", "Open it from where it is now.") },
  { TROUPE_CLIP_ERROR_NOT_A_FILE,
    NC_("error title", "Not a file"),
    NC_("error body", "This is a folder or a device, not a video."),
    NC_("error step", "Open a video inside of it.") },
  { TROUPE_CLIP_ERROR_EMPTY,
    NC_("error title", "Empty file"),
    NC_("error body", "The file holds 0 bytes; copying or downloading it may have failed."),
    NC_("error step", "Copy or download it again.") },
  { TROUPE_CLIP_ERROR_NOT_MEDIA,
    NC_("error title", "Not a video"),
    NC_("error body", "What is inside this file is no video, whatever its name says."),
    NC_("error step", "Open another file.") },
  { TROUPE_CLIP_ERROR_NO_VIDEO,
    NC_("error title", "No moving pictures"),
    NC_("error body", "The file has only sound or still pictures. A character needs moving ones."),
    NC_("error step", "Open a file with a video in it.") },
  { TROUPE_CLIP_ERROR_TRUNCATED,
    NC_("error title", "Incomplete video"),
    NC_("error body", "The file ends too early or is damaged, so its pictures cannot be read."),
    NC_("error step", "Copy or download it again.") },
  { TROUPE_CLIP_ERROR_CODEC,
    NC_("error title", "Cannot decode this video"),
    NC_("error body", "A decoder that this video needs is not installed."),
    NULL },    /* the message names what to install, or what to convert the video to */
  { TROUPE_CLIP_ERROR_UNREACHABLE,
    NC_("error title", "No answer from this address"),
    NC_("error body", "The server cannot be reached, or it answers with an error."),
    NC_("error step", "Check the address and the network, then try again.") },
  { TROUPE_CLIP_ERROR_PAGE,
    NC_("error title", "A web page, not a video"),
    NC_("error body", "The address answers with a page, for instance one to log in or to watch the video on."),
    NC_("error step", "Use the address of the video file itself, or download the video and open the file.") },
  { TROUPE_CLIP_ERROR_TOO_LARGE,
    NC_("error title", "Video too large"),
    NC_("error body", "The download is over the limit set in the preferences."),
    NC_("error step", "Raise the limit in Preferences, or use a shorter video.") },
  { TROUPE_CLIP_ERROR_TOO_SHORT,
    NC_("error title", "Video too short"),
    NC_("error body", "The video is shorter than the least the provider takes."),
    NC_("error step", "Use a longer video.") },
  { TROUPE_CLIP_ERROR_RANGE,
    NC_("error title", "Range does not fit"),
    NC_("error body", "The range lies outside the video or is not as long as the provider asks for."),
    NC_("error step", "Move the edges of the range.") },
  { TROUPE_CLIP_ERROR_TIME,
    NC_("error title", "Not a time"),
    NC_("error body", "The text cannot be read as a time."),
    NC_("error step", "Type seconds such as 75.5, or minutes and seconds such as 1:15.5.") },
  { TROUPE_CLIP_ERROR_FAILED,
    NC_("error title", "Cannot read this video"),
    NC_("error body", "Something went wrong while the video was read."),
    NC_("error step", "Try again, or open another video.") },
};

static const Entry provider_entries[] = {
  { TROUPE_PROVIDER_ERROR_PROFILE,
    NC_("error title", "Provider file is wrong"),
    NC_("error body", "The file that describes this provider breaks a rule, so it was not used."),
    NC_("error step", "Correct the file at the place the details name.") },
  { TROUPE_PROVIDER_ERROR_VALUE,
    NC_("error title", "Something does not fit"),
    NC_("error body", "A value that the provider needs was not given, or it does not take the one that was."),
    NC_("error step", "Change what the details name, then try again.") },
  { TROUPE_PROVIDER_ERROR_SOURCE,
    NC_("error title", "Provider does not take this video"),
    NC_("error body", "This provider takes videos in another way, for instance only from an address."),
    NC_("error step", "Open the video by its address, or choose another provider.") },
  { TROUPE_PROVIDER_ERROR_NO_KEY,
    NC_("error title", "No key entered"),
    NC_("error body", "This provider works only with a key of yours. Nothing was sent."),
    NC_("error step", "Enter the key in Preferences, then try again.") },
  { TROUPE_PROVIDER_ERROR_UNREACHABLE,
    NC_("error title", "Provider not reachable"),
    NC_("error body", "No connection to the provider could be made, or it broke. Nothing was paid."),
    NC_("error step", "Check the network and the address in Preferences, then try again.") },
  { TROUPE_PROVIDER_ERROR_LOST_ANSWER,
    NC_("error title", "Answer lost"),
    NC_("error body", "The request was sent, but its answer never came. It may have been carried out and paid."),
    NC_("error step", "Look for the character at the provider before you send it again.") },
  { TROUPE_PROVIDER_ERROR_KEY,
    NC_("error title", "Key refused"),
    NC_("error body", "The provider does not accept the key."),
    NC_("error step", "Check the key in Preferences, then try again.") },
  { TROUPE_PROVIDER_ERROR_BALANCE,
    NC_("error title", "Not enough balance"),
    NC_("error body", "The account at the provider cannot pay for this."),
    NC_("error step", "Add to the balance at the provider, then try again.") },
  { TROUPE_PROVIDER_ERROR_FORBIDDEN,
    NC_("error title", "Not allowed"),
    NC_("error body", "The provider does not allow this with your account or this video."),
    NC_("error step", "Read what the provider says, or use another video.") },
  { TROUPE_PROVIDER_ERROR_NOT_OFFERED,
    NC_("error title", "Not offered"),
    NC_("error body", "The provider does not offer this, or not at the moment."),
    NC_("error step", "Check the address in Preferences, or choose another provider.") },
  { TROUPE_PROVIDER_ERROR_REFUSED,
    NC_("error title", "Refused by the provider"),
    NC_("error body", "The provider does not accept the request."),
    NC_("error step", "Read what the provider says, change the range or the video, then try again.") },
  { TROUPE_PROVIDER_ERROR_BUSY,
    NC_("error title", "Too many requests"),
    NC_("error body", "The provider asks for a pause."),
    NC_("error step", "Try again in some minutes.") },
  { TROUPE_PROVIDER_ERROR_SERVER,
    NC_("error title", "Error at the provider"),
    NC_("error body", "Something went wrong on the provider’s side."),
    NC_("error step", "Try again later.") },
  { TROUPE_PROVIDER_ERROR_ANSWER,
    NC_("error title", "Answer not understood"),
    NC_("error body", "The provider’s answer is not what its description promises."),
    NC_("error step", "Check the address in Preferences; the details hold the answer.") },
  { TROUPE_PROVIDER_ERROR_PICTURE,
    NC_("error title", "Picture missing"),
    NC_("error body", "The provider made the character, but its picture could not be fetched."),
    NC_("error step", "Try again; the character itself is not made or paid a second time.") },
  { TROUPE_PROVIDER_ERROR_STUDIO,
    NC_("error title", "Practice Studio did not start"),
    NC_("error body", "The Practice Studio runs on this computer, but it could not be started."),
    NC_("error step", "Try again; if it stays so, reinstall Troupe.") },
  { TROUPE_PROVIDER_ERROR_FAILED,
    NC_("error title", "Failed at the provider"),
    NC_("error body", "The provider took the request, but could not carry it out."),
    NC_("error step", "Read what the provider says, change the range or the video, then try again.") },
};

static const Entry host_entries[] = {
  { TROUPE_HOST_ERROR_SETTING,
    NC_("error title", "Host is not set up"),
    NC_("error body", "A setting of the host is missing or cannot be used."),
    NC_("error step", "Fill in what the details name, in the preferences of the host.") },
  { TROUPE_HOST_ERROR_NO_KEY,
    NC_("error title", "No key of the host"),
    NC_("error body", "The host works only with a key of yours. Nothing was uploaded."),
    NC_("error step", "Enter the key in the preferences of the host, then try again.") },
  { TROUPE_HOST_ERROR_UNREACHABLE,
    NC_("error title", "Host not reachable"),
    NC_("error body", "The connection to the host failed. Nothing was paid."),
    NC_("error step", "Check the network and the address of the host, then try again.") },
  { TROUPE_HOST_ERROR_KEY,
    NC_("error title", "Key refused by the host"),
    NC_("error body", "The host does not accept the key. Nothing was paid."),
    NC_("error step", "Check the key in the preferences of the host, then try again.") },
  { TROUPE_HOST_ERROR_REFUSED,
    NC_("error title", "Refused by the host"),
    NC_("error body", "The host does not take or delete the file. Nothing was paid."),
    NC_("error step", "Read what the host says in the details, then try again.") },
  { TROUPE_HOST_ERROR_ANSWER,
    NC_("error title", "No address from the host"),
    NC_("error body", "The host took the file, but its answer holds no address where the settings say. Nothing was paid."),
    NC_("error step", "Correct the place of the address in the preferences of the host, then try again.") },
  { TROUPE_HOST_ERROR_ADDRESS,
    NC_("error title", "Address cannot be used"),
    NC_("error body", "The provider could not fetch the video from its address, so it was not asked. Nothing was paid."),
    NC_("error step", "Use another address, choose a host that gives it one, or open the video as a file.") },
  { TROUPE_HOST_ERROR_NOT_MOUNTED,
    NC_("error title", "Folder not connected"),
    NC_("error body", "The folder of the host is not on this computer, and not connected to it. Nothing was paid."),
    NC_("error step", "Open it once in Files, then try again; the details hold its address.") },
};

static const Entry library_entries[] = {
  { TROUPE_LIBRARY_ERROR_NEWER,
    NC_("error title", "Library of a newer Troupe"),
    NC_("error body", "Your characters were last opened with a newer version of Troupe. They were left untouched."),
    NC_("error step", "Update Troupe to open them.") },
  { TROUPE_LIBRARY_ERROR_READ_ONLY,
    NC_("error title", "Library cannot be written"),
    NC_("error body", "Troupe may not write to the folder in which your characters are kept."),
    NC_("error step", "Allow writing to the folder, then try again.") },
  { TROUPE_LIBRARY_ERROR_NO_SPACE,
    NC_("error title", "No space left"),
    NC_("error body", "The disk on which your characters are kept is full. Nothing was lost."),
    NC_("error step", "Free some space, then try again.") },
  { TROUPE_LIBRARY_ERROR_DAMAGED,
    NC_("error title", "Library is damaged"),
    NC_("error body", "The file with your characters cannot be read. It was left untouched."),
    NC_("error step", "Put back a copy of the file from a backup, then try again.") },
  { TROUPE_LIBRARY_ERROR_BUSY,
    NC_("error title", "Library is in use"),
    NC_("error body", "Another Troupe has held the library for too long."),
    NC_("error step", "Close the other one, then try again.") },
  { TROUPE_LIBRARY_ERROR_NOT_FOUND,
    NC_("error title", "Character not found"),
    NC_("error body", "The library has no such character; it may have been deleted."),
    NC_("error step", "Look for it in the gallery.") },
  { TROUPE_LIBRARY_ERROR_ALIAS,
    NC_("error title", "Name not possible"),
    NC_("error body", "The name is empty, or another character has it."),
    NC_("error step", "Choose another name.") },
  { TROUPE_LIBRARY_ERROR_FAILED,
    NC_("error title", "Library failed"),
    NC_("error body", "Reading or writing the library did not work."),
    NC_("error step", "Try again; if it stays so, start Troupe again.") },
};

static const Entry job_entries[] = {
  { TROUPE_JOB_ERROR_STATE,
    NC_("error title", "Not possible any more"),
    NC_("error body", "The character has moved on meanwhile, perhaps in another Troupe."),
    NC_("error step", "Look at its state in the gallery.") },
  { TROUPE_JOB_ERROR_INTERRUPTED,
    NC_("error title", "Interrupted while sending"),
    NC_("error body", "Troupe ended while it waited for the answer. The request may have been carried out and paid."),
    NC_("error step", "Look for the character at the provider before you send it again.") },
  { TROUPE_JOB_ERROR_PROVIDER,
    NC_("error title", "Provider no longer set up"),
    NC_("error body", "The provider of this character is no longer set up on this computer."),
    NC_("error step", "Add it again in Preferences, then try again.") },
  { TROUPE_JOB_ERROR_HOST,
    NC_("error title", "Host not known"),
    NC_("error body", "The host that the clip was to be uploaded to is not known any more."),
    NC_("error step", "Add it again in Preferences, or make the character with another host.") },
  { TROUPE_JOB_ERROR_KEY,
    NC_("error title", "Key refused"),
    NC_("error body", "Troupe does not ask with this key any more. What was ordered is kept, and goes on there."),
    NC_("error step", "Correct the key in Preferences, or ask again.") },
  { TROUPE_JOB_ERROR_MISSING,
    NC_("error title", "Order not known"),
    NC_("error body", "The provider says each time that it has no such order. It is kept; Troupe asks ever more seldom."),
    NC_("error step", "Check the address and the key in Preferences: the order belongs to one account at one address.") },
  { TROUPE_JOB_ERROR_FORGOTTEN,
    NC_("error title", "Forgotten"),
    NC_("error body", "Nobody knows what became of the order; you chose to forget it. It may have been paid for."),
    NC_("error step", "Try again to send it once more.") },
  { TROUPE_JOB_ERROR_FETCH,
    NC_("error title", "Download waits"),
    NC_("error body", "It is made and kept there, but cannot be downloaded at the moment. Troupe tries again by itself."),
    NC_("error step", "Check the network, or ask again now: what is not fetched does not stay there for ever.") },
  { TROUPE_JOB_ERROR_UNDECIDED,
    NC_("error title", "Not sent again"),
    NC_("error body", "What became of the first request is still not known: it may have been carried out and paid."),
    NC_("error step", "Look for it at the provider before you send it again; the details say what came in between.") },
  { TROUPE_JOB_ERROR_FULL,
    NC_("error title", "Waits for its turn"),
    NC_("error body", "Troupe works on as many jobs of this account as it takes, perhaps in another program."),
    NC_("error step", "Wait: it is sent when one of them has ended.") },
  { TROUPE_JOB_ERROR_OPEN,
    NC_("error title", "Ordered there already"),
    NC_("error body", "An order of this character at this provider goes on, or nobody knows what became of it. "
        "Nothing was sent."),
    NC_("error step", "See how it stands among the jobs: wait for it, look for it, or forget it.") },
  { TROUPE_JOB_ERROR_MOVED,
    NC_("error title", "Address was changed"),
    NC_("error body", "The order is kept and belongs to the address that the account had before. Nothing of it is sent to "
        "another one."),
    NC_("error step", "Put the address back in Preferences and it goes on, or take the order back. The details name it.") },
};

static const Entry animatic_entries[] = {
  { TROUPE_ANIMATIC_ERROR_PICTURE,
    NC_("error title", "Not a picture"),
    NC_("error body", "What is inside the reference file is no picture."),
    NC_("error step", "Choose another picture.") },
  { TROUPE_ANIMATIC_ERROR_RENDER,
    NC_("error title", "Cannot make a video here"),
    NC_("error body", "A part that writes videos is not installed."),
    NULL },    /* the message names it */
};

static const Entry prompt_entries[] = {
  { TROUPE_PROMPT_ERROR_DRAFT,
    NC_("error title", "Prompt cannot be read"),
    NC_("error body", "What was kept of this prompt is damaged, or a newer Troupe wrote it."),
    NC_("error step", "Write the prompt anew, or update Troupe.") },
  { TROUPE_PROMPT_ERROR_CHOICE,
    /* Translators: a choice is written {a|b}; one of its texts is taken for each video. */
    NC_("error title", "Choice has no end"),
    NC_("error body", "A choice begins with a brace that is not closed, or choices stand too deep inside each other."),
    NC_("error step", "Close the choice with a brace, or write \\{ where you mean the brace itself.") },
  { TROUPE_PROMPT_ERROR_TOO_MANY,
    NC_("error title", "Too many texts"),
    NC_("error body", "The choices in the prompt can be combined to more texts than are made at once."),
    NC_("error step", "Use fewer choices.") },
};

static const Entry io_entries[] = {
  { G_IO_ERROR_NOT_FOUND,
    NC_("error title", "File not found"),
    NC_("error body", "There is no such file. It may have been moved, renamed or deleted."),
    NC_("error step", "Open it from where it is now.") },
  { G_IO_ERROR_PERMISSION_DENIED,
    NC_("error title", "No permission"),
    NC_("error body", "Troupe may not read or write this file."),
    NC_("error step", "Change the permissions of the file, then try again.") },
  { G_IO_ERROR_NO_SPACE,
    NC_("error title", "No space left"),
    NC_("error body", "The disk is full."),
    NC_("error step", "Free some space, then try again.") },
  { G_IO_ERROR_READ_ONLY,
    NC_("error title", "Cannot be written"),
    NC_("error body", "The folder or disk can only be read."),
    NC_("error step", "Allow writing to it, then try again.") },
  { G_IO_ERROR_CANCELLED,
    NC_("error title", "Stopped"),
    NC_("error body", "It was stopped before anything was sent that costs something."),
    NC_("error step", "Begin again whenever you like.") },
  { G_IO_ERROR_TIMED_OUT,
    NC_("error title", "No answer in time"),
    NC_("error body", "It took too long to get an answer."),
    NC_("error step", "Try again later.") },
};

static const Entry other_entry = {
  -1,
  NC_("error title", "Something went wrong"),
  NC_("error body", "An unexpected error occurred."),
  NC_("error step", "Try again; the details say more."),
};

static const Entry *
find_in (const Entry *entries,
         gsize        n_entries,
         int          code)
{
  for (gsize i = 0; i < n_entries; i++)
    {
      if (entries[i].code == code)
        return &entries[i];
    }

  return &other_entry;
}

static const Entry *
find_entry (GQuark domain,
            int    code)
{
  if (domain == TROUPE_CLIP_ERROR)
    return find_in (clip_entries, G_N_ELEMENTS (clip_entries), code);
  if (domain == TROUPE_PROVIDER_ERROR)
    return find_in (provider_entries, G_N_ELEMENTS (provider_entries), code);
  if (domain == TROUPE_HOST_ERROR)
    return find_in (host_entries, G_N_ELEMENTS (host_entries), code);
  if (domain == TROUPE_LIBRARY_ERROR)
    return find_in (library_entries, G_N_ELEMENTS (library_entries), code);
  if (domain == TROUPE_JOB_ERROR)
    return find_in (job_entries, G_N_ELEMENTS (job_entries), code);
  if (domain == TROUPE_ANIMATIC_ERROR)
    return find_in (animatic_entries, G_N_ELEMENTS (animatic_entries), code);
  if (domain == TROUPE_PROMPT_ERROR)
    return find_in (prompt_entries, G_N_ELEMENTS (prompt_entries), code);
  if (domain == G_IO_ERROR)
    return find_in (io_entries, G_N_ELEMENTS (io_entries), code);

  return &other_entry;
}

static void
append_line (GString    *text,
             const char *label,
             const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (label != NULL)
    g_string_append_printf (text, "%s: ", label);
  g_string_append (text, value);
}

/* Where it is known of whom, and a person may have several */
static char *
dup_title (const TroupeProblem *problem,
           const Entry         *entry)
{
  if (problem->who != NULL && troupe_problem_matches (problem, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_KEY))
    /* Translators: %s is the name of a provider */
    return g_strdup_printf (C_("error title", "%s refuses the key"), problem->who);
  if (problem->who != NULL && troupe_problem_matches (problem, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_MISSING))
    /* Translators: %s is the name of a provider */
    return g_strdup_printf (C_("error title", "%s does not know the order"), problem->who);
  if (problem->who != NULL && troupe_problem_matches (problem, TROUPE_JOB_ERROR, TROUPE_JOB_ERROR_MOVED))
    /* Translators: %s is the name of a provider */
    return g_strdup_printf (C_("error title", "%s has another address now"), problem->who);
  return g_strdup (g_dpgettext2 (NULL, "error title", entry->title));
}

/* The labels stay untranslated, as the text is what a report quotes. */
static char *
format_details (const TroupeProblem *problem)
{
  GString *text = g_string_new (NULL);
  g_autofree char *status = NULL;

  if (problem->http_status != 0)
    status = g_strdup_printf ("%u", problem->http_status);
  append_line (text, NULL, problem->message);
  append_line (text, "HTTP", status);
  append_line (text, "from", problem->speaker);
  append_line (text, "code", problem->said_code);
  append_line (text, "request id", problem->request_id);
  append_line (text, "answer", problem->raw);

  return g_string_free (text, FALSE);
}

/**
 * troupe_error_text_new_for_problem:
 * @problem: a kept failure
 *
 * Puts a kept failure into words.
 *
 * Returns: (transfer full): the words
 */
TroupeErrorText *
troupe_error_text_new_for_problem (const TroupeProblem *problem)
{
  TroupeErrorText *self;
  const Entry *entry;
  const TroupeCodeText *code;
  const char *step;

  g_return_val_if_fail (problem != NULL, NULL);

  entry = find_entry (g_quark_from_string (problem->domain), problem->code);
  /* What the provider says of the key does not tell what becomes of the order. */
  code = g_str_equal (problem->domain, g_quark_to_string (TROUPE_JOB_ERROR))
           ? NULL : troupe_code_text_find (problem->said_code);
  step = code != NULL ? code->step : entry->next;
  self = g_new0 (TroupeErrorText, 1);
  self->title = dup_title (problem, entry);
  self->body = g_strdup (g_dpgettext2 (NULL, "error body", code != NULL ? code->body : entry->body));
  self->next = g_strdup (step != NULL ? g_dpgettext2 (NULL, "error step", step) : problem->message);
  self->said_by = g_strdup (g_strcmp0 (problem->speaker, "gateway") == 0
                            ? C_("error", "A gateway before the provider says") : C_("error", "The provider says"));
  self->said = g_strdup (problem->said);
  self->details = format_details (problem);

  return self;
}

/**
 * troupe_error_text_new:
 * @error: an error that is not a cancellation
 *
 * Puts an error into words.
 *
 * Returns: (transfer full): the words
 */
TroupeErrorText *
troupe_error_text_new (const GError *error)
{
  g_autoptr (TroupeProblem) problem = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  problem = troupe_job_problem_new (error);

  return troupe_error_text_new_for_problem (problem);
}

/**
 * troupe_error_text_free:
 * @self: (transfer full): the words
 *
 * Frees the words.
 */
void
troupe_error_text_free (TroupeErrorText *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->title);
  g_free (self->body);
  g_free (self->next);
  g_free (self->said_by);
  g_free (self->said);
  g_free (self->details);
  g_free (self);
}

/**
 * troupe_error_text_dup_paragraph:
 * @self: the words
 *
 * Joins the reason, what the provider said and the next step into one paragraph.
 *
 * Returns: (transfer full): plain text
 */
char *
troupe_error_text_dup_paragraph (const TroupeErrorText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->said == NULL)
    /* Translators: the reason of an error, then what can be done about it */
    return g_strdup_printf (C_("error", "%1$s %2$s"), self->body, self->next);

  /* Translators: the reason of an error, who says something, his words, then what can be done about it */
  return g_strdup_printf (C_("error", "%1$s %2$s: “%3$s” %4$s"),
                          self->body, self->said_by, self->said, self->next);
}
