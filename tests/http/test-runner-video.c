/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gst/gst.h>

#include "runner-fixture.h"
#include "test-media.h"
#include "test-wait.h"
#include "troupe-clip-error.h"
#include "troupe-library-private.h"
#include "troupe-library-videos.h"
#include "troupe-runner-videos.h"
#include "troupe-upload-list.h"

#define VIDEO "HTTP/1.1 200 OK\nContent-Type: video/mp4"
#define GONE "HTTP/1.1 404 Not Found\nContent-Type: text/plain"
#define REFUSED "HTTP/1.1 400 Bad Request\nContent-Type: application/json"

static const char profile_text[] =
  "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\","
  "  \"base\": \"https://api.example.org\","
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" },"
  "  \"life\": { \"state\": \"active\" },"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": 1 }, \"sources\": [\"task\"], \"short_edge\": 480 },"
  "  \"mention\": { \"template\": \"@{username} \", \"max\": 1 },"
  "  \"calls\": {"
  "    \"create-character\": { \"method\": \"POST\", \"path\": \"/make\", \"encoding\": \"json\","
  "      \"body\": { \"from_task\": \"{clip.task}\", \"timestamps\": \"{range.text}\" },"
  "      \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.username\"] } },"
  "    \"create-video\": { \"method\": \"POST\", \"path\": \"/videos\", \"encoding\": \"json\","
  "      \"body\": { \"prompt\": \"{video.prompt}\" }, \"answer\": { \"job\": [\"$.id\"] } },"
  "    \"remix-video\": { \"method\": \"POST\", \"path\": \"/videos/{job.id}/remix\", \"encoding\": \"json\","
  "      \"body\": { \"prompt\": \"{video.prompt}\" }, \"answer\": { \"job\": [\"$.id\"] } },"
  "    \"follow-video\": { \"method\": \"GET\", \"path\": \"/videos/{job.id}\", \"encoding\": \"none\","
  "      \"poll\": { \"first\": 0.1, \"growth\": 1, \"max\": 0.1 },"
  "      \"answer\": { \"status\": [\"$.status\"], \"url\": [\"$.url\"],"
  "                    \"error.text\": [\"$.error.message\"] } },"
  "    \"download-video\": { \"method\": \"GET\", \"path\": \"/videos/{job.id}/content\","
  "      \"encoding\": \"none\", \"answer\": { \"url\": [\"$.video_url\"] } } } }";

/* The clip goes along with each video: whole, with its range, or as a file of which the service keeps a copy. */
static const char inline_profile[] =
  "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"summary\": \"A test.\", \"kind\": \"inline\","
  "  \"base\": \"https://api.example.org\","
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" },"
  "  \"life\": { \"state\": \"active\" },"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": 1 }, \"sources\": [\"url\"], \"short_edge\": 240 },"
  "  \"mention\": { \"template\": \"video {index1}\", \"max\": 2 },"
  "  \"calls\": {"
  "    \"upload\": { \"method\": \"POST\", \"path\": \"/upload\", \"encoding\": \"multipart\","
  "      \"body\": { \"file\": \"{clip.file}\" }, \"answer\": { \"url\": [\"$.url\"], \"id\": [\"$.id\"] } },"
  "    \"delete-upload\": { \"method\": \"DELETE\", \"path\": \"/upload/{upload.id}\", \"encoding\": \"none\" },"
  "    \"create-video\": { \"method\": \"POST\", \"path\": \"/videos\", \"encoding\": \"json\","
  "      \"body\": { \"prompt\": \"{video.prompt}\", \"image\": \"{reference.url}\","
  "        \"clips\": { \"$each\": \"character\","
  "                   \"$value\": { \"url\": \"{clip.url}\", \"range\": \"{range.text}\" } } },"
  "      \"answer\": { \"job\": [\"$.id\"], \"status\": [\"$.status\"] } },"
  "    \"follow-video\": { \"method\": \"GET\", \"path\": \"/videos/{job.id}\", \"encoding\": \"none\","
  "      \"answer\": { \"status\": [\"$.status\"], \"url\": [\"$.url\"] } } } }";

