/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-character-draft.h"
#include "troupe-clip-error.h"
#include "troupe-provider-error.h"
#include "troupe-way.h"

#define SECOND G_GUINT64_CONSTANT (1000000000)
#define ALL "\"file\", \"url\", \"task\""

static const char profile_text[] =
  "{ \"format\": 1, \"id\": \"test\", \"name\": \"Test\", \"summary\": \"For tests.\","
  "  \"base\": \"https://api.example.org\","
  "  \"auth\": { \"header\": \"Authorization\", \"prefix\": \"Bearer \" },"
  "  \"life\": { \"state\": \"active\" },"
  "  \"clip\": { \"span\": { \"min\": 1, \"max\": 3, \"step\": STEP },"
  "              \"sources\": [SOURCES], \"short_edge\": 720 },"
  "  \"mention\": { \"template\": \"@{username} \", \"max\": 2 },"
  "  \"calls\": {"
  "    \"create-character\": { \"method\": \"POST\", \"path\": \"/characters\","
  "      \"encoding\": \"multipart-with-file\","
  "      \"body\": { \"url\": \"{clip.url}\", \"from_task\": \"{clip.task}\","
  "                \"clip\": \"{clip.file}\", \"data\": \"{clip.data}\", \"timestamps\": \"{range.text}\" },"
  "      \"one_of\": [\"url\", \"from_task\", \"clip\", \"data\"],"
  "      \"answer\": { \"id\": [\"$.id\"], \"username\": [\"$.username\"] } } UPLOAD } }";

static const char upload_text[] =
  ", \"upload\": { \"method\": \"POST\", \"path\": \"/files\", \"encoding\": \"multipart\","
  "  \"body\": { \"file\": \"{clip.file}\" }, \"answer\": { \"url\": [\"$.url\"] } }";

static TroupeProfile *
make_full_profile (const char *sources,
                   const char *step,
                   const char *upload)
{
  g_autoptr (GString) json = g_string_new (profile_text);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  TroupeProfile *profile;

  g_string_replace (json, "STEP", step, 1);
  g_string_replace (json, "SOURCES", sources, 1);
  g_string_replace (json, "UPLOAD", upload, 1);
  bytes = g_bytes_new (json->str, json->len);
  profile = troupe_profile_new (bytes, "test.json", &error);
  g_assert_no_error (error);
  return profile;
}

static TroupeProfile *
make_profile (const char *sources,
              const char *step)
{
  return make_full_profile (sources, step, "");
}

static TroupeProvider *
make_provider (const char *sources,
               const char *step)
{
  g_autoptr (TroupeProfile) profile = make_profile (sources, step);

  return troupe_provider_new (profile, NULL);
}

static TroupeCharacterDraft *
make_draft (TroupeClipKind kind,
            guint64        start_ns,
            guint64        end_ns)
{
  const TroupeClipFacts facts = { .duration_ns = 10 * SECOND };
  const char *uri = kind == TROUPE_CLIP_KIND_REMOTE ? "https://example.org/a.mp4" : "file:///a.mp4";
  g_autoptr (TroupeClip) clip = troupe_clip_new (uri, kind, "a", &facts);

  return troupe_character_draft_new (clip, &(TroupeRange) { start_ns, end_ns }, "test");
}

static void
test_new_follows_clip (void)
{
  g_autoptr (TroupeCharacterDraft) file = make_draft (TROUPE_CLIP_KIND_FILE, 0, SECOND);
  g_autoptr (TroupeCharacterDraft) remote = make_draft (TROUPE_CLIP_KIND_REMOTE, 0, SECOND);

  g_assert_cmpint (file->source, ==, TROUPE_SOURCE_FILE);
  g_assert_null (file->address);
  g_assert_cmpint (remote->source, ==, TROUPE_SOURCE_URL);
  g_assert_cmpstr (remote->address, ==, "https://example.org/a.mp4");
}

static void
test_copy_is_whole (void)
{
  g_autoptr (TroupeCharacterDraft) draft = make_draft (TROUPE_CLIP_KIND_REMOTE, 1, 2);
  g_autoptr (TroupeCharacterDraft) copy = NULL;

  draft->alias = g_strdup ("Anna");
  draft->task_id = g_strdup ("video_1");
  copy = troupe_character_draft_copy (draft);
  g_clear_pointer (&draft, troupe_character_draft_free);
  g_assert_cmpstr (copy->alias, ==, "Anna");
  g_assert_cmpstr (copy->task_id, ==, "video_1");
  g_assert_cmpstr (copy->address, ==, "https://example.org/a.mp4");
  g_assert_cmpstr (copy->provider_id, ==, "test");
  g_assert_cmpstr (troupe_clip_get_title (copy->clip), ==, "a");
  g_assert_cmpuint (copy->range.end_ns, ==, 2);
}

