/* SPDX-FileCopyrightText: 2026 The Troupe contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-studio-call.h"

#include <string.h>

#include "troupe-studio-breakage.h"
#include "troupe-studio-range.h"

struct _TroupeStudioCall
{
  GObject                    parent_instance;

  /* Owned */
  char                      *route;
  GHashTable                *segments;    /* name -> text */
  TroupeStudioIntake        *intake;
  SoupServerMessage         *message;     /* from begin to the answer */
  TroupeStudioLedger        *ledger;
  GBytes                    *body;        /* of the answer */

  /* Borrowed; all outlive the calls */
  const TroupeStudioBase    *base;
  const TroupeStudioVoice   *voice;
  const TroupeStudioFault   *fault;
  gpointer                   user_data;

  guint                      status;
};

G_DEFINE_FINAL_TYPE (TroupeStudioCall, troupe_studio_call, G_TYPE_OBJECT)

static void
apply_fault (TroupeStudioCall *self)
{
  SoupMessageHeaders *response = soup_server_message_get_response_headers (self->message);
  g_autoptr (GList) names = NULL;

  if (self->fault->status != 0)
    self->status = self->fault->status;
  if (self->fault->body != NULL)
    {
      g_bytes_unref (self->body);
      self->body = g_bytes_ref (self->fault->body);
    }
  if (self->fault->content_type != NULL)
    soup_message_headers_replace (response, "Content-Type", self->fault->content_type);
  if (self->fault->headers != NULL)
    names = json_object_get_members (self->fault->headers);
  for (GList *l = names; l != NULL; l = l->next)
    soup_message_headers_replace (response, l->data,
                                  json_object_get_string_member (self->fault->headers, l->data));
}

static void
send_answer (TroupeStudioCall *self)
{
  soup_server_message_set_status (self->message, self->status, NULL);
  if (g_bytes_get_size (self->body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (self->message),
                                    self->body);
  soup_server_message_unpause (self->message);
}

static void
deliver (TroupeStudioCall *self)
{
  TroupeStudioFaultKind kind = self->fault == NULL ? TROUPE_STUDIO_FAULT_ANSWER
                                                   : self->fault->kind;
  guint counted = TROUPE_STUDIO_LEDGER_NO_ANSWER;

  switch (kind)
    {
    case TROUPE_STUDIO_FAULT_ANSWER:
      counted = self->status;
      if (self->fault == NULL || self->fault->truncate < 0)
        send_answer (self);
      else
        troupe_studio_breakage_truncate (self->message, self->status, self->body,
                                         (gsize) self->fault->truncate);
      break;
    case TROUPE_STUDIO_FAULT_DROP_BEFORE:
    case TROUPE_STUDIO_FAULT_DROP_AFTER:
      troupe_studio_breakage_hang_up (self->message);
      break;
    case TROUPE_STUDIO_FAULT_HANG:
      /* The message stays paused, the server keeps its connection open. */
      break;
    }
  troupe_studio_ledger_count_answer (self->ledger, self->route, counted);
  g_clear_object (&self->message);
}

static gboolean
delay_over_cb (gpointer user_data)
{
  deliver (user_data);
  return G_SOURCE_REMOVE;
}

static void
troupe_studio_call_finalize (GObject *object)
{
  TroupeStudioCall *self = TROUPE_STUDIO_CALL (object);

  g_clear_pointer (&self->route, g_free);
  g_clear_pointer (&self->segments, g_hash_table_unref);
  g_clear_object (&self->intake);
  g_clear_object (&self->message);
  g_clear_object (&self->ledger);
  g_clear_pointer (&self->body, g_bytes_unref);
  G_OBJECT_CLASS (troupe_studio_call_parent_class)->finalize (object);
}

static void
troupe_studio_call_class_init (TroupeStudioCallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = troupe_studio_call_finalize;
}

static void
troupe_studio_call_init (TroupeStudioCall *self)
{
}

/**
 * troupe_studio_call_new:
 * @route: method and path pattern, as the ledger names it
 * @base: where the route is
 * @voice: what is spoken there
 * @user_data: what the handlers work with
 * @segments: (transfer full) (element-type utf8 utf8): what the braces of the pattern stood for
 * @intake: takes in the body
 *
 * Makes a call for a request whose body is still to come.
 *
 * Returns: (transfer full): the call
 */
TroupeStudioCall *
troupe_studio_call_new (const char              *route,
                        const TroupeStudioBase  *base,
                        const TroupeStudioVoice *voice,
                        gpointer                 user_data,
                        GHashTable              *segments,
                        TroupeStudioIntake      *intake)
{
  TroupeStudioCall *self = g_object_new (TROUPE_TYPE_STUDIO_CALL, NULL);

  self->route = g_strdup (route);
  self->base = base;
  self->voice = voice;
  self->user_data = user_data;
  self->segments = segments;
  self->intake = g_object_ref (intake);
  return self;
}

/**
 * troupe_studio_call_begin:
 * @self: a call
 * @message: the request, all of it arrived
 * @ledger: counts the answer
 * @fault: (nullable): what is to go wrong
 *
 * Holds the connection until the answer is given.
 */
void
troupe_studio_call_begin (TroupeStudioCall        *self,
                          SoupServerMessage       *message,
                          TroupeStudioLedger      *ledger,
                          const TroupeStudioFault *fault)
{
  g_return_if_fail (TROUPE_IS_STUDIO_CALL (self));

  self->message = g_object_ref (message);
  self->ledger = g_object_ref (ledger);
  self->fault = fault;
  soup_server_message_pause (message);
}

/**
 * troupe_studio_call_get_intake:
 * @self: a call
 *
 * Gets what takes in the body.
 *
 * Returns: (transfer none): the intake
 */
TroupeStudioIntake *
troupe_studio_call_get_intake (TroupeStudioCall *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), NULL);

  return self->intake;
}

