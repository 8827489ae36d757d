/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* For bench.c: what each system does in its own way (bench-posix.c, bench-win32.c). */

char *bench_system_self (void);                /* path of this program; newly allocated */
char *bench_system_name (const char *program); /* "dfota-sim" as the system calls such a file; newly allocated */

/* What @launcher starts ends with this test, however that ends. */
void bench_system_tie (GSubprocessLauncher *launcher);