static void
test_choose_source (void)
{
  static const struct
  {
    const char    *name;
    const char    *sources;
    TroupeClipKind kind;
    const char    *task_id;
    TroupeSource   expected;
  } cases[] = {
    { "file to all", ALL, TROUPE_CLIP_KIND_FILE, NULL, TROUPE_SOURCE_FILE },
    { "remote to all", ALL, TROUPE_CLIP_KIND_REMOTE, NULL, TROUPE_SOURCE_URL },
    { "remote to files only", "\"file\"", TROUPE_CLIP_KIND_REMOTE, NULL, TROUPE_SOURCE_FILE },
    { "remote to tasks only", "\"task\"", TROUPE_CLIP_KIND_REMOTE, NULL, TROUPE_SOURCE_URL },
    { "file to addresses only", "\"url\"", TROUPE_CLIP_KIND_FILE, NULL, TROUPE_SOURCE_FILE },
    { "task", "\"url\", \"task\"", TROUPE_CLIP_KIND_REMOTE, "video_1", TROUPE_SOURCE_TASK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeProfile) profile = make_profile (cases[i].sources, "1");
      g_autoptr (TroupeCharacterDraft) draft = make_draft (cases[i].kind, 0, SECOND);

      g_test_message ("%s", cases[i].name);
      draft->task_id = g_strdup (cases[i].task_id);
      troupe_character_draft_choose_source (draft, profile);
      g_assert_cmpint (draft->source, ==, cases[i].expected);
    }
}

/* With the call, by the provider's own upload, by a host, by an address that was pasted. The host that clips usually go
 * to changes nothing in this order, one that was chosen does. */
static void
test_order_of_ways (void)
{
  static const struct
  {
    const char *name;
    const char *sources;
    const char *upload;
    const char *chosen_host;
    gboolean    has_usual_host;
    TroupeWay   expected;
  } cases[] = {
    { "file part", "\"url\", \"file\"", upload_text, NULL, TRUE, TROUPE_WAY_PART },
    { "file part, host chosen", "\"url\", \"file\"", upload_text, "mine", TRUE, TROUPE_WAY_PART },
    { "data URL", "\"url\", \"data\"", upload_text, NULL, TRUE, TROUPE_WAY_DATA },
    { "file part and data URL", "\"data\", \"file\"", "", NULL, TRUE, TROUPE_WAY_PART },
    { "upload", "\"url\"", upload_text, NULL, TRUE, TROUPE_WAY_UPLOAD },
    { "upload, host chosen", "\"url\"", upload_text, "mine", TRUE, TROUPE_WAY_HOST },
    { "host", "\"url\"", "", NULL, TRUE, TROUPE_WAY_HOST },
    { "address alone", "\"url\"", "", NULL, FALSE, TROUPE_WAY_NONE },
    { "tasks alone", "\"task\"", "", NULL, TRUE, TROUPE_WAY_NONE },
  };
  g_autoptr (TroupeHost) usual = troupe_host_new ("usual", "Usual", troupe_host_kind_find ("folder"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeProfile) profile = make_full_profile (cases[i].sources, "1", cases[i].upload);
      g_autoptr (TroupeCharacterDraft) draft = make_draft (TROUPE_CLIP_KIND_FILE, 0, SECOND);

      g_test_message ("%s", cases[i].name);
      draft->host_id = g_strdup (cases[i].chosen_host);
      troupe_character_draft_choose_source (draft, profile);
      troupe_character_draft_choose_host (draft, profile, cases[i].has_usual_host ? usual : NULL);
      g_assert_cmpint (troupe_way_choose (profile, draft->source, draft->host_id), ==, cases[i].expected);
      if (cases[i].expected == TROUPE_WAY_HOST)
        g_assert_cmpstr (draft->host_id, ==, cases[i].chosen_host != NULL ? "mine" : "usual");
    }
}

