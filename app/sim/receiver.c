/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include <string.h>

/* What follows 010003 is not public. XMODEM stands in for it, so that a way with frames can be gone to its end; without a
 * receiver the module takes bytes and says nothing. */

#define SOH 0x01
#define STX 0x02
#define EOT 0x04
#define ACK 0x06
#define NAK 0x15
#define CAN 0x18

#define SMALL   128
#define LARGE   1024
#define HEAD    3
#define TAIL    2
#define BEGIN_S 3.0

static void
say_byte (SimEngine *engine, char byte)
{
  sim_say (engine, 0, &byte, 1);
}

static void
say_begin (SimEngine *engine, int unused)
{
  if (engine->mode != MODE_PROTOCOL || engine->frames.met)
    return;
  say_byte (engine, 'C');
  sim_after (engine, BEGIN_S, say_begin, 0);
}

void
sim_receiver_begin (SimEngine *engine)
{
  engine->frames = (SimFrames){ .expected = 1 };
  if (engine->receiver != SIM_RECEIVER_NONE)
    sim_after (engine, 0.1, say_begin, 0);
}

static guint16
crc (const guint8 *bytes, gsize n)
{
  guint16 sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      sum ^= bytes[i] << 8;
      for (guint bit = 0; bit < 8; bit++)
        sum = sum & 0x8000 ? sum << 1 ^ 0x1021 : sum << 1;
    }
  return sum;
}

static gsize
payload_of (const SimFrames *frames)
{
  return frames->frame[0] == STX ? LARGE : SMALL;
}

static gboolean
is_whole (const SimFrames *frames, gsize size)
{
  const guint8 *end = frames->frame + HEAD + size;

  return (frames->frame[1] ^ frames->frame[2]) == 0xff && crc (frames->frame + HEAD, size) == (end[0] << 8 | end[1]);
}

static void
give_up (SimEngine *engine)
{
  engine->mode = MODE_AT;
  engine->after_package = TRUE;
  engine->busy = FALSE;
}

/* The last frame is filled up; the length of the command tells where the package ends. */
static void
take_payload (SimEngine *engine, const guint8 *bytes, gsize n)
{
  SimObserved *seen = &engine->seen;
  guint64 left = seen->declared_bytes - seen->payload_bytes;
  gsize used = MIN (n, left);

  g_checksum_update (engine->sum, bytes, used);
  seen->payload_bytes += used;
  if (seen->payload_bytes < sim_strikes_at (engine, FAULT_RECEIVER_CANCEL, seen->declared_bytes))
    {
      say_byte (engine, ACK);
      return;
    }
  sim_say (engine, 0, (const char[]){ CAN, CAN }, 2);
  give_up (engine);
}

static void
take_frame (SimEngine *engine)
{
  SimFrames *frames = &engine->frames;
  gsize size = payload_of (frames);
  guint every = engine->faults.where[FAULT_FRAME_NAK];

  frames->n = 0;
  if (!is_whole (frames, size))
    {
      say_byte (engine, NAK);
      return;
    }
  /* sent again because the answer was lost */
  if (frames->frame[1] == (guint8) (frames->expected - 1) && frames->frames > 0)
    {
      say_byte (engine, ACK);
      return;
    }
  if (frames->frame[1] != frames->expected)
    {
      sim_say (engine, 0, (const char[]){ CAN, CAN }, 2);
      give_up (engine);
      return;
    }
  if (every > 0 && (frames->frames + 1) % every == 0 && !frames->refused)
    {
      frames->refused = TRUE;
      say_byte (engine, NAK);
      return;
    }
  frames->refused = FALSE;
  frames->expected++;
  frames->frames++;
  take_payload (engine, frames->frame + HEAD, size);
}

static void
take_end (SimEngine *engine)
{
  say_byte (engine, ACK);
  if (engine->seen.payload_bytes == engine->seen.declared_bytes)
    sim_file_complete (engine);
  else
    sim_file_given_up (engine);
}

/* FALSE: between frames, and not a byte that begins one. */
static gboolean
begins_frame (SimEngine *engine, guint8 byte)
{
  return byte == SOH || (byte == STX && engine->receiver == SIM_RECEIVER_1K);
}

/* It says that it has heard it. What follows two CAN, more of them and backspaces, is the sender's politeness and no harm. */
static void
be_cancelled (SimEngine *engine)
{
  sim_say (engine, 0, (const char[]){ CAN, CAN }, 2);
  give_up (engine);
  engine->after_package = FALSE;
}

static void
take_byte (SimEngine *engine, guint8 byte)
{
  SimFrames *frames = &engine->frames;

  if (frames->n == 0 && !begins_frame (engine, byte))
    {
      if (byte == EOT && frames->met)
        take_end (engine);
      else if (byte == CAN && ++frames->cancels == 2)
        be_cancelled (engine);
      return;
    }
  frames->met = TRUE;
  frames->cancels = 0;
  frames->frame[frames->n++] = byte;
  if (frames->n == HEAD + payload_of (frames) + TAIL)
    take_frame (engine);
}

gsize
sim_receiver_bytes (SimEngine *engine, const guint8 *bytes, gsize n)
{
  sim_observe_payload (engine, n);
  if (engine->receiver == SIM_RECEIVER_NONE)
    return n;
  for (gsize i = 0; i < n; i++)
    {
      take_byte (engine, bytes[i]);
      if (engine->mode != MODE_PROTOCOL)
        return i + 1;
    }
  return n;
}
