/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-command.h"

G_BEGIN_DECLS

char *rushes_command_find_board  (RushesCore *core,
                                  const char *name);
int   rushes_command_board_change (RushesCore *core,
                                   int         argc,
                                   char      **argv);
int   rushes_command_board_export (RushesCore *core,
                                    int         argc,
                                    char      **argv);
int   rushes_command_board_fill  (RushesCore *core,
                                  int         argc,
                                  char      **argv);
int   rushes_command_board_restore (RushesCore *core,
                                    int         argc,
                                    char      **argv);
int   rushes_command_board_style (RushesCore *core,
                                  int         argc,
                                  char      **argv);
int   rushes_command_board_trash (RushesCore *core,
                                  int         argc,
                                  char      **argv);

G_END_DECLS
