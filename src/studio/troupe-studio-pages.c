/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-pages.h"

#include <string.h>

#include "troupe-studio-links.h"
#include "troupe-studio-uploads.h"
#include "troupe-studio.h"

static void
answer_text (TroupeStudioCall *call,
             guint             status,
             const char       *media_type,
             const char       *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  troupe_studio_call_answer (call, status, media_type, body);
}

/* As the object stores do that real links lead to. */
static void
refuse_file (TroupeStudioCall *call,
             guint             status,
             const char       *code,
             const char       *sentence)
{
  g_autofree char *text =
    g_strdup_printf ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                     "<Error><Code>%s</Code><Message>%s</Message></Error>\n", code, sentence);

  answer_text (call, status, "application/xml", text);
}

static GFile *
find_picture (TroupeStudio *studio,
              const char   *id,
              char        **media_type)
{
  TroupeStudioCharacter *character =
    troupe_studio_characters_find_by_id (troupe_studio_get_characters (studio), id);

  *media_type = g_strdup ("image/png");
  return character == NULL ? NULL : g_object_ref (character->picture);
}

static GFile *
find_upload (TroupeStudio *studio,
             const char   *id,
             char        **media_type)
{
  TroupeStudioStore *store = troupe_studio_get_store (studio);
  g_autoptr (TroupeStudioUpload) upload = troupe_studio_uploads_find (store, id);

  if (upload == NULL)
    return NULL;
  *media_type = g_strdup (upload->media_type);
  return troupe_studio_store_get_file (store, TROUPE_STUDIO_FOLDER_UPLOADS, upload->id, "");
}

static GFile *
find_video (TroupeStudio *studio,
            const char   *id,
            char        **media_type)
{
  *media_type = g_strdup ("video/mp4");
  return troupe_studio_videos_get_result (troupe_studio_get_videos (studio), id, NULL);
}

static const struct
{
  const char *kind;
  GFile    *(*find) (TroupeStudio *studio,
                     const char   *id,
                     char        **media_type);
} kinds[] = {
  { "pictures", find_picture },
  { "uploads", find_upload },
  { "videos", find_video },
};

static gboolean
answer_signed (TroupeStudioCall *call,
               TroupeStudio     *studio)
{
  g_auto (GStrv) parts = g_strsplit (troupe_studio_call_get_segment (call, "file"), "/", 2);
  const char *kind = troupe_studio_call_get_segment (call, "kind");

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *media_type = NULL;
      g_autoptr (GFile) file = NULL;

      if (!g_str_equal (kinds[i].kind, kind))
        continue;
      file = kinds[i].find (studio, parts[0], &media_type);
      return file != NULL && troupe_studio_call_answer_file (call, file, media_type);
    }
  return FALSE;
}

static void
get_file (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  GUri *uri = troupe_studio_call_get_uri (call);
  const char *secret = troupe_studio_store_get_secret (troupe_studio_get_store (studio));

  switch (troupe_studio_links_check (secret, g_uri_get_path (uri), g_uri_get_query (uri),
                                     g_get_real_time () / G_USEC_PER_SEC))
    {
    case TROUPE_STUDIO_LINK_FORGED:
      refuse_file (call, SOUP_STATUS_FORBIDDEN, "AuthenticationFailed",
                   "The address is not signed, or not as it was given out.");
      break;
    case TROUPE_STUDIO_LINK_EXPIRED:
      refuse_file (call, SOUP_STATUS_FORBIDDEN, "AuthenticationFailed",
                   "The address has expired.");
      break;
    case TROUPE_STUDIO_LINK_VALID:
      if (!answer_signed (call, studio))
        refuse_file (call, SOUP_STATUS_NOT_FOUND, "NotFound", "The file does not exist.");
      break;
    }
}

static void
get_character (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  const char *username = troupe_studio_call_get_segment (call, "username");
  TroupeStudioCharacter *character =
    troupe_studio_characters_find (troupe_studio_get_characters (studio), username);
  g_autofree char *link = NULL;
  g_autofree char *text = NULL;

  if (character == NULL)
    {
      answer_text (call, SOUP_STATUS_NOT_FOUND, "text/html; charset=utf-8",
                   "<!DOCTYPE html>\n<title>Practice Studio</title>\n"
                   "<p>There is no such character.</p>\n");
      return;
    }
  link = troupe_studio_pages_dup_link (call, troupe_studio_get_store (studio), "pictures",
                                       character->id, "raw", TROUPE_STUDIO_PICTURE_LIFE_S);
  text = g_markup_printf_escaped ("<!DOCTYPE html>\n<html lang=\"en\">\n"
                                  "<meta charset=\"utf-8\">\n<title>@%s</title>\n"
                                  "<style>body { font: 1.2em sans-serif; text-align: center; }\n"
                                  "img { width: 16em; border-radius: 50%%; }</style>\n"
                                  "<h1>@%s</h1>\n<img src=\"%s\" alt=\"\">\n"
                                  "<p>A character of the Practice Studio on this computer.</p>\n"
                                  "</html>\n", username, username, link);
  answer_text (call, SOUP_STATUS_OK, "text/html; charset=utf-8", text);
}