static char *
begin (RunnerFixture    *fixture,
       TroupeVideoDraft *draft)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  troupe_runner_create_video_async (fixture->runner, draft, test_result_cb, &result);
  test_wait_until (result != NULL);
  id = troupe_runner_create_video_finish (fixture->runner, result, &error);
  g_assert_no_error (error);
  return id;
}

static char *
create (RunnerFixture *fixture)
{
  char *id = begin (fixture, troupe_video_draft_new ("own", "A fox"));

  runner_fixture_wait (fixture);
  return id;
}

static TroupeVideo *
load (RunnerFixture *fixture,
      const char    *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TroupeVideo *video;

  troupe_library_load_video_async (fixture->library, id, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  video = troupe_library_load_video_finish (fixture->library, result, &error);
  g_assert_no_error (error);
  return video;
}

static GBytes *
read_media (const char *kind)
{
  g_autofree char *path = test_media_make (kind);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GBytes *content = g_file_load_bytes (file, NULL, NULL, &error);

  g_assert_no_error (error);
  return content;
}

static void
answer_media (RunnerFixture *fixture,
              const char    *kind)
{
  g_autoptr (GBytes) content = read_media (kind);

  test_http_answer (fixture->http, VIDEO, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
}

static void
refetch (RunnerFixture *fixture,
         const char    *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  troupe_runner_refetch_video_async (fixture->runner, id, test_result_cb, &result);
  test_wait_until (result != NULL);
  troupe_runner_refetch_video_finish (fixture->runner, result, &error);
  g_assert_no_error (error);
  runner_fixture_wait (fixture);
}

static void
answer_done (RunnerFixture *fixture)
{
  g_autofree char *body = g_strdup_printf ("{\"status\":\"completed\",\"url\":\"%s/v.mp4?s=%%2B\"}",
                                           test_http_get_base (fixture->http));

  runner_fixture_answer (fixture, OK, body);
}

/* A file of the library that lies beside the video */
static char *
read_beside (TroupeVideo *video,
             const char  *extension)
{
  g_autofree char *path = g_strdup (g_file_peek_path (troupe_video_get_file (video)));
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  char *content;

  *strrchr (path, '.') = '\0';
  name = g_strconcat (path, extension, NULL);
  g_file_get_contents (name, &content, NULL, &error);
  g_assert_no_error (error);
  return content;
}

static void
assert_home (RunnerFixture *fixture,
             const char    *id)
{
  g_autoptr (TroupeVideo) video = load (fixture, id);
  g_autoptr (GBytes) sent = read_media ("h264.mp4");
  g_autoptr (GBytes) kept = NULL;
  g_autofree char *story = NULL;

  g_assert_cmpint (troupe_video_get_state (video), ==, TROUPE_VIDEO_STATE_READY);
  g_assert_null (troupe_video_get_problem (video));
  g_assert_cmpstr (troupe_video_get_remote_id (video), ==, "v1");
  kept = g_file_load_bytes (troupe_video_get_file (video), NULL, NULL, NULL);
  g_assert_true (g_bytes_equal (kept, sent));    /* as it came */
  g_assert_cmpuint (troupe_video_get_size_bytes (video), ==, g_bytes_get_size (sent));
  g_assert_cmpuint (troupe_video_get_duration_ns (video) / 100000000, ==, 30);
  g_assert_cmpint (troupe_video_get_width (video), ==, 320);
  g_assert_cmpint (troupe_video_get_height (video), ==, 240);
  g_assert_true (g_file_query_exists (troupe_video_get_poster (video), NULL));
  story = read_beside (video, ".json");
  g_assert_nonnull (strstr (story, "\"prompt\" : \"A fox\""));
  g_assert_nonnull (strstr (story, "\"job\" : \"v1\""));
  g_assert_null (strstr (story, KEY));
}

static void
test_direct_link (RunnerFixture *fixture,
                  gconstpointer  user_data)
{
  g_autofree char *id = NULL;

  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  runner_fixture_answer (fixture, OK, "{\"status\":\"queued\"}");
  answer_done (fixture);
  answer_media (fixture, "h264.mp4");
  id = create (fixture);
  assert_home (fixture, id);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 3), "GET /v.mp4?s=%2B "));
}

