/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-window.h"

#include <X11/keysym.h>
#include <adwaita.h>

G_BEGIN_DECLS

/* Drives the window as a person does: real X events at the place where a widget is, and waiting for what must come, never for
 * a time. */

extern guint driver_patience_s; /* 40; that long an event may take */
extern RushesWindow *window; /* of the program under test */
extern gboolean driver_makes_clips; /* TRUE: the sidecars that the tests leave are looked at, and there must be some */

gboolean driver_on_patience (gpointer what);

#define wait_until(condition)                                                                                           \
  G_STMT_START                                                                                                          \
  {                                                                                                                     \
    guint patience = g_timeout_add_seconds (driver_patience_s, driver_on_patience, (gpointer) #condition);                      \
    while (!(condition))                                                                                                \
      g_main_context_iteration (NULL, TRUE);                                                                            \
    g_source_remove (patience);                                                                                         \
  }                                                                                                                     \
  G_STMT_END

/* driver.c */
GtkWidget     *find_named          (GtkWidget  *parent,
                                    const char *name);
GtkWidget     *find                (const char *name);
GtkWidget     *find_button         (GtkWidget  *parent,
                                    const char *label);
GtkWidget     *find_with_tooltip   (GtkWidget  *parent,
                                    const char *tooltip);
GtkWidget     *find_text           (GtkWidget  *parent,
                                    const char *text);
gboolean       is_told             (const char *words);
GtkWidget     *find_menu           (GtkWidget  *parent);
GtkWidget     *get_top             (void);
void           close_top           (void);
RushesCompose *get_form            (void);
guint          count_clips         (void);
RushesClip    *ref_clip            (guint position);
void           import_clip         (const char *path);
void           choose_file         (const char *path);
GtkWindow     *find_open_window    (void);
void           wait_for_frames     (void);
void           driver_set_up       (void);
void           driver_use_keyring  (const char   *name);
int            drive               (int         argc,
                                    char      **argv);

/* manager.c */
void           manage_full_screen  (void);

/* pointer.c */
void           move_to             (GtkWidget  *widget,
                                    double      x,
                                    double      y);
void           move_away           (void);
void           press_button        (void);
void           click               (GtkWidget  *widget);
void           right_click         (GtkWidget  *widget);
void           drag                (GtkWidget  *widget,
                                    double      by);
void           drag_from           (GtkWidget  *widget,
                                    double      x,
                                    double      y,
                                    double      by);
void           drag_onto           (GtkWidget  *widget,
                                    GtkWidget  *target);
void           scroll              (int         clicks);
void           press_key           (unsigned long key,
                                    unsigned long modifier);
void           tap_key             (unsigned long key,
                                    unsigned long modifier);
void           hold_key            (unsigned long key,
                                    gboolean    down);
void           type                (const char *text);
void           type_into           (GtkWidget  *entry,
                                    const char *text);
const char    *get_typed           (GtkWidget  *entry);

G_END_DECLS
