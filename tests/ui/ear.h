/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <atspi/atspi.h>

/* A program as assistive technology meets it: started in a process of its own, found on the accessibility bus, read, pressed and
 * listened to. Everything fails with what it looked for and what is there instead. */
typedef struct _Ear Ear;

/* @argv: the program and its arguments. It ends with ear_free(), and with the test, however that ends. */
Ear *ear_start (const char *const *argv);
void ear_free (Ear *ear);

/* Waits, at most 20 s, until something sensitive on the screen has this role and exactly this name. Owned by the caller. */
AtspiAccessible *ear_await (Ear *ear, AtspiRole role, const char *name);

/* Its first action, as a screen reader would do it. */
void ear_press (Ear *ear, AtspiRole role, const char *name);

/* All that there is, in the order of reading: AtspiAccessible. Not all of it need be on the screen. */
GPtrArray *ear_read (Ear *ear);
gboolean ear_is_on_screen (AtspiAccessible *accessible);

/* Waits until somebody announces something that begins with @words (and @more occurs in it, if that is not NULL): a status whose
 * name changes. What was announced before counts, too. */
void ear_await_words (Ear *ear, const char *words, const char *more);
guint ear_n_announcements (Ear *ear);

/* What got the keyboard focus after the last call, or NULL within half a second. Owned by the caller. */
AtspiAccessible *ear_await_focus (Ear *ear);