static void
test_remix (RunnerFixture *fixture,
            gconstpointer  user_data)
{
  TroupeVideoDraft *draft = troupe_video_draft_new ("own", "A fox");
  g_autofree char *id = NULL;

  draft->remix_of = g_strdup ("v0");
  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  answer_done (fixture);
  answer_media (fixture, "h264.mp4");
  id = begin (fixture, draft);
  runner_fixture_wait (fixture);
  assert_home (fixture, id);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 0), "POST /videos/v0/remix "));
}

/* The content call may answer JSON that holds a link. */
static void
test_content_call (RunnerFixture *fixture,
                   gconstpointer  user_data)
{
  g_autofree char *id = NULL;
  g_autofree char *body = g_strdup_printf ("{\"video_url\":\"%s/again.mp4\"}",
                                           test_http_get_base (fixture->http));

  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  answer_done (fixture);
  runner_fixture_answer (fixture, GONE, "gone");
  runner_fixture_answer (fixture, OK, body);
  answer_media (fixture, "h264.mp4");
  id = create (fixture);
  assert_home (fixture, id);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 3), "GET /videos/v1/content "));
}

static void
test_dead_link_keeps_job (RunnerFixture *fixture,
                          gconstpointer  user_data)
{
  g_autoptr (TroupeVideo) video = NULL;
  g_autofree char *id = NULL;

  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  answer_done (fixture);
  runner_fixture_answer (fixture, GONE, "gone");
  runner_fixture_answer (fixture, GONE, "gone");
  id = create (fixture);
  video = load (fixture, id);
  g_assert_cmpint (troupe_video_get_state (video), ==, TROUPE_VIDEO_STATE_MISSING);
  g_assert_nonnull (troupe_video_get_problem (video));
  g_assert_null (troupe_video_get_file (video));

  answer_done (fixture);
  answer_media (fixture, "h264.mp4");
  refetch (fixture, id);
  assert_home (fixture, id);
}

/* What is no video is none, whatever the server calls it; it can be fetched again. */
static void
test_no_video_keeps_job (RunnerFixture *fixture,
                         gconstpointer  user_data)
{
  g_autoptr (TroupeVideo) video = NULL;
  g_autofree char *id = NULL;

  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  answer_done (fixture);
  answer_media (fixture, "text.mp4");
  id = create (fixture);
  video = load (fixture, id);
  g_assert_cmpint (troupe_video_get_state (video), ==, TROUPE_VIDEO_STATE_MISSING);
  g_assert_cmpint (troupe_video_get_problem (video)->code, ==, TROUPE_CLIP_ERROR_NOT_MEDIA);
  g_assert_true (g_str_has_prefix (troupe_video_get_problem (video)->message, "what Own sent: "));
  g_assert_null (troupe_video_get_file (video));

  answer_done (fixture);
  answer_media (fixture, "h264.mp4");
  refetch (fixture, id);
  assert_home (fixture, id);
}

