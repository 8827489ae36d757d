/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "script.h"

/* What stands on page 7 at each moment, in one language. */
typedef struct
{
  const char *lang;
  const char *upgrading, *result, *stop, *log;
  const char *up_to_here, *passed, *up_to_mark, *order_soon, *may_describe, *was_describe;
  const char *why_complete, *why_order, *goes_on, *retreat, *stopping;
  const char *heard, *silent_in_stage, *too_long, *receiving, *no_limit;
  const char *will_restart, *second_of_four, *fifth_of_four;
  const char *five_minutes, *four_minutes, *left, *late;
  const char *needs_power, *checking, *told_silence, *bar_waits, *no_bar, *waiting, *how_far, *tries, *upgrading_step, *done,
      *ended;
  const char *really, *can_be_stopped, *being_stopped, *ended_early, *by_itself, *keeps_trying, *next_time, *nobody_watches;
  const char *stay, *stop_it, *leave, *stop_watching;
  const char *reason, *lid;
} Words;

extern const Words english, chinese;

/* Page 7 of a scripted upgrade. */
Ui *moments_begin (const Words *words, gboolean mini);
void moments_end (Ui *ui);

/* The scripted upgrade is in this computer's memory from then on. */
void moments_remember (void);

/* Defines a case for each language. */
#define BOTH(name)                                                                                                          \
  static void name##_english (void **state)                                                                                 \
  {                                                                                                                         \
    name (&english);                                                                                                        \
  }                                                                                                                         \
  static void name##_chinese (void **state)                                                                                 \
  {                                                                                                                         \
    name (&chinese);                                                                                                        \
  }

#define TWO(name) cmocka_unit_test (name##_english), cmocka_unit_test (name##_chinese)
