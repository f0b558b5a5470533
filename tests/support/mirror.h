/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A list as somebody has it who only hears of its changes, as a view does. After each change, and whenever it is asked, both have to have the same objects in
 * the same places; a program that gets one wrong ends here and not in a widget, later. */
typedef struct _Mirror Mirror;

/* Called in each change, when the mirror has been found right: whoever goes through the list then must be able to. */
typedef void (*MirrorFunc) (GListModel *model,
                            gpointer    data);

Mirror *mirror_new         (GListModel *model,
                            MirrorFunc  func,
                            gpointer    data);
void    mirror_check       (Mirror     *self);
guint   mirror_get_n_heard (Mirror     *self);
void    mirror_free        (Mirror     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Mirror, mirror_free)

G_END_DECLS