/**
 * troupe_studio_call_get_route:
 * @self: a call
 *
 * Gets method and path pattern.
 *
 * Returns: (transfer none): the route
 */
const char *
troupe_studio_call_get_route (TroupeStudioCall *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), NULL);

  return self->route;
}

/**
 * troupe_studio_call_get_base:
 * @self: a call
 *
 * Gets where the route is.
 *
 * Returns: (transfer none): the base
 */
const TroupeStudioBase *
troupe_studio_call_get_base (TroupeStudioCall *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), NULL);

  return self->base;
}

/**
 * troupe_studio_call_get_accent:
 * @self: a call
 *
 * Gets in what the dialect differs here.
 *
 * Returns: (transfer none) (nullable): a struct of the dialect's
 */
gconstpointer
troupe_studio_call_get_accent (TroupeStudioCall *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), NULL);

  return self->voice->accent;
}

/**
 * troupe_studio_call_get_user_data:
 * @self: a call
 *
 * Gets what was added to the server together with the route.
 *
 * Returns: (transfer none): the data
 */
gpointer
troupe_studio_call_get_user_data (TroupeStudioCall *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), NULL);

  return self->user_data;
}

/**
 * troupe_studio_call_get_segment:
 * @self: a call
 * @name: a name in braces of the path pattern
 *
 * Gets a part of the path, decoded.
 *
 * Returns: (transfer none): the text
 */
const char *
troupe_studio_call_get_segment (TroupeStudioCall *self,
                                const char       *name)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), NULL);

  return g_hash_table_lookup (self->segments, name);
}

/**
 * troupe_studio_call_dup_argument:
 * @self: a call
 * @name: a name
 *
 * Gets an argument of the query, decoded.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
troupe_studio_call_dup_argument (TroupeStudioCall *self,
                                 const char       *name)
{
  g_autoptr (GHashTable) arguments = NULL;
  const char *query;

  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), NULL);

  query = g_uri_get_query (troupe_studio_call_get_uri (self));
  if (query == NULL)
    return NULL;
  arguments = soup_form_decode (query);
  return g_strdup (g_hash_table_lookup (arguments, name));
}

/**
 * troupe_studio_call_get_uri:
 * @self: a call
 *
 * Gets the address that was asked for, its path and query still encoded.
 *
 * Returns: (transfer none): the address
 */
GUri *
troupe_studio_call_get_uri (TroupeStudioCall *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), NULL);

  return soup_server_message_get_uri (self->message);
}

/**
 * troupe_studio_call_get_header:
 * @self: a call
 * @name: a name
 *
 * Gets a header of the request.
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
troupe_studio_call_get_header (TroupeStudioCall *self,
                               const char       *name)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), NULL);

  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message),
                                       name);
}

/**
 * troupe_studio_call_dup_address:
 * @self: a call
 *
 * Tells under which address the client sees what is spoken here.
 *
 * Returns: (transfer full): scheme, host, port and the path of the base
 */
char *
troupe_studio_call_dup_address (TroupeStudioCall *self)
{
  GUri *uri;

  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), NULL);

  uri = troupe_studio_call_get_uri (self);
  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), self->base->path, NULL, NULL);
}

/**
 * troupe_studio_call_get_object:
 * @self: a call
 *
 * Gets the JSON object of the body.
 *
 * Returns: (transfer none) (nullable): the object, `NULL` for a form
 */
JsonObject *
troupe_studio_call_get_object (TroupeStudioCall *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), NULL);

  return troupe_studio_intake_get_object (self->intake);
}

/**
 * troupe_studio_call_get_form:
 * @self: a call
 *
 * Gets the form of the body.
 *
 * Returns: (transfer none) (nullable): the form, `NULL` for JSON
 */
