/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-change.h"
#include "rushes-job.h"
#include "rushes-ledger.h"
#include "rushes-library.h"

G_BEGIN_DECLS

/* Beside those of rushes-board-change.h: */
#define RUSHES_CHANGE_FILL "fill"       /* shots av of x, requests av of s (JSON), connections av of s; again b: also where a shot has takes, and
                                           several for one shot */
#define RUSHES_CHANGE_COLLECT "collect" /* what jobs have made becomes takes */

char    *rushes_board_jobs_run     (RushesPaths           *paths,
                                    RushesLedger          *ledger,
                                    RushesLibrary         *library,
                                    const char            *slug,
                                    GVariant              *change,
                                    GError               **error);
gboolean rushes_board_jobs_arrived (RushesPaths           *paths,
                                    RushesLibrary         *library,
                                    const RushesJobRecord *record,
                                    GError               **error);
void     rushes_board_jobs_catch_up (RushesPaths          *paths,
                                    RushesLedger          *ledger,
                                    RushesLibrary         *library);

G_END_DECLS