static void
test_lost_is_not_sent_again (RunnerFixture *fixture,
                             gconstpointer  user_data)
{
  g_autofree char *id = create (fixture);
  g_autoptr (TroupeVideo) video = load (fixture, id);

  g_assert_cmpint (troupe_video_get_state (video), ==, TROUPE_VIDEO_STATE_UNKNOWN);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
  runner_fixture_restart (fixture);
  refetch (fixture, id);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

static void
test_failed (RunnerFixture *fixture,
             gconstpointer  user_data)
{
  g_autoptr (TroupeVideo) video = NULL;
  g_autofree char *id = NULL;

  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  runner_fixture_answer (fixture, OK, "{\"status\":\"failed\",\"error\":{\"message\":\"A face.\"}}");
  id = create (fixture);
  video = load (fixture, id);
  g_assert_cmpint (troupe_video_get_state (video), ==, TROUPE_VIDEO_STATE_FAILED);
  g_assert_cmpstr (troupe_video_get_problem (video)->said, ==, "A face.");
}

static gboolean
rewind_in_owner (TroupeConnection *connection,
                 gpointer          data,
                 GError          **error)
{
  return troupe_connection_execute (connection, error, "UPDATE jobs SET state = ?1", "t", data) &&
         troupe_connection_execute (connection, error, "UPDATE videos SET file = NULL", "");
}

static void
test_goes_on_after_restart (RunnerFixture *fixture,
                            gconstpointer  user_data)
{
  static const char *const states[] = { "accepted", "running", "fetching" };
  g_autofree char *id = NULL;

  runner_fixture_answer (fixture, OK, "{\"id\":\"v1\"}");
  answer_done (fixture);
  answer_media (fixture, "h264.mp4");
  id = create (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      const guint n_asked = test_http_get_n_asked (fixture->http);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", states[i]);
      test_library_write (fixture->library, rewind_in_owner, (gpointer) states[i], &error);
      g_assert_no_error (error);
      answer_done (fixture);
      answer_media (fixture, "h264.mp4");
      runner_fixture_restart (fixture);
      assert_home (fixture, id);
      g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, n_asked + 2);
    }
}

static void
make_character (RunnerFixture *fixture,
                TroupeSource   source,
                const char    *alias)
{
  g_autoptr (TroupeCharacterDraft) draft = runner_fixture_new_draft (fixture, source);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TroupeCharacter) character = NULL;
  g_autoptr (GError) error = NULL;

  draft->alias = g_strdup (alias);
  troupe_runner_create_character_async (fixture->runner, draft, NULL, test_result_cb, &result);
  test_wait_until (result != NULL);
  character = troupe_runner_create_character_finish (fixture->runner, result, &error);
  g_assert_no_error (error);
  runner_fixture_wait (fixture);
  g_assert_cmpint (troupe_character_get_state (character), ==, TROUPE_CHARACTER_STATE_READY);
}

/* Nothing is uploaded for a character whose clip the provider can fetch itself: nor where it cannot, as nobody was told. */
static void
test_cast_by_address (RunnerFixture *fixture,
                      gconstpointer  user_data)
{
  g_autofree char *whole = g_strdup_printf ("{\"url\":\"%s\",\"range\":\"1,2\"}", fixture->address);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  guint n_looked;

  make_character (fixture, TROUPE_SOURCE_URL, "Ada");
  n_looked = test_http_get_n_asked (fixture->media);
  runner_fixture_answer (fixture, REFUSED, "{}");
  first = begin (fixture, troupe_video_draft_new ("own", "@Ada waves"));
  runner_fixture_wait (fixture);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 0), whole));
  g_assert_cmpuint (test_http_get_n_asked (fixture->media), >, n_looked);    /* it was looked at */

  for (guint i = 0; i < 2; i++)    /* HEAD and GET */
    test_http_answer (fixture->media, "HTTP/1.1 404 Not Found", "", 0);
  second = begin (fixture, troupe_video_draft_new ("own", "@Ada waves"));
  runner_fixture_wait (fixture);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
}

