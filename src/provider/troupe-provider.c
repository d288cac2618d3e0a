/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-provider.h"

#include "troupe-keys.h"
#include "troupe-origin.h"
#include "troupe-provider-error.h"

#define NS_PER_CENTISECOND G_GUINT64_CONSTANT (10000000)    /* no span has more than two decimals */
#define MOST_JOBS 100                                       /* the same */
#define MOST_NS (G_GUINT64_CONSTANT (600) * 1000000000)     /* as in the schema of profiles */

struct _TroupeProvider
{
  GObject        parent_instance;

  /* Owned */
  TroupeProfile *profile;
  char          *id;
  char          *name;       /* NULL: that of the profile */
  char          *base;       /* NULL: a builtin provider that has not been started, or none was entered */

  guint64        longest_ns;    /* 0: as the profile says */
  guint64        step_ns;       /* 0: as the profile says */
  guint          jobs_at_once;  /* 0: as the profile says */
  gboolean       enabled;
};

static void troupe_provider_key_owner_init (TroupeKeyOwnerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TroupeProvider, troupe_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TROUPE_TYPE_KEY_OWNER, troupe_provider_key_owner_init))

enum
{
  PROP_0, PROP_ID, PROP_NAME, PROP_PROFILE, PROP_BASE, PROP_LONGEST_NS, PROP_STEP_NS,
  PROP_JOBS_AT_ONCE, PROP_ENABLED, N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
troupe_provider_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TroupeProvider *self = TROUPE_PROVIDER (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, troupe_provider_get_id (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, troupe_provider_get_name (self));
      break;
    case PROP_PROFILE:
      g_value_set_object (value, troupe_provider_get_profile (self));
      break;
    case PROP_BASE:
      g_value_set_string (value, troupe_provider_get_base (self));
      break;
    case PROP_LONGEST_NS:
      g_value_set_uint64 (value, troupe_provider_get_longest_ns (self));
      break;
    case PROP_STEP_NS:
      g_value_set_uint64 (value, troupe_provider_get_step_ns (self));
      break;
    case PROP_JOBS_AT_ONCE:
      g_value_set_uint (value, troupe_provider_get_jobs_at_once (self));
      break;
    case PROP_ENABLED:
      g_value_set_boolean (value, troupe_provider_is_enabled (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
troupe_provider_dispose (GObject *object)
{
  TroupeProvider *self = TROUPE_PROVIDER (object);

  g_clear_object (&self->profile);
  G_OBJECT_CLASS (troupe_provider_parent_class)->dispose (object);
}

static void
troupe_provider_finalize (GObject *object)
{
  TroupeProvider *self = TROUPE_PROVIDER (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->base, g_free);
  G_OBJECT_CLASS (troupe_provider_parent_class)->finalize (object);
}

static void
troupe_provider_class_init (TroupeProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = troupe_provider_get_property;
  object_class->dispose = troupe_provider_dispose;
  object_class->finalize = troupe_provider_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_PROFILE] = g_param_spec_object ("profile", NULL, NULL, TROUPE_TYPE_PROFILE, flags);
  properties[PROP_BASE] = g_param_spec_string ("base", NULL, NULL, NULL, flags);
  properties[PROP_LONGEST_NS] = g_param_spec_uint64 ("longest-ns", NULL, NULL, 0, MOST_NS, 0, flags);
  properties[PROP_STEP_NS] = g_param_spec_uint64 ("step-ns", NULL, NULL, 0, MOST_NS, 0, flags);
  properties[PROP_JOBS_AT_ONCE] = g_param_spec_uint ("jobs-at-once", NULL, NULL, 1, MOST_JOBS, 1, flags);
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static char *
troupe_provider_dup_origin (TroupeKeyOwner *owner)
{
  TroupeProvider *self = TROUPE_PROVIDER (owner);
  g_autoptr (GUri) uri = self->base != NULL ? troupe_origin_parse_address (self->base, NULL) : NULL;

  return uri != NULL ? troupe_origin_dup_text (uri) : NULL;
}

static void
troupe_provider_key_owner_init (TroupeKeyOwnerInterface *iface)
{
  iface->kind = "provider";
  iface->variable = "TROUPE_KEY";
  iface->dup_origin = troupe_provider_dup_origin;
}

static void
troupe_provider_init (TroupeProvider *self)
{
  self->enabled = TRUE;
}

/**
 * troupe_provider_new:
 * @profile: how to talk to it
 * @id: (nullable): its name in files, commands and the library; `NULL` for that of the profile
 *
 * Makes an account at the base address that its profile suggests, with the limits of the profile.
 *
 * Returns: (transfer full): the provider
 */
TroupeProvider *
troupe_provider_new (TroupeProfile *profile,
                     const char    *id)
{
  TroupeProvider *self;

  g_return_val_if_fail (TROUPE_IS_PROFILE (profile), NULL);

  self = g_object_new (TROUPE_TYPE_PROVIDER, NULL);
  self->profile = g_object_ref (profile);
  self->id = g_strdup (id != NULL ? id : troupe_profile_get_id (profile));
  self->base = g_strdup (troupe_profile_get_base (profile));
  return self;
}

/**
 * troupe_provider_new_at:
 * @self: a provider
 * @base: a base address that it had
 *
 * Copies an account as far as requests are concerned. What is sent for the copy goes to @base, with the key that was
 * entered for there, whatever address @self has meanwhile.
 *
 * Returns: (transfer full): the copy
 */
TroupeProvider *
troupe_provider_new_at (TroupeProvider *self,
                        const char     *base)
{
  TroupeProvider *copy;

  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (base != NULL, NULL);

  copy = troupe_provider_new (self->profile, self->id);
  g_set_str (&copy->name, self->name);
  g_set_str (&copy->base, base);
  return copy;
}

/**
 * troupe_provider_get_id:
 * @self: a provider
 *
 * Gets the name of the provider in files, commands and the library.
 *
 * Returns: (transfer none): lower-case letters, digits and hyphens
 */
const char *
troupe_provider_get_id (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), NULL);
  return self->id;
}

/**
 * troupe_provider_get_name:
 * @self: a provider
 *
 * Gets the name a person knows: their own, or that of the profile.
 *
 * Returns: (transfer none): one line
 */
const char *
troupe_provider_get_name (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), NULL);
  return self->name != NULL ? self->name : troupe_profile_get_name (self->profile);
}

