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
/* The same in two parts: without the wizard, and the wizard. */
void bench_begin (Bench *bench, const char *options);
void bench_open (Bench *bench, const char *lang);
void bench_end (Bench *bench);

/* The cable is pulled; and a module is plugged in again at the same place, another one or the same some time later. */
void bench_unplug (Bench *bench);
void bench_plug (Bench *bench, const char *options);

/* Path of one of our programs: "cli", "dfota". Belongs to the caller. */
char *bench_program (const char *folder, const char *name);

/* Another wizard with the same module, as after the program was ended. */
void bench_open_anew (Bench *bench, const char *lang);

/* Starts `dfota upgrade` on the same port. @options: how, separated by blanks. What it says is its standard output. */
GSubprocess *bench_upgrade (Bench *bench, const char *options);

/* Removes a folder with all that is in it. */
void bench_remove (const char *folder);

/* Writes a package, always the same bytes for the same size; returns its path, which belongs to the caller. */
char *bench_package (Bench *bench, const char *name, gsize bytes);
