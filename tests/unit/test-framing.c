/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The framing engine: what goes out, what counts as an answer. The receiver is a table; its clock jumps. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "error.h"
#include "route/framing-private.h"

/* --- a receiver that answers from a list --- */

#define ANSWERS "Ack=06\nNak=15\nAbort=1818\nCancel=7878\nTimeout=1\nRetries=3\n"

typedef struct
{
  DfotaFramingEngine *engine;
  gint64 now;
  GString *sent; /* hex, a blank before each */
  const char *const
      *answers; /* hex, `-` where it comes in parts: the next is given to each thing that is sent; NULL ends: 06 */
  const char *payload;
  gsize taken;
  guint rewinds;
  goffset acknowledged;
  gboolean over;
  const char *later; /* hex: the rest of an answer, which comes when it is waited for */
} Far;

static void
say (Far *far, const char *hex)
{
  for (; hex[0] != '\0' && hex[0] != '-'; hex += 2)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (hex[0]) * 16 + g_ascii_xdigit_value (hex[1]));
      dfota_framing_feed (far->engine, &byte, 1);
    }
  far->later = *hex == '-' ? hex + 1 : NULL;
}

static gint64
far_now (gpointer data)
{
  return ((Far *) data)->now;
}

static gboolean
far_send (gpointer data, const guint8 *bytes, gsize n, gint64 until, GError **error)
{
  Far *far = data;
  const char *answer = "06";

  assert_true (until > far->now);
  g_string_append_c (far->sent, ' ');
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (far->sent, "%02x", bytes[i]);
  if (far->answers != NULL && *far->answers != NULL)
    answer = *far->answers++;
  if (strcmp (answer, "over") == 0)
    far->over = TRUE;
  else
    say (far, answer);
  return TRUE;
}

static gboolean
far_wait (gpointer data, gint64 until, GError **error)
{
  Far *far = data;

  if (far->later != NULL && until > far->now)
    {
      say (far, far->later);
      return TRUE;
    }
  far->now = MAX (far->now, until);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "nothing came");
  return FALSE;
}

static gboolean
far_is_over (gpointer data)
{
  return ((Far *) data)->over;
}

static void
far_acknowledged (gpointer data, goffset bytes)
{
  ((Far *) data)->acknowledged = bytes;
}

static gboolean
far_take (gpointer data, guint8 *bytes, gsize n, GError **error)
{
  Far *far = data;

  assert_true (far->taken + n <= strlen (far->payload));
  memcpy (bytes, far->payload + far->taken, n);
  far->taken += n;
  return TRUE;
}

static gboolean
far_rewind (gpointer data, GError **error)
{
  Far *far = data;

  assert_int_equal (far->taken, strlen (far->payload));
  far->taken = 0;
  far->rewinds++;
  return TRUE;
}

static DfotaFraming *
profile_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  DfotaFraming *framing = dfota_framing_parse (text, strlen (text), &error);

  if (error != NULL)
    print_message ("%s\nin\n%s\n", error->message, text);
  assert_non_null (framing);
  return framing;
}

static DfotaFramingEngine *
engine_of (const DfotaFraming *framing, Far *far, GError **error)
{
  DfotaFramingLine line = { far_now, far_send, far_wait, far_is_over, far_acknowledged, far };
  DfotaFramingPayload payload
      = { "fw.bin", (goffset) strlen (far->payload), 1700000000, 0100644, far_take, far_rewind, far };

  return dfota_framing_engine_new (framing, &payload, &line, error);
}

/* Sends @payload by this profile; the receiver begins with @first. Returns what went out, `|` where the last frame was due, and
 * `!step` where it failed. */
