/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _RushesRemoteThumbnails RushesRemoteThumbnails;

RushesRemoteThumbnails *rushes_remote_thumbnails_new  (RushesCore             *core);
void                    rushes_remote_thumbnails_free (RushesRemoteThumbnails *self);
void                    rushes_remote_thumbnails_load (RushesRemoteThumbnails *self,
                                                       RushesConnection       *connection,
                                                       const char             *id,
                                                       GtkPicture             *picture);

G_END_DECLS
