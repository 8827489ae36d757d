/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "options.h"
#include "person.h"
#include "transcript.h"

/* Where what happens is shown: JSON lines or text for people, and the log. */
typedef struct
{
  gboolean json;
  gboolean verbose;
  gboolean practice;
  Person person;
  Transcript *transcript; /* or NULL */
} View;

/* Error: USAGE_ERROR, from transcript_new(). */
View *view_new (const Options *options, GError **error);
void view_free (View *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (View, view_free)

void view_event (View *view, const DfotaEvent *event);
void view_log (View *view, const DfotaEvent *event); /* the log alone: every event of every run */

/* A sentence for whoever sits there; with --json on standard error. */
void view_note (View *view, const char *sentence);

/* The end of a run that never began: wrong use, no such port. Returns the exit code. */
int view_refusal (gboolean json, const GError *error);

/* The same for a command that has nothing to do with a module: no card that speaks of one. */
int view_complaint (gboolean json, const GError *error);
