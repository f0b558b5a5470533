/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

G_BEGIN_DECLS

/* Exit codes. */
#define RUSHES_EXIT_DONE 0
#define RUSHES_EXIT_FAILED 1
#define RUSHES_EXIT_USAGE 2

/* The option that lists options, for programs. */
#define RUSHES_LIST_OPTIONS "--list-options"

typedef int (*RushesCommandFunc) (RushesCore *core,
                                  int         argc,
                                  char      **argv);

gboolean rushes_command_parse           (GOptionEntry *entries,
                                         const char   *usage,
                                         int          *argc,
                                         char       ***argv);
gboolean rushes_command_parse_alone           (GOptionEntry *entries,
                                         const char   *usage,
                                         int          *argc,
                                         char       ***argv);
int      rushes_command_usage           (const char   *text);
GVariant *rushes_command_to_value       (const char   *text);
char    *rushes_command_json_string     (const char   *text);
GPtrArray *rushes_command_find_clips    (RushesCore   *core,
                                         int           n,
                                         char        **names);
int      rushes_command_judge           (RushesCore   *core,
                                         GPtrArray    *judgements);

/* The commands; argv[0] is the command's name. */
int rushes_command_generate    (RushesCore *core, int argc, char **argv);
int rushes_command_demo        (RushesCore *core, int argc, char **argv);
int rushes_command_resume      (RushesCore *core, int argc, char **argv);
int rushes_command_jobs        (RushesCore *core, int argc, char **argv);
int rushes_command_cancel      (RushesCore *core, int argc, char **argv);
int rushes_command_retry       (RushesCore *core, int argc, char **argv);
int rushes_command_boards      (RushesCore *core, int argc, char **argv);
int rushes_command_clips       (RushesCore *core, int argc, char **argv);
int rushes_command_settings    (RushesCore *core, int argc, char **argv);
int rushes_command_show        (RushesCore *core, int argc, char **argv);
int rushes_command_import      (RushesCore *core, int argc, char **argv);
int rushes_command_rate        (RushesCore *core, int argc, char **argv);
int rushes_command_label       (RushesCore *core, int argc, char **argv);
int rushes_command_pick        (RushesCore *core, int argc, char **argv);
int rushes_command_reject      (RushesCore *core, int argc, char **argv);
int rushes_command_favourite   (RushesCore *core, int argc, char **argv);
int rushes_command_stack       (RushesCore *core, int argc, char **argv);
int rushes_command_tag         (RushesCore *core, int argc, char **argv);
int rushes_command_note        (RushesCore *core, int argc, char **argv);
int rushes_command_notes       (RushesCore *core, int argc, char **argv);
int rushes_command_undo        (RushesCore *core, int argc, char **argv);
int rushes_command_redo        (RushesCore *core, int argc, char **argv);
int rushes_command_verify      (RushesCore *core, int argc, char **argv);
int rushes_command_disk         (RushesCore *core, int argc, char **argv);
int rushes_command_find_missing (RushesCore *core, int argc, char **argv);
int rushes_command_move (RushesCore *core, int argc, char **argv);
int rushes_command_thumbnails  (RushesCore *core, int argc, char **argv);
int rushes_command_rebuild     (RushesCore *core, int argc, char **argv);
int rushes_command_connections (RushesCore *core, int argc, char **argv);
int rushes_command_models      (RushesCore *core, int argc, char **argv);
int rushes_command_remote      (RushesCore *core, int argc, char **argv);
int rushes_command_workflow    (RushesCore *core, int argc, char **argv);
int rushes_command_sample_server (RushesCore *core, int argc, char **argv);

G_END_DECLS
