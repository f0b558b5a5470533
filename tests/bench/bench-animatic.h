/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* Beside each other, so that a bench can hold the one against the other. */
int bench_animatic (const char *folder);
