/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/video/video.h>

G_BEGIN_DECLS

#define TROUPE_TYPE_DECODER (troupe_decoder_get_type ())
G_DECLARE_FINAL_TYPE (TroupeDecoder, troupe_decoder, TROUPE, DECODER, GstVideoDecoder)

void troupe_decoder_register          (void);
void troupe_decoder_pass_over         (TroupeDecoder *self,
                                       guint64        first);
void troupe_decoder_set_spare_threads (TroupeDecoder *self,
                                       int            n_threads);

G_END_DECLS
