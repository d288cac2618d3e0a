/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Written by texts.py. Not compiled: it is there for the catalogues. */

#pragma once

/* Translators: what people read about providers; ChainHub and such are names. */
NC_("provider name", "ChainHub")
NC_("provider summary", "Makes a character from one to three seconds of a video at a public address, or of a video made with the same account.")
NC_("provider note", "OpenAI ended Sora, which this service resells, on 24 September 2026. Whether ChainHub still answers is not publicly known.")
NC_("provider name", "Practice Studio")
NC_("provider summary", "A small server on this computer: no account, no cost, and nothing leaves the computer.")