static char *
dup_line (const char *text)
{
  g_autofree char *line = g_strdup (text);

  for (char *p = line; p != NULL && *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  return line != NULL ? g_strdup (g_strstrip (line)) : NULL;
}

/**
 * troupe_provider_set_name:
 * @self: a provider
 * @name: (nullable): a name of the person's own; `NULL`, blanks and the name of the profile stand for that of
 *   the profile
 *
 * Sets the name a person knows.
 */
void
troupe_provider_set_name (TroupeProvider *self,
                          const char     *name)
{
  g_autofree char *line = dup_line (name);

  g_return_if_fail (TROUPE_IS_PROVIDER (self));

  if (g_strcmp0 (line, "") == 0 || g_strcmp0 (line, troupe_profile_get_name (self->profile)) == 0)
    g_clear_pointer (&line, g_free);
  if (g_set_str (&self->name, line))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * troupe_provider_has_own_name:
 * @self: a provider
 *
 * Says whether the person gave it another name than its profile has.
 *
 * Returns: `TRUE` for a name of the person's own
 */
gboolean
troupe_provider_has_own_name (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), FALSE);
  return self->name != NULL;
}

/**
 * troupe_provider_get_profile:
 * @self: a provider
 *
 * Gets how to talk to the provider.
 *
 * Returns: (transfer none): its profile
 */
TroupeProfile *
troupe_provider_get_profile (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), NULL);
  return self->profile;
}

/**
 * troupe_provider_get_base:
 * @self: a provider
 *
 * Gets the address that the paths of calls are appended to.
 *
 * Returns: (transfer none) (nullable): the base without a slash or `/v1` at its end; `NULL` for a builtin
 *   provider until troupe_client_ready_async() has started it, and for a profile without one until the person
 *   entered it
 */