/* Each upload is known before anything else happens: none stays when the next one fails. */
static void
test_all_uploads_are_deleted (RunnerFixture *fixture,
                              gconstpointer  user_data)
{
  g_autofree char *id = NULL;
  g_autoptr (TroupeVideo) video = NULL;

  make_character (fixture, TROUPE_SOURCE_FILE, "Ada");
  make_character (fixture, TROUPE_SOURCE_FILE, "Bob");
  runner_fixture_take_upload (fixture, "1");
  runner_fixture_take_upload (fixture, "2");
  test_http_answer_otherwise (fixture->media, "HTTP/1.1 403 Forbidden", "");
  runner_fixture_answer (fixture, "HTTP/1.1 500 Internal Server Error", "");
  runner_fixture_answer (fixture, OK, "{}");
  id = begin (fixture, troupe_video_draft_new ("own", "@Ada and @Bob"));
  runner_fixture_wait (fixture);
  video = load (fixture, id);
  g_assert_cmpint (troupe_video_get_state (video), ==, TROUPE_VIDEO_STATE_FAILED);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 4);    /* nothing was paid */
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 2), "DELETE /upload/1 "));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 3), "DELETE /upload/2 "));

  runner_fixture_answer (fixture, OK, "{}");    /* what could not be deleted is tried again */
  runner_fixture_restart (fixture);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 5);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 4), "DELETE /upload/1 "));
  runner_fixture_restart (fixture);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 5);
}

static gboolean
read_clip (TroupeConnection *connection,
           gpointer          data,
           GError          **error)
{
  g_autoptr (TroupeRows) rows = NULL;
  char **clip = data;

  rows = troupe_connection_query (connection, error,
                                  "SELECT json_extract (draft, '$.cast[0].clip') FROM jobs"
                                  " WHERE video_id IS NOT NULL", "");
  if (rows == NULL || !troupe_rows_next (rows, error))
    return FALSE;
  *clip = g_strdup (troupe_rows_get_text (rows, 0));
  return TRUE;
}

static char *
dup_first_clip (RunnerFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *clip = NULL;

  test_library_write (fixture->library, read_clip, &clip, &error);
  g_assert_no_error (error);
  return clip;
}

/* Where a process that was killed between the first upload and the second left its job */
static gboolean
interrupt_in_owner (TroupeConnection *connection,
                    gpointer          data,
                    GError          **error)
{
  return troupe_connection_execute (connection, error,
                                    "UPDATE jobs SET state = 'publishing', published = ?1"
                                    " WHERE video_id IS NOT NULL", "t", data);
}

static void
test_uploads_are_used_after_restart (RunnerFixture *fixture,
                                     gconstpointer  user_data)
{
  g_autoptr (GPtrArray) uploads = troupe_upload_list_new ();
  g_autofree char *ada = NULL;
  g_autofree char *id = NULL;
  g_autofree char *published = NULL;
  g_autoptr (GError) error = NULL;
  TroupeUpload *upload;

  make_character (fixture, TROUPE_SOURCE_FILE, "Ada");
  make_character (fixture, TROUPE_SOURCE_FILE, "Bob");
  runner_fixture_answer (fixture, REFUSED, "{}");    /* of the first upload */
  id = begin (fixture, troupe_video_draft_new ("own", "@Ada and @Bob"));
  runner_fixture_wait (fixture);

  ada = dup_first_clip (fixture);
  upload = troupe_upload_new (fixture->address, test_http_get_base (fixture->http), NULL, "old", 0);
  upload->what = g_strdup (ada);
  g_ptr_array_add (uploads, upload);
  published = troupe_upload_list_to_json (uploads, FALSE, NULL);
  test_library_write (fixture->library, interrupt_in_owner, published, &error);
  g_assert_no_error (error);

  runner_fixture_take_upload (fixture, "2");
  runner_fixture_answer (fixture, REFUSED, "{}");
  runner_fixture_answer (fixture, OK, "{}");
  runner_fixture_answer (fixture, OK, "{}");
  runner_fixture_restart (fixture);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 5);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 1), "POST /upload "));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 2), "/clip.mp4?sig=a%2Fb"));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 3), "DELETE /upload/old "));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 4), "DELETE /upload/2 "));
}

static void
progress_cb (TroupeRunner *runner,
             const char   *id,
             double        progress,
             double       *furthest)
{
  *furthest = MAX (*furthest, progress);
}

