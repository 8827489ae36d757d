/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* One transfer by libcurl, as a user of it would write it. */
typedef struct
{
  const char *method;                    /* NULL: GET; "HEAD" */
  const char *range;                     /* "0-99", or NULL */
  gsize enough;                          /* breaks off after so many bytes; 0: takes all */
  void (*on_first) (gpointer user_data); /* called when the first bytes have come, or NULL */
  gpointer user_data;
} FetchHow;

typedef struct
{
  gboolean whole; /* libcurl is content: as many bytes as were announced */
  long code;
  GByteArray *bytes;
  char *content_range; /* "bytes 0-99/1000", or NULL */
} Fetched;

/* @how NULL: all by GET. A certificate is not looked at. */
Fetched *fetch (const char *url, const FetchHow *how);
void fetched_free (Fetched *fetched);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetched, fetched_free)