const char *
troupe_provider_get_base (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), NULL);
  return self->base;
}

/**
 * troupe_provider_set_base:
 * @self: a provider
 * @base: (nullable): an address as a person types it, or `NULL` for the one of the profile
 *
 * Sets the address that the paths of calls are appended to, in its normal form.
 *
 * Fails with `TROUPE_PROVIDER_ERROR_VALUE` when @base is no https address, nor http on this computer; the
 * base stays as it was.
 *
 * Returns: whether @base could be used
 */
gboolean
troupe_provider_set_base (TroupeProvider *self,
                          const char     *base,
                          GError        **error)
{
  g_autofree char *normal = NULL;
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), FALSE);

  normal = base != NULL ? troupe_origin_normalize_base (base, &problem)
                        : g_strdup (troupe_profile_get_base (self->profile));
  if (problem != NULL)
    {
      g_set_error (error, TROUPE_PROVIDER_ERROR, TROUPE_PROVIDER_ERROR_VALUE,
                   "base address of %s: %s", troupe_provider_get_id (self), problem->message);
      return FALSE;
    }
  if (g_set_str (&self->base, normal))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE]);
      g_signal_emit_by_name (self, "key-changed");
    }
  return TRUE;
}

/**
 * troupe_provider_owns:
 * @self: a provider
 * @uri: an address from troupe_origin_parse_address()
 *
 * Says whether the key may be sent to an address: only to scheme, host and port of the base and, while that
 * is the profile's own, of the profile's other origins.
 *
 * Returns: `TRUE` for the provider's own origins
 */
gboolean
troupe_provider_owns (TroupeProvider *self,
                      GUri           *uri)
{
  g_autoptr (GUri) base = NULL;

  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (uri != NULL, FALSE);

  if (self->base != NULL)
    base = troupe_origin_parse_address (self->base, NULL);
  if (base == NULL)
    return FALSE;
  return troupe_origin_equal (base, uri) ||
         (g_strcmp0 (self->base, troupe_profile_get_base (self->profile)) == 0 &&
          troupe_profile_owns (self->profile, uri));
}

/**
 * troupe_provider_dup_other_origins:
 * @self: a provider
 *
 * Gets the addresses besides its base to which its key is sent as well, see troupe_provider_owns().
 *
 * Returns: (transfer full): the addresses, none where the base is the person's own
 */
GStrv
troupe_provider_dup_other_origins (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), NULL);

  if (g_strcmp0 (self->base, troupe_profile_get_base (self->profile)) != 0)
    return g_new0 (char *, 1);
  return troupe_profile_dup_origins (self->profile);
}

/**
 * troupe_provider_get_longest_ns:
 * @self: a provider
 *
 * Gets the person's own limit of a range.
 *
 * Returns: the longest range, in nanoseconds, or 0 for what the profile says
 */
guint64
troupe_provider_get_longest_ns (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), 0);
  return self->longest_ns;
}

/**
 * troupe_provider_get_step_ns:
 * @self: a provider
 *
 * Gets the person's own step of a range.
 *
 * Returns: the smallest difference of two lengths, in nanoseconds, or 0 for what the profile says
 */
guint64
troupe_provider_get_step_ns (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), 0);
  return self->step_ns;
}

/* To hundredths, like the spans of profiles; what is no limit is none */
static guint64
round_limit (guint64 value_ns)
{
  return MIN (value_ns, MOST_NS) / NS_PER_CENTISECOND * NS_PER_CENTISECOND;
}

/**
 * troupe_provider_set_limits:
 * @self: a provider
 * @longest_ns: the longest range, in nanoseconds, or 0 for what the profile says
 * @step_ns: the smallest difference of two lengths, in nanoseconds, or 0 for what the profile says
 *
 * Sets what the person knows better than the profile: an account may have narrower limits, or wider ones.
 *
 * Both are cut to hundredths of a second and ten minutes.
 */