/* An upload tells how far it is, and stops when nobody wants it any more. */
static void
test_upload_is_cancelled (RunnerFixture *fixture,
                          gconstpointer  user_data)
{
  g_autofree char *id = NULL;
  g_autoptr (TroupeVideo) video = NULL;
  double furthest = 0;

  make_character (fixture, TROUPE_SOURCE_FILE, "Ada");
  test_http_hang (fixture->http);
  g_signal_connect (fixture->runner, "progress", G_CALLBACK (progress_cb), &furthest);
  id = begin (fixture, troupe_video_draft_new ("own", "@Ada waves"));
  test_wait_until (furthest > 0.59);    /* all of it was sent */
  g_assert_true (troupe_runner_cancel (fixture->runner, id));
  runner_fixture_wait (fixture);
  video = load (fixture, id);
  g_assert_cmpint (troupe_video_get_state (video), ==, TROUPE_VIDEO_STATE_STOPPED);
  g_assert_cmpuint (test_http_get_n_asked (fixture->http), ==, 1);
  test_http_let_go (fixture->http);
}

/* A picture gets an address where the provider only takes one, or has one already. */
static void
test_reference (RunnerFixture *fixture,
                gconstpointer  user_data)
{
  g_autofree char *path = test_dir_build (fixture->dir, "a.png");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  TroupeVideoDraft *draft = troupe_video_draft_new ("own", "A fox");
  const char *request;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (fixture->picture, NULL),
                                      (gssize) g_bytes_get_size (fixture->picture), NULL));
  draft->reference = g_strdup (path);
  runner_fixture_take_upload (fixture, "1");
  runner_fixture_answer (fixture, REFUSED, "{}");
  runner_fixture_answer (fixture, OK, "{}");
  first = begin (fixture, draft);
  runner_fixture_wait (fixture);
  request = test_http_get_request (fixture->http, 0);
  g_assert_nonnull (strstr (request, "filename=\"reference.png\""));
  g_assert_nonnull (strstr (request, "Content-Type: image/png"));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 1), "\"image\":\"http://127.0.0.1:"));
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 2), "DELETE /upload/1 "));

  draft = troupe_video_draft_new ("own", "A fox");
  draft->reference = g_strdup (fixture->address);
  runner_fixture_answer (fixture, REFUSED, "{}");
  second = begin (fixture, draft);
  runner_fixture_wait (fixture);
  g_assert_nonnull (strstr (test_http_get_request (fixture->http, 3), "/clip.mp4?sig=a%2Fb\""));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gst_init (NULL, NULL);
#define ADD(path, function) \
        g_test_add (path, RunnerFixture, profile_text, runner_fixture_set_up, function, \
                    runner_fixture_tear_down)
  ADD ("/runner-video/direct-link", test_direct_link);
  ADD ("/runner-video/remix", test_remix);
  ADD ("/runner-video/content-call", test_content_call);
  ADD ("/runner-video/dead-link-keeps-job", test_dead_link_keeps_job);
  ADD ("/runner-video/no-video-keeps-job", test_no_video_keeps_job);
  ADD ("/runner-video/lost-is-not-sent-again", test_lost_is_not_sent_again);
  ADD ("/runner-video/failed", test_failed);
  ADD ("/runner-video/goes-on-after-restart", test_goes_on_after_restart);
#undef ADD
#define ADD(path, function) \
        g_test_add (path, RunnerFixture, inline_profile, runner_fixture_set_up, function, \
                    runner_fixture_tear_down)
  ADD ("/runner-video/cast-by-address", test_cast_by_address);
  ADD ("/runner-video/uploads/are-all-deleted", test_all_uploads_are_deleted);
  ADD ("/runner-video/uploads/are-used-after-restart", test_uploads_are_used_after_restart);
  ADD ("/runner-video/uploads/are-cancelled", test_upload_is_cancelled);
  ADD ("/runner-video/reference", test_reference);
#undef ADD
  return g_test_run ();
}
