/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *rushes_toast_new        (const char      *text);
void      rushes_toast_add_button (AdwToast        *toast,
                                   GtkWidget       *button);
void      rushes_toast_take_words (AdwToast        *toast,
                                   AdwToast        *other);
void      rushes_toast_end        (AdwToast        *toast);
void      rushes_toast_dismiss    (AdwToastOverlay *overlay,
                                   AdwToast        *toast);
gboolean  rushes_toast_is_passing (AdwToastOverlay *overlay,
                                   AdwToast        *toast);

G_END_DECLS