static char *
play (const char *text, const char *payload, const char *first, const char *const *answers)
{
  g_autoptr (DfotaFraming) framing = profile_of (text);
  Far far = { .sent = g_string_new (NULL), .answers = answers, .payload = payload };
  g_autoptr (GError) error = NULL;
  g_autoptr (DfotaFramingEngine) engine = engine_of (framing, &far, &error);

  assert_non_null (engine);
  far.engine = engine;
  say (&far, first);
  if (dfota_framing_deliver (engine, &error))
    {
      assert_true (far.over || far.taken == strlen (payload));
      assert_true (far.over || !dfota_framing_is_complete (engine));
      g_string_append (far.sent, " |");
      dfota_framing_seal (engine, &error);
    }
  if (error != NULL)
    {
      assert_true (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_FRAMING_FAILED));
      g_string_append_printf (far.sent, " !%s", error->message);
    }
  else if (!far.over)
    assert_int_equal (far.acknowledged, strlen (payload));
  return g_string_free (far.sent, FALSE);
}

/* --- what goes out --- */

static void
layouts_become_frames (void **state)
{
  static const struct
  {
    const char *step; /* keys of the one step */
    const char *more; /* sections after it */
    const char *sent;
  } rows[] = {
    { "Send=01 seq:u8 seq:u8:inv data sum8:u8\nSize=4\nPad=1A\nSeq=1\n", "", " 0101fe31323334ca | 0102fd31321a1a97" },
    { "Send=01 seq:u8 ^ data sum8:u8\nSize=4\nPad=1A\n", "", " 010031323334ca | 010131321a1a97" },
    { "Send=data\nSize=4\n", "", " 31323334 | 3132" },
    { "Send=data;'x' data\nSize=4;3\n", "", " 31323334 | 783132" },
    { "Send=data;'x' data;'y' data\nSize=4;2;1\nPad='*'\n", "", " 31323334 | 783132" },
    { "Send=len:u8 offset:u16be frames:u8 data\nSize=4\nPad=00\n", "",
      " 0400000231323334 | 0200040231320000" }, /* without the filler */
    { "Send=len+2:u16le filesize:u24be data\nSize=4\n", "", " 060000000631323334 | 04000000063132" },
    { "Send=filesize:u32le filesize:u24le filesize:u32be filesize:u16le data\nSize=8\n", "",
      " | 06000000060000000000060600313233343132" },
    { "Send=filesize:dec ',' filesize:dec4 ',' mtime:oct ',' mode:oct8 ',' mtime:hex data\nSize=8\n", "",
      " | 362c303030362c31343532343737303430302c30303130303634342c3635353366313030313233343132" },
    { "Send=name:str 00 'a;b c' 00 data\nSize=8\n", "", " | 66772e62696e00613b62206300313233343132" },
    { "Send=seq:u8 data\nSize=2\nSeq=255\n", "", " ff3132 003334 | 013132" },
    { "Send=seq:hex2 data\nSize=2\nSeq=255\n", "", " 66663132 30303334 | 30313132" },
    { "Send=data ^ seq:u8 sum8:u8 ^ 02 03 sum16:u16be\nSize=8\n", "", " | 3132333431320000 02030005" },
    { "Send=^ data nsum8:u8:inv xor8:hex2\nSize=8\n", "", " | 3132333431322c3262" },
    { "Send=crc16-kermit:u16le@file data\nSize=3\n", "", " b930313233 | b930343132" },
    { "Send=7E [ ^ seq:u8 data sum8:u8 ] 7E\nSize=3\nSeq=125\nEscape=7E>7D5E;7D>7D5D;31>'1'\n", "",
      " 7e7d5d313233137e | 7e7d5e343132157e" },
    { "Send=^ data mine:u8\nSize=8\n", "[Check mine]\nWidth=8\nPoly=0x07\n", " | 313233343132 b5" },
    { "Send=data # in two\nSize=3 # bytes\n", "", " 313233 | 343132" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("[Profile]\nName=t\nSteps=a\n" ANSWERS "[Step a]\nPayload=file\n%s%s",
                                               rows[i].step, rows[i].more);
      g_autofree char *sent = play (text, "123412", "", NULL);
      g_auto (GStrv) want = g_strsplit (rows[i].sent, " ", -1);
      g_auto (GStrv) got = g_strsplit (sent, " ", -1);
      g_autofree char *one = g_strjoinv ("", want);
      g_autofree char *other = g_strjoinv ("", got);

      print_message ("%s", rows[i].step);
      assert_string_equal (other, one);
    }
}

static const char ymodem[]
    = "[Profile]\nName=t\nSteps=head;data;eot;end;\n" ANSWERS "[Step head]\nWait=43\nSend=02 data;01 data\n"
      "Payload=name:str 00 filesize:dec 00\nSize=32;12\nPad=00\n[Step data]\nWait=43;47\nSend=03 "
      "data\nPayload=file\nSize=4\n"
      "[Step eot]\nSend=04\n[Step end]\nWait=43\nSend=05\nUnconfirmed=true\n";

static void
steps_follow_each_other (void **state)
{
  static const char *const answers[] = { "0643", "06", "06", "0643", "06", NULL };
  static const char *const tail[] = { "0647", "06", "06", "06", NULL }; /* the last Wait is never answered */
  g_autofree char *sent = play (ymodem, "123412", "202043", answers);
  g_autofree char *short_one = play (ymodem, "123412", "202043", tail);
  g_autofree char *unasked = play (ymodem, "123412", "2020", NULL);

  assert_string_equal (sent, " 0166772e62696e003600000000 0331323334 | 033132 04 05");
  assert_string_equal (short_one, " 0166772e62696e003600000000 0331323334 | 033132 04");
  /* nobody says that it may begin: Cancel, three times */
  assert_string_equal (unasked, " 7878 7878 7878 !head");
}

/* A header belongs into one frame: the smallest that holds it. */
static void
the_smallest_size_that_holds_the_rest_is_taken (void **state)
{
  static const struct
  {
    guint64 left;
    guint index;
  } rows[] = { { 1, 1 }, { 128, 1 }, { 129, 0 }, { 1024, 0 }, { 5000, 0 } };
  g_autoptr (DfotaFraming) framing
      = profile_of ("[Profile]\nName=t\nSteps=a\nAck=06\n[Step a]\nPayload=file\nSend=data;data\nSize=1024;128\n");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_int_equal (dfota_framing_size_for (dfota_framing_file_step (framing), rows[i].left), rows[i].index);
}

/* --- what counts as an answer --- */

#define STEP(more)                                                                                                          \
  "[Profile]\nName=t\nSteps=a;z\n" ANSWERS "[Step a]\nPayload=file\nSend=seq:u8 data\nSize=4\n" more "[Step z]\nSend=04\n"

static void
answers_are_found_in_the_stream (void **state)
{
  static const struct
  {
    const char *text;
    const char *answers[8];
    const char *sent;
  } rows[] = {
    { STEP (""), { NULL }, " 0031323334 | 013132 04" },
    { STEP (""), { "0d0affee06", "18ff06" }, " 0031323334 | 013132 04" }, /* noise, half an Abort */
    { STEP (""), { "15", "06" }, " 0031323334 0031323334 | 013132 04" },
    { STEP (""), { "", "", "06" }, " 0031323334 0031323334 0031323334 | 013132 04" },
    { STEP (""), { "15", "", "15" }, " 0031323334 0031323334 0031323334 7878 7878 7878 !a" },
    { STEP (""), { "ff1818" }, " 0031323334 !a" }, /* it has given up: no Cancel */
    { STEP (""), { "06", "15", "1818" }, " 0031323334 | 013132 013132 !a" },
    { STEP (""), { "061818", "06" }, " 0031323334 | !a" }, /* before the next frame */
    { STEP (""), { "", "", "", "", "", "1818" }, " 0031323334 0031323334 0031323334 7878 7878 7878 !a" },
    { STEP (""), { "", "", "", "", "1818" }, " 0031323334 0031323334 0031323334 7878 7878 !a" },
    { STEP (""), { "06", "06", "", "", "" }, " 0031323334 | 013132 04 04 04 7878 7878 7878 !z" },
    { STEP ("") "Unconfirmed=true\n", { "06", "06", "", "", "" }, " 0031323334 | 013132 04 04 04" },
    { STEP ("") "Unconfirmed=true\n", { "06", "06", "15", "15", "15" }, " 0031323334 | 013132 04 04 04 7878 7878 7878 !z" },
    { STEP ("Ack=06 seq:u8\n"), { "06060600", "0601" }, " 0031323334 | 013132 04" },
    { STEP ("Ack=06 seq:u8\n"), { "0600", "0600", "0601" }, " 0031323334 | 013132 013132 04" },
    { STEP ("Ack=06 ?? 07;'OK'\n"), { "06ff07", "4f4b" }, " 0031323334 | 013132 04" },
    { STEP ("Ack=05 ?? 15 ??;06\n"), { "05061506" }, " 0031323334 | 013132 04" },    /* the 06 inside it is none */
    { STEP ("Ack=05 ?? 15 ??;06\n"), { "0506" }, " 0031323334 | 013132 04" },        /* nothing more came: it is one */
    { STEP ("Ack=05 ?? 15 ??;06\n"), { "05-06-15-06" }, " 0031323334 | 013132 04" }, /* whenever its parts come */
    { STEP ("Ack=06\nNak=0515\n"), { "05-15-06" }, " 0031323334 0031323334 | 013132 04" },
    { STEP ("Ack=05 ?? 15\nNak=06\n"), { "05-06-15", "05ff15" }, " 0031323334 | 013132 04" },
    { STEP ("Ack=06\nNak=0607\n"), { "0607", "06" }, " 0031323334 0031323334 | 013132 04" }, /* the longest counts */
    { STEP ("Escape=7E>7D5E;7D>7D5D\nAck=7E [ ?? ] 7E\n"),
      { "7e7e7e", "7e207e", "7e7d-5e-7e" },
      " 0031323334 0031323334 | 013132 04" }, /* inside the brackets there is no bare 7E */
    { STEP ("Ack=^ 06 ?? sum8:u8\n"), { "0601090601", "060107", "06ff05" }, " 0031323334 0031323334 | 013132 04" },
    { STEP ("Escape=7E>7D5E;7D>7D5D\nAck=7E [ ?? seq+125:u8 ] 7E\n"),
      { "7e7d5e7d5d7e", "7e207d5e7e" },
      " 0031323334 | 013132 04" },
    { STEP (""), { "06", "over" }, " 0031323334 | 013132" },
    { STEP (""), { "over" }, " 0031323334 |" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sent = play (rows[i].text, "123412", "", rows[i].answers);

      print_message ("row %" G_GSIZE_FORMAT "\n", i);
      assert_string_equal (sent, rows[i].sent);
    }
}

/* A quiet before each frame, and what comes in it is no answer to what comes after. */
static void
delays_and_limits_are_kept (void **state)
{
  g_autoptr (DfotaFraming) framing = profile_of (STEP ("Delay=0.25\nTimeout=0.5\nRetries=2\nWait=43\nWaitTimeout=2\n"));
  Far far = { .sent = g_string_new (NULL), .payload = "1234" };
  static const char *const answers[] = { "", "", "1818", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DfotaFramingEngine) engine = engine_of (framing, &far, NULL);

  far.engine = engine;
  far.answers = answers;
  say (&far, "0643");
  assert_true (dfota_framing_deliver (engine, NULL));
  assert_int_equal (far.now, 0);
  assert_false (dfota_framing_seal (engine, &error));
  assert_int_equal (far.now, 2 * 750000);
  assert_string_equal (far.sent->str, " 0031323334 0031323334 7878");
  g_string_free (far.sent, TRUE);
}

/* A Stop comes while a frame is under way: Cancel goes out, until the receiver says that it has heard it. */
static void
a_cancel_is_said_until_it_is_confirmed (void **state)
{
  static const struct
  {
    const char *answers[4];
    const char *sent;
    gint64 took;
  } rows[] = {
    { { "1818" }, " 7878", 0 },
    { { "", "ff1818" }, " 7878 7878", 2500000 },
    { { "", "", "" }, " 7878 7878 7878", 7500000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DfotaFraming) framing = profile_of (STEP (""));
      Far far = { .sent = g_string_new (NULL), .payload = "1234", .answers = rows[i].answers };
      g_autoptr (DfotaFramingEngine) engine = engine_of (framing, &far, NULL);

      far.engine = engine;
      dfota_framing_cancel (engine);
      assert_string_equal (far.sent->str, rows[i].sent);
      assert_int_equal (far.now, rows[i].took);
      g_string_free (far.sent, TRUE);
    }
}

/* --- what a field cannot hold --- */

static void
numbers_that_do_not_fit_their_field_are_refused (void **state)
{
  static const struct
  {
    const char *send;
    gsize size;
    const char *bad; /* NULL: they fit */
  } rows[] = {
    { "filesize:u8 data", 255, NULL },
    { "filesize:u8 data", 256, "[Step a] Send: filesize:u8" },
    { "filesize:dec2 data", 99, NULL },
    { "filesize:dec2 data", 100, "[Step a] Send: filesize:dec2" },
    { "offset:u8 data", 256, NULL },
    { "offset:u8 data", 257, "[Step a] Send: offset:u8" },
    { "frames:u8 data", 64 * 255, NULL },
    { "frames:u8 data", 64 * 255 + 1, "[Step a] Send: frames:u8" },
    { "len+191:u8 data", 1000, NULL },
    { "len+192:u8 data", 1000, "[Step a] Send: len+192:u8" },
    { "mtime:u24be data", 1, "[Step a] Send: mtime:u24be" },
    { "seq:u8 data", 64 * 300, NULL }, /* counts round */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("[Profile]\nName=t\nSteps=a\nAck=06\n[Step a]\nPayload=file\nSize=64\nSend=%s\n", rows[i].send);
      g_autofree char *payload = g_strnfill (rows[i].size, 'x');
      g_autoptr (DfotaFraming) framing = profile_of (text);
      g_autoptr (GError) error = NULL;
      Far far = { .payload = payload };
      g_autoptr (DfotaFramingEngine) engine = engine_of (framing, &far, &error);

      print_message ("%s %" G_GSIZE_FORMAT "\n", rows[i].send, rows[i].size);
      assert_true ((engine == NULL) == (rows[i].bad != NULL));
      assert_string_equal (error != NULL ? error->message : "", rows[i].bad != NULL ? rows[i].bad : "");
    }
}

static void
a_profile_tells_its_name_and_steps (void **state)
{
  g_autoptr (DfotaFraming) framing = profile_of (ymodem);

  assert_string_equal (dfota_framing_name (framing), "t");
  assert_int_equal (dfota_framing_n_steps (framing), 4);
  assert_string_equal (dfota_framing_step (framing, 0), "head");
  assert_string_equal (dfota_framing_step (framing, 3), "end");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (layouts_become_frames),
    cmocka_unit_test (steps_follow_each_other),
    cmocka_unit_test (the_smallest_size_that_holds_the_rest_is_taken),
    cmocka_unit_test (answers_are_found_in_the_stream),
    cmocka_unit_test (delays_and_limits_are_kept),
    cmocka_unit_test (a_cancel_is_said_until_it_is_confirmed),
    cmocka_unit_test (numbers_that_do_not_fit_their_field_are_refused),
    cmocka_unit_test (a_profile_tells_its_name_and_steps),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
