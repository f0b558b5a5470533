/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

/* Preloaded: the clock is as many seconds off as the file CLOCK_FILE says, which may change while the program runs. Those that nobody sets go on
 * as they do, and so does the clock of the disks. */

static long long
read_offset (void)
{
  const char *path = getenv ("CLOCK_FILE");
  FILE *file = path != NULL ? fopen (path, "re") : NULL;
  long long seconds = 0;

  if (file != NULL && fscanf (file, "%lld", &seconds) != 1)
    seconds = 0;
  if (file != NULL)
    fclose (file);
  return seconds;
}

__attribute__ ((visibility ("default"))) int
gettimeofday (struct timeval *now, void *zone)
{
  __typeof__ (gettimeofday) *real = (__typeof__ (gettimeofday) *) dlsym (RTLD_NEXT, "gettimeofday");
  int result = real (now, zone);

  now->tv_sec += read_offset ();
  return result;
}

__attribute__ ((visibility ("default"))) int
clock_gettime (clockid_t clock, struct timespec *now)
{
  __typeof__ (clock_gettime) *real = (__typeof__ (clock_gettime) *) dlsym (RTLD_NEXT, "clock_gettime");
  int result = real (clock, now);

  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)
    now->tv_sec += read_offset ();
  return result;
}

__attribute__ ((visibility ("default"))) time_t
time (time_t *out)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  if (out != NULL)
    *out = now.tv_sec;
  return now.tv_sec;
}
