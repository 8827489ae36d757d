/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "route/framing.h"

/* One transfer to a real receiver of lrzsz, through a relay that loses and repeats what it is told to. */

/* What the relay does, once. Frames and answers are counted from 1. */
typedef enum
{
  RELAY_NOTHING,
  RELAY_LOSE_FRAME,
  RELAY_LOSE_BYTE, /* out of the middle of a frame */
  RELAY_FLIP_BIT,
  RELAY_TWICE, /* the frame comes twice */
  RELAY_LOSE_ANSWER,
  RELAY_TWICE_ANSWER,
  RELAY_NOISE, /* bytes in front of an answer that mean nothing */
  RELAY_STOP,  /* when the frame is due the sender's user wants no more */
  RELAY_KILL   /* and here it is the receiver's: it is interrupted, and the frame is lost */
} RelayFault;

typedef struct
{
  RelayFault fault;
  guint at;
} RelayEvent;

/* What stands in the profile, and what is put in its place. */
typedef struct
{
  const char *from, *to;
} ProfileEdit;

typedef struct
{
  /* what is wanted */
  const char *receiver; /* "rx" or "rb" */
  const char *profile;  /* file in resources/framing */
  gsize size;
  RelayEvent events[3];
  ProfileEdit edits[3];

  /* what came of it */
  gboolean sent;    /* the engine says so */
  int error;        /* DfotaErrorCode, or -1 */
  char *failed;     /* the error's value */
  int status;       /* the receiver's: exit status, or 128 + signal */
  char *came;       /* SHA-256 of what it kept, as long as the file; NULL: it kept nothing */
  char *went;       /* SHA-256 of what was sent */
  gsize came_size;  /* whole, filler included */
  gboolean all_pad; /* the rest is filler */
  goffset counted;  /* bytes acknowledged */
  guint frames;     /* that went out, repeats included */
  double seconds;
  gboolean held_back; /* after deliver() the last frame was not out */
} Transfer;

/* Any thread. */
void transfer_run (Transfer *transfer);
void transfer_clear (Transfer *transfer);
