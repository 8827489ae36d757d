/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Names without a name server: here.example is 127.0.0.1, silent.example is never answered, all others do not exist. */
GResolver *names_new (void);

/* Once: cancels it, on another thread, when silent.example is asked for. */
void names_cancel_when_asked (GResolver *names, GCancellable *cancel);
