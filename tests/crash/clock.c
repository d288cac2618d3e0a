/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into a program: what a person calls the time is CRASH_CLOCK seconds later there. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long offset_s;

/* Children keep the right time. */
__attribute__ ((constructor)) static void
start (void)
{
  offset_s = getenv ("CRASH_CLOCK") != NULL ? atol (getenv ("CRASH_CLOCK")) : 0;
  unsetenv ("LD_PRELOAD");
}

int
clock_gettime (clockid_t        clock,
               struct timespec *now)
{
  static __typeof__ (&clock_gettime) real;
  int result;

  if (real == NULL)
    real = (__typeof__ (&clock_gettime))dlsym (RTLD_NEXT, "clock_gettime");
  result = real (clock, now);
  if (clock == CLOCK_REALTIME)
    now->tv_sec += offset_s;
  return result;
}

int
gettimeofday (struct timeval *now,
              void           *zone)
{
  static __typeof__ (&gettimeofday) real;
  int result;

  if (real == NULL)
    real = (__typeof__ (&gettimeofday))dlsym (RTLD_NEXT, "gettimeofday");
  result = real (now, zone);
  now->tv_sec += offset_s;
  return result;
}

time_t
time (time_t *now)
{
  struct timespec present;

  clock_gettime (CLOCK_REALTIME, &present);
  if (now != NULL)
    *now = present.tv_sec;
  return present.tv_sec;
}
