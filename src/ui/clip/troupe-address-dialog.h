/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for the address of a video. Signal: chosen (const char *address). */

#define TROUPE_TYPE_ADDRESS_DIALOG (troupe_address_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TroupeAddressDialog, troupe_address_dialog, TROUPE, ADDRESS_DIALOG, AdwDialog)

AdwDialog *troupe_address_dialog_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
