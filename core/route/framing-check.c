/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "route/framing-private.h"

#include <string.h>

/* The CRCs as the usual catalogues name them: crc16-ccitt is the one that begins with FFFF, kermit the reflected one. */
static const DfotaSum sums[] = {
  { "xor8", DFOTA_SUM_XOR, 8, 0, 0, 0, FALSE, FALSE },
  { "sum8", DFOTA_SUM_ADD, 8, 0, 0, 0, FALSE, FALSE },
  { "nsum8", DFOTA_SUM_NEGATED, 8, 0, 0, 0, FALSE, FALSE },
  { "sum16", DFOTA_SUM_ADD, 16, 0, 0, 0, FALSE, FALSE },
  { "crc16-xmodem", DFOTA_SUM_CRC, 16, 0x1021, 0, 0, FALSE, FALSE },
  { "crc16-ccitt", DFOTA_SUM_CRC, 16, 0x1021, 0xffff, 0, FALSE, FALSE },
  { "crc16-kermit", DFOTA_SUM_CRC, 16, 0x1021, 0, 0, TRUE, TRUE },
  { "crc16-modbus", DFOTA_SUM_CRC, 16, 0x8005, 0xffff, 0, TRUE, TRUE },
  { "crc32", DFOTA_SUM_CRC, 32, 0x04c11db7, 0xffffffff, 0xffffffff, TRUE, TRUE },
};

const DfotaSum *
dfota_sum_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++)
    if (strcmp (sums[i].name, name) == 0)
      return &sums[i];
  return NULL;
}

static guint32
mask (const DfotaSum *sum)
{
  return sum->width >= 32 ? G_MAXUINT32 : (1u << sum->width) - 1;
}

static guint32
reflect (guint32 value, guint width)
{
  guint32 mirrored = 0;

  for (guint i = 0; i < width; i++)
    if ((value & (1u << i)) != 0)
      mirrored |= 1u << (width - 1 - i);
  return mirrored;
}

/* Bit by bit: a width and a polynomial of one's own need no table, and a line is slower than this. */
static guint32
divide (const DfotaSum *sum, guint32 crc, guint8 byte)
{
  guint32 bits = sum->ref_in ? reflect (byte, 8) : byte;

  for (int i = 7; i >= 0; i--)
    {
      gboolean top = ((crc >> (sum->width - 1)) & 1) != ((bits >> i) & 1);
      crc <<= 1;
      if (top)
        crc ^= sum->poly;
    }
  return crc & mask (sum);
}

guint32
dfota_sum_begin (const DfotaSum *sum)
{
  return sum->init & mask (sum);
}

guint32
dfota_sum_add (const DfotaSum *sum, guint32 state, const guint8 *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    switch (sum->kind)
      {
      case DFOTA_SUM_XOR:
        state ^= bytes[i];
        break;
      case DFOTA_SUM_ADD:
      case DFOTA_SUM_NEGATED:
        state += bytes[i];
        break;
      case DFOTA_SUM_CRC:
      default:
        state = divide (sum, state, bytes[i]);
      }
  return state & mask (sum);
}

guint32
dfota_sum_end (const DfotaSum *sum, guint32 state)
{
  if (sum->kind == DFOTA_SUM_NEGATED)
    state = 0 - state;
  if (sum->ref_out)
    state = reflect (state, sum->width);
  return (state ^ sum->xor_out) & mask (sum);
}
