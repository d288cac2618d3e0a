/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

/* libsecret's Secret Service, which also notices that a keyring goes away while its prompt is open. */

#define TROUPE_TYPE_SECRET_SERVICE (troupe_secret_service_get_type ())
G_DECLARE_FINAL_TYPE (TroupeSecretService, troupe_secret_service, TROUPE, SECRET_SERVICE, SecretService)

/* Lets secret_password_lookup() and its like use it, where they would use libsecret's own. */
void troupe_secret_service_register (void);

G_END_DECLS
