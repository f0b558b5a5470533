/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* Of the preloaded module, for its files. */

/* Whether changes of the ledger are looked at. */
int  faults_has_ledger (void);

/* @op, which counts only where FAULTS_OPS names it, has come to @path, which is none of a file: this is where somebody may be killed. */
void faults_pass       (const char *op,
                        const char *path);
