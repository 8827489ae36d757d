/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui.h"

/* A simulated module of any family in a process of its own, the wizard with its port chosen, and a folder for packages. */
typedef struct
{
  GSubprocess *sim;
  char *port;
  char *folder;
  Ui *ui;
} Bench;

/* @options: of dfota-sim, separated by blanks. */
void bench_start (Bench *bench, const char *lang, const char *options);
void bench_end (Bench *bench);

/* Another wizard with the same module, as after the program was ended. */
void bench_open_anew (Bench *bench, const char *lang);

/* Writes a package, always the same bytes for the same size; returns its path, which belongs to the caller. */
char *bench_package (Bench *bench, const char *name, gsize bytes);