void
troupe_provider_set_limits (TroupeProvider *self,
                            guint64         longest_ns,
                            guint64         step_ns)
{
  g_return_if_fail (TROUPE_IS_PROVIDER (self));

  longest_ns = round_limit (longest_ns);
  step_ns = round_limit (step_ns);
  g_object_freeze_notify (G_OBJECT (self));
  if (self->longest_ns != longest_ns)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LONGEST_NS]);
  if (self->step_ns != step_ns)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STEP_NS]);
  self->longest_ns = longest_ns;
  self->step_ns = step_ns;
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * troupe_provider_get_jobs_at_once:
 * @self: a provider
 *
 * Returns: how many jobs the account may have at the same time
 */
guint
troupe_provider_get_jobs_at_once (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), 0);
  return self->jobs_at_once != 0 ? self->jobs_at_once : troupe_profile_get_jobs_at_once (self->profile);
}

/**
 * troupe_provider_has_own_jobs_at_once:
 * @self: a provider
 *
 * Returns: whether the person chose the number
 */
gboolean
troupe_provider_has_own_jobs_at_once (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), FALSE);
  return self->jobs_at_once != 0;
}

/**
 * troupe_provider_set_jobs_at_once:
 * @self: a provider
 * @jobs_at_once: at most 100, or 0 for what the profile says
 *
 * Sets how many jobs the account may have at the same time.
 */
void
troupe_provider_set_jobs_at_once (TroupeProvider *self,
                                  guint           jobs_at_once)
{
  const guint before = troupe_provider_get_jobs_at_once (self);

  g_return_if_fail (TROUPE_IS_PROVIDER (self));

  self->jobs_at_once = MIN (jobs_at_once, MOST_JOBS);
  if (troupe_provider_get_jobs_at_once (self) != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOBS_AT_ONCE]);
}

/**
 * troupe_provider_get_span:
 * @self: a provider
 * @source: the one way in which the clip is going to travel
 * @span: (out caller-allocates): place for the limits of a range, in nanoseconds
 *
 * Gets the limits of a range: those of the profile, with the person's own in their place.
 *
 * The shortest and the longest are multiples of the step, and there is a length between them.
 */
void
troupe_provider_get_span (TroupeProvider *self,
                          TroupeSource    source,
                          TroupeSpan     *span)
{
  g_return_if_fail (TROUPE_IS_PROVIDER (self));
  g_return_if_fail (span != NULL);

  troupe_profile_get_span (self->profile, source, span);
  if (self->step_ns != 0)
    {
      span->step_ns = self->step_ns;
      span->grid_ns = span->grid_ns != 0 ? self->step_ns : 0;
    }
  if (self->longest_ns != 0)
    span->max_ns = self->longest_ns;
  if (self->longest_ns == 0 && self->step_ns == 0)
    return;

  span->min_ns = MIN (span->min_ns, span->max_ns) + span->step_ns - 1;
  span->min_ns -= span->min_ns % span->step_ns;
  span->max_ns -= span->max_ns % span->step_ns;
  span->max_ns = MAX (span->max_ns, span->min_ns);
}

/**
 * troupe_provider_is_enabled:
 * @self: a provider
 *
 * Says whether it is offered for new characters and videos.
 *
 * Returns: `FALSE` when the person switched it off
 */
gboolean
troupe_provider_is_enabled (TroupeProvider *self)
{
  g_return_val_if_fail (TROUPE_IS_PROVIDER (self), FALSE);
  return self->enabled;
}

/**
 * troupe_provider_set_enabled:
 * @self: a provider
 * @enabled: whether it is offered for new characters and videos
 *
 * Switches it on or off. Of one in a list use troupe_providers_set_enabled().
 */
void
troupe_provider_set_enabled (TroupeProvider *self,
                             gboolean        enabled)
{
  g_return_if_fail (TROUPE_IS_PROVIDER (self));

  enabled = !!enabled;
  if (self->enabled == enabled)
    return;

  self->enabled = enabled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}