TroupeStudioForm *
troupe_studio_call_get_form (TroupeStudioCall *self)
{
  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), NULL);

  return troupe_studio_intake_get_form (self->intake);
}

/**
 * troupe_studio_call_set_header:
 * @self: a call
 * @name: a name
 * @value: a value
 *
 * Sets a header of the answer that is still to come.
 */
void
troupe_studio_call_set_header (TroupeStudioCall *self,
                               const char       *name,
                               const char       *value)
{
  g_return_if_fail (TROUPE_IS_STUDIO_CALL (self));

  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), name,
                                value);
}

/**
 * troupe_studio_call_answer:
 * @self: a call
 * @status: an HTTP status
 * @media_type: the type of @body
 * @body: the body
 *
 * Gives the answer, spoiled when a fault says so.
 */
void
troupe_studio_call_answer (TroupeStudioCall *self,
                           guint             status,
                           const char       *media_type,
                           GBytes           *body)
{
  SoupMessageHeaders *response;

  g_return_if_fail (TROUPE_IS_STUDIO_CALL (self));
  g_return_if_fail (self->message != NULL);

  response = soup_server_message_get_response_headers (self->message);
  soup_message_headers_replace (response, "Content-Type", media_type);
  self->status = status;
  self->body = g_bytes_ref (body);
  if (self->fault != NULL)
    apply_fault (self);
  if (self->fault != NULL && self->fault->delay_ms > 0)
    g_timeout_add_full (G_PRIORITY_DEFAULT, self->fault->delay_ms, delay_over_cb,
                        g_object_ref (self), g_object_unref);
  else
    deliver (self);
}

/**
 * troupe_studio_call_answer_object:
 * @self: a call
 * @status: an HTTP status
 * @object: (transfer full): the body
 *
 * Answers with JSON.
 */
void
troupe_studio_call_answer_object (TroupeStudioCall *self,
                                  guint             status,
                                  JsonObject       *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GBytes) body = NULL;
  char *text;

  g_return_if_fail (TROUPE_IS_STUDIO_CALL (self));

  if (self->fault != NULL && self->fault->merge != NULL)
    {
      g_autoptr (GList) names = json_object_get_members (self->fault->merge);

      for (GList *l = names; l != NULL; l = l->next)
        json_object_set_member (object, l->data,
                                json_object_dup_member (self->fault->merge, l->data));
    }
  json_node_take_object (node, object);
  text = json_to_string (node, FALSE);
  body = g_bytes_new_take (text, strlen (text));
  troupe_studio_call_answer (self, status, "application/json", body);
}

/**
 * troupe_studio_call_answer_file:
 * @self: a call
 * @file: a file that nobody changes any more
 * @media_type: its type
 *
 * Answers with a file, or the range of it that was asked for.
 *
 * Returns: whether there is such a file; nothing is answered when not
 */
gboolean
troupe_studio_call_answer_file (TroupeStudioCall *self,
                                GFile            *file,
                                const char       *media_type)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GMappedFile) mapping = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) part = NULL;
  g_autofree char *tag = NULL;
  guint status = SOUP_STATUS_OK;

  g_return_val_if_fail (TROUPE_IS_STUDIO_CALL (self), FALSE);

  if (mapping == NULL)
    return FALSE;
  whole = g_mapped_file_get_bytes (mapping);
  tag = troupe_studio_range_dup_tag (path, g_bytes_get_size (whole));
  part = troupe_studio_range_cut (self->message, whole, tag, &status);
  troupe_studio_call_answer (self, status, media_type, part);
  return TRUE;
}

/**
 * troupe_studio_call_refuse:
 * @self: a call
 * @param: the parameter that is wrong, "" for none
 * @code: what is wrong with it
 * @format: a sentence; with `TROUPE_STUDIO_ERROR_MODEL` only the name of the model
 * @...: what stands in it
 *
 * Refuses the call in the words of its dialect.
 */
void
troupe_studio_call_refuse (TroupeStudioCall *self,
                           const char       *param,
                           TroupeStudioError code,
                           const char       *format,
                           ...)
{
  g_autoptr (GError) error = NULL;
  va_list arguments;

  g_return_if_fail (TROUPE_IS_STUDIO_CALL (self));

  va_start (arguments, format);
  error = g_error_new_valist (TROUPE_STUDIO_ERROR, (int) code, format, arguments);
  va_end (arguments);
  self->voice->dialect->refuse (self, param, error);
}

/**
 * troupe_studio_call_refuse_error:
 * @self: a call
 * @param: the parameter that is wrong, "" for none
 * @error: what is wrong
 *
 * Refuses the call in the words of its dialect.
 */
void
troupe_studio_call_refuse_error (TroupeStudioCall *self,
                                 const char       *param,
                                 const GError     *error)
{
  g_return_if_fail (TROUPE_IS_STUDIO_CALL (self));

  self->voice->dialect->refuse (self, param, error);
}