static void
get_ledger (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  GPtrArray *all = troupe_studio_characters_get_all (troupe_studio_get_characters (studio));
  GPtrArray *jobs = troupe_studio_videos_get_all (troupe_studio_get_videos (studio));
  JsonArray *characters = json_array_new ();
  JsonArray *videos = json_array_new ();
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < all->len; i++)
    json_array_add_object_element (characters,
                                   troupe_studio_character_to_json (g_ptr_array_index (all, i)));
  for (guint i = 0; i < jobs->len; i++)
    json_array_add_object_element (videos,
                                   troupe_studio_video_to_json (g_ptr_array_index (jobs, i)));
  json_object_set_member (object, "requests",
                          troupe_studio_ledger_to_json (troupe_studio_get_ledger (studio)));
  json_object_set_array_member (object, "characters", characters);
  json_object_set_array_member (object, "videos", videos);
  json_object_set_member (object, "faults",
                          troupe_studio_faults_to_json (troupe_studio_get_faults (studio)));
  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, object);
}

static void
unref_call (gpointer  call,
            GClosure *closure)
{
  g_object_unref (call);
}

static void
ended_cb (TroupeStudioVideo *video,
          gpointer           user_data)
{
  TroupeStudioCall *call = user_data;

  troupe_studio_call_answer_object (call, SOUP_STATUS_OK, json_object_new ());
  g_signal_handlers_disconnect_by_data (video, call);
}

/* Answers when a job has ended here, so that nobody has to ask for its state again and again. */
static void
get_end (TroupeStudioCall *call)
{
  TroupeStudio *studio = troupe_studio_call_get_user_data (call);
  TroupeStudioVideo *video = troupe_studio_videos_find (troupe_studio_get_videos (studio),
                                                        troupe_studio_call_get_segment (call, "id"));

  if (video == NULL)
    answer_text (call, SOUP_STATUS_NOT_FOUND, "text/plain; charset=utf-8", "There is no such job.\n");
  else if (troupe_studio_video_get_ended_s (video) > 0)
    ended_cb (video, call);
  else
    g_signal_connect_data (video, "ended", G_CALLBACK (ended_cb), g_object_ref (call),
                           unref_call, 0);
}

/* Only asked for routes that are open or that have been found: the key is all that can be wrong. */
static void
refuse (TroupeStudioCall *call,
        const char       *param,
        const GError     *error)
{
  g_autofree char *text = g_markup_printf_escaped ("%s\n", error->message);

  answer_text (call, SOUP_STATUS_UNAUTHORIZED, "text/plain; charset=utf-8", text);
}

static const TroupeStudioRoute routes[] = {
  { "GET", "/files/{kind}/{file}", TRUE, 0, get_file },
  { "GET", "/studio/characters/{username}", TRUE, 0, get_character },
  { "GET", "/studio/end/{id}", FALSE, 0, get_end },
  { "GET", "/studio/ledger", FALSE, 0, get_ledger },
};

const TroupeStudioDialect troupe_studio_pages = { routes, G_N_ELEMENTS (routes), refuse };

/**
 * troupe_studio_pages_dup_link:
 * @call: who asks
 * @store: signs
 * @kind: the kind of file
 * @id: its id
 * @name: what the address ends in
 * @life_s: for how many seconds it holds
 *
 * Makes an address that opens without a key for a while. Its path holds an escaped slash, as such
 * addresses of real services do.
 *
 * Returns: (transfer full): the address
 */
char *
troupe_studio_pages_dup_link (TroupeStudioCall  *call,
                              TroupeStudioStore *store,
                              const char        *kind,
                              const char        *id,
                              const char        *name,
                              gint64             life_s)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  const char *base_path = troupe_studio_call_get_base (call)->path;
  g_autofree char *address = troupe_studio_call_dup_address (call);
  g_autofree char *path = g_strdup_printf ("%s/files/%s/%s%%2F%s", base_path, kind, id, name);
  g_autofree char *link = troupe_studio_links_sign (troupe_studio_store_get_secret (store), path,
                                                    now_s, now_s + life_s);

  return g_strconcat (address, link + strlen (base_path), NULL);
}
