/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-desktop-actions.h"

G_BEGIN_DECLS

typedef enum
{
  RUSHES_WISH_CORE,   /* the library is open, or cannot be opened */
  RUSHES_WISH_WINDOW, /* it is filled */
  RUSHES_WISH_QUEUE,  /* it is known who runs it */
} RushesWishKind;

typedef struct _RushesWishes RushesWishes;

RushesWishes *rushes_wishes_new   (void);
void          rushes_wishes_free  (RushesWishes        *self);
void          rushes_wishes_add   (RushesWishes        *self,
                                   RushesWishKind       kind,
                                   RushesDesktopFunc    func,
                                   gpointer             data,
                                   GDestroyNotify       destroy);
gboolean      rushes_wishes_has   (RushesWishes        *self,
                                   RushesWishKind       kind);
void          rushes_wishes_grant (RushesWishes        *self,
                                   RushesWishKind       kind,
                                   const RushesDesktop *desktop,
                                   RushesCore          *core,
                                   RushesWindow        *window);
void          rushes_wishes_drop  (RushesWishes        *self,
                                   RushesWishKind       kind);

G_END_DECLS