static void
test_range_text (void)
{
  static const struct
  {
    const char    *name;
    const char    *step;
    TroupeClipKind kind;
    guint64        start_ns;
    guint64        end_ns;
    const char    *expected;
  } cases[] = {
    { "address", "1", TROUPE_CLIP_KIND_REMOTE, 4 * SECOND, 6 * SECOND, "4,6" },
    { "file from 0", "1", TROUPE_CLIP_KIND_FILE, 4 * SECOND + 1, 6 * SECOND + 1, "0,2" },
    { "decimals", "0.01", TROUPE_CLIP_KIND_REMOTE, SECOND / 4, SECOND * 5 / 4, "0.25,1.25" },
    { "decimals from 0", "0.01", TROUPE_CLIP_KIND_FILE, SECOND / 3, SECOND / 3 + SECOND * 5 / 4,
      "0,1.25" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeProvider) provider = make_provider ("\"file\", \"url\"", cases[i].step);
      g_autoptr (TroupeCharacterDraft) draft = NULL;
      g_autofree char *text = NULL;

      g_test_message ("%s", cases[i].name);
      draft = make_draft (cases[i].kind, cases[i].start_ns, cases[i].end_ns);
      text = troupe_character_draft_dup_range_text (draft, provider);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_check_accepts (void)
{
  g_autoptr (TroupeProvider) provider = make_provider (ALL, "1");
  g_autoptr (TroupeCharacterDraft) draft = make_draft (TROUPE_CLIP_KIND_REMOTE, 0, SECOND);
  const TroupeSource sources[] = { TROUPE_SOURCE_FILE, TROUPE_SOURCE_URL, TROUPE_SOURCE_TASK };

  draft->task_id = g_strdup ("video_1");
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autoptr (GError) error = NULL;

      draft->source = sources[i];
      g_assert_true (troupe_character_draft_check (draft, provider, &error));
      g_assert_no_error (error);
    }
}

static void
test_check_refuses_range (void)
{
  static const struct
  {
    const char *name;
    guint64     start_ns;
    guint64     end_ns;
  } cases[] = {
    { "too short", 0, SECOND - 1 },
    { "too long", 0, 4 * SECOND },
    { "beyond the end", 9 * SECOND, 11 * SECOND },
    { "backwards", 2 * SECOND, SECOND },
    { "off the grid", SECOND / 2, SECOND / 2 + SECOND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeProvider) provider = make_provider ("\"url\"", "1");
      g_autoptr (TroupeCharacterDraft) draft = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].name);
      draft = make_draft (TROUPE_CLIP_KIND_REMOTE, cases[i].start_ns, cases[i].end_ns);
      g_assert_false (troupe_character_draft_check (draft, provider, &error));
      g_assert_error (error, TROUPE_CLIP_ERROR, TROUPE_CLIP_ERROR_RANGE);
    }
}

static void
test_check_refuses_source (void)
{
  enum { SOURCE = TROUPE_PROVIDER_ERROR_SOURCE, VALUE = TROUPE_PROVIDER_ERROR_VALUE };
  static const struct
  {
    const char         *name;
    const char         *sources;
    TroupeSource        source;
    const char         *address;
    const char         *task_id;
    int                 code;
  } cases[] = {
    { "file", "\"url\"", TROUPE_SOURCE_FILE, NULL, NULL, SOURCE },
    { "address", "\"task\"", TROUPE_SOURCE_URL, "https://x.example/a", NULL, SOURCE },
    { "task", "\"url\"", TROUPE_SOURCE_TASK, NULL, "video_1", SOURCE },
    { "no address", "\"url\"", TROUPE_SOURCE_URL, NULL, NULL, VALUE },
    { "address of a file", "\"url\"", TROUPE_SOURCE_URL, "file:///a", NULL, VALUE },
    { "address without host", "\"url\"", TROUPE_SOURCE_URL, "https:///a", NULL, VALUE },
    { "words", "\"url\"", TROUPE_SOURCE_URL, "my video", NULL, VALUE },
    { "no task", "\"task\"", TROUPE_SOURCE_TASK, NULL, NULL, VALUE },
    { "empty task", "\"task\"", TROUPE_SOURCE_TASK, NULL, "", VALUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TroupeProvider) provider = make_provider (cases[i].sources, "1");
      g_autoptr (TroupeCharacterDraft) draft = make_draft (TROUPE_CLIP_KIND_FILE, 0, SECOND);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].name);
      draft->source = cases[i].source;
      draft->address = g_strdup (cases[i].address);
      draft->task_id = g_strdup (cases[i].task_id);
      g_assert_false (troupe_character_draft_check (draft, provider, &error));
      g_assert_error (error, TROUPE_PROVIDER_ERROR, cases[i].code);
      g_assert_true (g_str_has_prefix (error->message, "Test: "));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/character-draft/new/follows-clip", test_new_follows_clip);
  g_test_add_func ("/character-draft/copy/is-whole", test_copy_is_whole);
  g_test_add_func ("/character-draft/choose-source", test_choose_source);
  g_test_add_func ("/character-draft/order-of-ways", test_order_of_ways);
  g_test_add_func ("/character-draft/range-text", test_range_text);
  g_test_add_func ("/character-draft/check/accepts", test_check_accepts);
  g_test_add_func ("/character-draft/check/refuses-range", test_check_refuses_range);
  g_test_add_func ("/character-draft/check/refuses-source", test_check_refuses_source);
  return g_test_run ();
}
