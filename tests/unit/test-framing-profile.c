/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Framing profiles: what is refused, and the checks they can name. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <string.h>

#include "error.h"
#include "route/framing-private.h"
#include "native.h"

/* --- checksums --- */

static void
checks_give_what_the_catalogues_print (void **state)
{
  static const struct
  {
    DfotaSum own;
    const char *name;
    guint32 value;
  } rows[] = {
    { .name = "xor8", .value = 0x31 },
    { .name = "sum8", .value = 0xdd },
    { .name = "nsum8", .value = 0x23 },
    { .name = "sum16", .value = 0x01dd },
    { .name = "crc16-xmodem", .value = 0x31c3 },
    { .name = "crc16-ccitt", .value = 0x29b1 },
    { .name = "crc16-kermit", .value = 0x2189 },
    { .name = "crc16-modbus", .value = 0x4b37 },
    { .name = "crc32", .value = 0xcbf43926 },
    { .own = { "crc8", DFOTA_SUM_CRC, 8, 0x07, 0, 0, FALSE, FALSE }, .value = 0xf4 },
    { .own = { "crc12", DFOTA_SUM_CRC, 12, 0x80f, 0, 0, FALSE, TRUE }, .value = 0xdaf },
    { .own = { "x25", DFOTA_SUM_CRC, 16, 0x1021, 0xffff, 0xffff, TRUE, TRUE }, .value = 0x906e },
    { .own = { "openpgp", DFOTA_SUM_CRC, 24, 0x864cfb, 0xb704ce, 0, FALSE, FALSE }, .value = 0x21cf02 },
    { .own = { "bzip2", DFOTA_SUM_CRC, 32, 0x04c11db7, 0xffffffff, 0xffffffff, FALSE, FALSE }, .value = 0xfc891918 },
  };
  static const guint8 nine[] = "123456789";

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const DfotaSum *sum = rows[i].name != NULL ? dfota_sum_find (rows[i].name) : &rows[i].own;

      assert_non_null (sum);
      guint32 part = dfota_sum_add (sum, dfota_sum_begin (sum), nine, 4);
      assert_int_equal (dfota_sum_end (sum, dfota_sum_add (sum, part, nine + 4, 5)), rows[i].value);
    }
  assert_null (dfota_sum_find ("crc99"));
}

/* --- what is refused --- */

#define HEAD "[Profile]\nName=t\nSteps=a\nAck=06\n"
#define BODY "[Step a]\nPayload=file\nSize=4\n"
#define SEND "Send=data\n"

static const struct
{
  const char *text;
  const char *bad;
} refusals[] = {
  { "", "[Profile] Name" },
  { "[Profile]\nSteps=a\n", "[Profile] Name" },
  { "[Profile]\nName=\nSteps=a\n", "[Profile] Name" },
  { "[Profile]\nName=a\\tb\nSteps=a\n", "[Profile] Name" },
  { "[Profile]\nName=t\n", "[Profile] Steps: Payload=file" },
  { HEAD "nonsense\n", "line 5" },
  { "Name=t\n" HEAD, "line 1" },
  { HEAD "[Step a\n", "line 5" },
  { HEAD "[Step a]x\n", "line 5" },
  { HEAD "[]\n", "line 5" },
  { HEAD "[Step a[\n", "line 5" },
  { HEAD "=6\n", "line 5" },
  { HEAD "Nam=t\n", "[Profile] Nam" },
  { HEAD "name=t\n", "[Profile] name" },
  { HEAD "Name[zh_CN]=t\n", "[Profile] Name[zh_CN]" },
  { HEAD "Ack=15\n", "[Profile] Ack" },
  { HEAD "Send=06\n", "[Profile] Send" },
  { HEAD "Cancel=data\n", "[Profile] Cancel: data" },
  { HEAD "Cancel=18;18\n", "[Profile] Cancel" },
  { HEAD, "[Profile] Steps: a" },
  { HEAD "[Stap a]\n", "[Stap a]" },
  { HEAD "[Step ]\n", "[Step ]" },
  { HEAD BODY SEND "[Step a]\n", "[Step a]" },
  { HEAD BODY SEND "[Step b]\nSend=04\n", "[Step b]" },
  { HEAD BODY SEND "Sise=4\n", "[Step a] Sise" },
  { HEAD BODY SEND "Name=t\n", "[Step a] Name" },
  { HEAD "[Step a]\nSend=04\n", "[Profile] Steps: Payload=file" },
  { "[Profile]\nName=t\nSteps=a;;b\n" BODY SEND, "[Step a] Ack" },
  { "[Profile]\nName=t\nSteps=a;;b\nAck=06\n" BODY SEND, "[Profile] Steps" },
  { "[Profile]\nName=t\nSteps=a;b\nAck=06\n" BODY SEND "[Step b]\nPayload=file\nSize=4\n" SEND, "[Step b] Payload: file" },
  { "[Profile]\nName=t\nSteps=a\n" BODY SEND, "[Step a] Ack" },
  { HEAD BODY SEND "Ack=\n", "[Step a] Ack" },
  { HEAD "[Step a]\n", "[Step a]" },
  { HEAD "[Step a]\nWait=\n", "[Step a]" },
  { HEAD "[Step a]\nSend=\n", "[Step a] Send" },
  { HEAD "[Step a]\nPayload=file\n" SEND, "[Step a] Size" },
  { HEAD "[Step a]\nPayload=file\nSize=4\nWait=43\n", "[Step a] Payload" },
  { HEAD "[Step a]\nSend=04\nSize=4\n", "[Step a] Size" },
  { HEAD "[Step a]\nSend=04\nPad=1A\n", "[Step a] Pad" },
  { HEAD "[Step a]\nWait=43\nTimeout=3\n", "[Step a] Timeout" },
  { HEAD "[Step a]\nWait=43\nRetries=3\n", "[Step a] Retries" },
  { HEAD "[Step a]\nSend=04\nWaitTimeout=3\n", "[Step a] WaitTimeout" },
  { HEAD "[Step a]\n" SEND, "[Step a] Send: data" },
  { HEAD BODY "Send=04\n", "[Step a] Send: data" },
  { HEAD BODY "Send=data data\n", "[Step a] Send: data" },
  { HEAD BODY "Send=data;data\n", "[Step a] Send" },
  { HEAD "[Step a]\nPayload=file\nSize=8;4\n" SEND, "[Step a] Send" },
  { HEAD "[Step a]\nPayload=file\nSize=4;8\nSend=data;data\n", "[Step a] Size: 8" },
  { HEAD "[Step a]\nPayload=file\nSize=4;4\nSend=data;data\n", "[Step a] Size: 4" },
  { HEAD "[Step a]\nPayload=file\nSize=0\n" SEND, "[Step a] Size: 0" },
  { HEAD "[Step a]\nPayload=file\nSize=65537\n" SEND, "[Step a] Size: 65537" },
  { HEAD "[Step a]\nPayload=file\nSize=4x\n" SEND, "[Step a] Size: 4x" },
  { HEAD "[Step a]\nPayload=file\nSize=\n" SEND, "[Step a] Size" },
  { HEAD BODY SEND "Pad=1A1A\n", "[Step a] Pad: 1A1A" },
  { HEAD BODY SEND "Pad=1A 1A\n", "[Step a] Pad: 1A 1A" },
  { HEAD BODY SEND "Pad=\n", "[Step a] Pad" },
  { HEAD BODY SEND "Pad=seq:u8\n", "[Step a] Pad: seq:u8" },
  { HEAD BODY SEND "Retries=0\n", "[Step a] Retries: 0" },
  { HEAD BODY SEND "Retries=1001\n", "[Step a] Retries: 1001" },
  { HEAD BODY SEND "Retries=3.5\n", "[Step a] Retries: 3.5" },
  { HEAD BODY SEND "Timeout=0\n", "[Step a] Timeout: 0" },
  { HEAD BODY SEND "Timeout=-1\n", "[Step a] Timeout: -1" },
  { HEAD BODY SEND "Timeout=3601\n", "[Step a] Timeout: 3601" },
  { HEAD BODY SEND "Timeout=nan\n", "[Step a] Timeout: nan" },
  { HEAD BODY SEND "Timeout=1.2.3\n", "[Step a] Timeout: 1.2.3" },
  { HEAD BODY SEND "Timeout=\n", "[Step a] Timeout" },
  { HEAD "Timeout=x\n" BODY SEND, "[Profile] Timeout: x" },
  { HEAD BODY SEND "Delay=1s\n", "[Step a] Delay: 1s" },
  { HEAD BODY SEND "Seq=-1\n", "[Step a] Seq: -1" },
  { HEAD BODY SEND "Seq=4294967296\n", "[Step a] Seq: 4294967296" },
  { HEAD BODY SEND "Unconfirmed=yes\n", "[Step a] Unconfirmed: yes" },
  { HEAD BODY SEND "Unconfirmed=true\n", "[Step a] Unconfirmed" },
  { HEAD BODY SEND "Nak=06\n", "[Step a] Nak" },
  { HEAD BODY SEND "Nak=15;'\x06'\n", "[Step a] Nak" },
  { HEAD BODY SEND "Abort=06\n", "[Step a] Abort" },
  { HEAD BODY SEND "Wait=43\nAbort=43\n", "[Step a] Abort" },
  { HEAD BODY SEND "Nak='a\\q'\n", "[Step a] Nak: 'a\\q'" },
  { HEAD BODY SEND "Nak=15;;16\n", "[Step a] Nak" },
  { HEAD BODY SEND "Nak=^\n", "[Step a] Nak: ^" },
  { HEAD BODY SEND "Nak=data\n", "[Step a] Nak: data" },
  { HEAD BODY SEND "Nak=6\n", "[Step a] Nak: 6" },
  { HEAD BODY SEND "Nak=0x15\n", "[Step a] Nak: 0x15" },
  { HEAD BODY SEND "Nak='no\n", "[Step a] Nak: 'no" },
  { HEAD BODY SEND "Nak=''\n", "[Step a] Nak: ''" },
  { HEAD BODY SEND "Nak='a'b\n", "[Step a] Nak: 'a'b" },
  { HEAD BODY "Send=data ??\n", "[Step a] Send: ?"
                                "?" },
  { HEAD BODY "Send=data crc99:u16be\n", "[Step a] Send: crc99:u16be" },
  { HEAD BODY "Send=data crc99\n", "[Step a] Send: crc99" },
  { HEAD BODY "Send=sqe:u8 data\n", "[Step a] Send: sqe:u8" },
  { HEAD BODY "Send=:u8 data\n", "[Step a] Send: :u8" },
  { HEAD BODY "Send=: data\n", "[Step a] Send: :" },
  { HEAD BODY "Send=@file data\n", "[Step a] Send: @file" },
  { HEAD BODY "Send=+1:u8 data\n", "[Step a] Send: +1:u8" },
  { HEAD BODY "Send=seq data\n", "[Step a] Send: seq" },
  { HEAD BODY "Send=seq:u9 data\n", "[Step a] Send: seq:u9" },
  { HEAD BODY "Send=seq:u8:not data\n", "[Step a] Send: seq:u8:not" },
  { HEAD BODY "Send=seq:u8:inv:inv data\n", "[Step a] Send: seq:u8:inv:inv" },
  { HEAD BODY "Send=seq:u8@file data\n", "[Step a] Send: seq:u8@file" },
  { HEAD BODY "Send=seq:dec:inv data\n", "[Step a] Send: seq:dec:inv" },
  { HEAD BODY "Send=seq:dec0 data\n", "[Step a] Send: seq:dec0" },
  { HEAD BODY "Send=seq:dec17 data\n", "[Step a] Send: seq:dec17" },
  { HEAD BODY "Send=seq:str data\n", "[Step a] Send: seq:str" },
  { HEAD BODY "Send=seq+x:u8 data\n", "[Step a] Send: seq+x:u8" },
  { HEAD BODY "Send=name:u8 data\n", "[Step a] Send: name:u8" },
  { HEAD BODY "Send=name+1:str data\n", "[Step a] Send: name+1:str" },
  { HEAD BODY "Send=data crc32:u32le@fill\n", "[Step a] Send: crc32:u32le@fill" },
  { HEAD BODY "Send=data crc32:u24le\n", "[Step a] Send: crc32:u24le" },
  { HEAD BODY "Send=data crc32:dec9\n", "[Step a] Send: crc32:dec9" },
  { HEAD BODY "Send=data crc32:str\n", "[Step a] Send: crc32:str" },
  { HEAD BODY "Send=crc32:u32le data\n", "[Step a] Send: crc32:u32le" },
  { HEAD BODY "Send=01 sum8:u8 ^ data sum8:u8\n", "[Step a] Send: sum8:u8" },
  { HEAD BODY "Send=01 ^ data\n", "[Step a] Send: ^" },
  { HEAD BODY "Send=^ data ^ sum8:u8\n", "[Step a] Send: ^" },
  { HEAD BODY "Send=[ data ]\n", "[Step a] Send: [" },
  { HEAD "Escape=7E>7D5E\n" BODY "Send=[ data\n", "[Step a] Send: [" },
  { HEAD "Escape=7E>7D5E\n" BODY "Send=data ]\n", "[Step a] Send: ]" },
  { HEAD "Escape=7E>7D5E\n" BODY "Send=[ [ data ]\n", "[Step a] Send: [" },
  { HEAD BODY SEND "Escape=7E>7D5E\n", "[Step a] Escape" },
  { HEAD "Escape=7E\n" BODY SEND, "[Profile] Escape: 7E" },
  { HEAD "Escape=7E7E>7D5E\n" BODY SEND, "[Profile] Escape: 7E7E>7D5E" },
  { HEAD "Escape=7E>7D5E;7E>7D5D\n" BODY SEND, "[Profile] Escape: 7E>7D5D" },
  { HEAD "Escape=7E>\n" BODY SEND, "[Profile] Escape: 7E>" },
  { HEAD "[Step a]\nPayload=\nSize=4\n" SEND, "[Step a] Payload" },
  { HEAD "[Step a]\nPayload=File\nSize=4\n" SEND, "[Step a] Payload: File" },
  { HEAD "[Step a]\nPayload=00;01\nSize=4\n" SEND, "[Step a] Payload: 00;01" },
  { HEAD "[Step a]\nPayload=seq:u8\nSize=4\n" SEND, "[Step a] Payload: seq:u8" },
  { HEAD "[Step a]\nPayload=^ 00 sum8:u8\nSize=4\n" SEND, "[Step a] Payload: ^" },
  { HEAD BODY SEND "[Check crc32]\nWidth=32\nPoly=1\n", "[Check crc32]" },
  { HEAD BODY SEND "[Check seq]\nWidth=32\nPoly=1\n", "[Check seq]" },
  { HEAD BODY SEND "[Check a:b]\nWidth=32\nPoly=1\n", "[Check a:b]" },
  { HEAD BODY SEND "[Check x]\nPoly=1\n", "[Check x] Width" },
  { HEAD BODY SEND "[Check x]\nWidth=33\nPoly=1\n", "[Check x] Width: 33" },
  { HEAD BODY SEND "[Check x]\nWidth=16\n", "[Check x] Poly" },
  { HEAD BODY SEND "[Check x]\nWidth=16\nPoly=11021\n", "[Check x] Poly: 11021" },
  { HEAD BODY SEND "[Check x]\nWidth=16\nPoly=1021\nRefIn=1\n", "[Check x] RefIn: 1" },
  { HEAD BODY SEND "[Check x]\nWidth=16\nPoly=1021\nReflect=true\n", "[Check x] Reflect" },
};

static void
what_is_wrong_is_refused_by_name (void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = NULL;
      DfotaFraming *framing = dfota_framing_parse (refusals[i].text, strlen (refusals[i].text), &error);

      if (framing != NULL || strcmp (error->message, refusals[i].bad) != 0)
        print_message ("%s", refusals[i].text);
      assert_null (framing);
      assert_true (g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_FRAMING_BAD));
      assert_string_equal (error->message, refusals[i].bad);
    }
}

/* --- files --- */

static void
files_have_limits (void **state)
{
  static const char sound[] = "\xef\xbb\xbf" HEAD BODY "Send=data # \xe5\xb8\xa7\r\n";
  g_autofree char *folder = g_dir_make_tmp ("framing-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.dfota-framing", NULL);
  g_autofree char *remark = g_strnfill (65536 - strlen (sound), '#');
  g_autofree char *largest = g_strconcat (sound, remark, NULL);
  g_autofree char *too_large = g_strconcat (largest, "#", NULL);
  const struct
  {
    const char *text;
    gssize n;
    const char *bad;
  } rows[] = {
    { sound, -1, NULL },
    { largest, -1, NULL },
    { too_large, -1, "64 KiB" },
    { "[Profile]\nName=\xff\n", -1, "UTF-8" },
    { "[Profile]\nName=t\0", 18, "UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_true (g_file_set_contents (path, rows[i].text, rows[i].n, NULL));
      g_autoptr (DfotaFraming) framing = dfota_framing_load (path, &error);
      assert_string_equal (error != NULL ? error->message : "", rows[i].bad != NULL ? rows[i].bad : "");
      assert_true ((framing == NULL) == (rows[i].bad != NULL));
    }

  g_autoptr (GError) large = NULL;
  assert_null (dfota_framing_parse (too_large, strlen (too_large), &large));
  assert_string_equal (large->message, "64 KiB");
  g_autoptr (GError) gone = NULL;
  assert_int_equal (g_remove (path), 0);
  assert_null (dfota_framing_load (path, &gone));
  assert_string_equal (gone->message, "a.dfota-framing");
  g_autoptr (GError) pipe = NULL;
  if (native_make_pipe (path))
    {
      assert_null (dfota_framing_load (path, &pipe));
      assert_string_equal (pipe->message, "a.dfota-framing");
    }
  g_remove (path);
  g_rmdir (folder);
}

/* --- what is printed and installed --- */

static char *
read_text (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("DFOTA_TEST_SOURCE_ROOT"), folder, name, NULL);
  char *text = NULL;

  assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* The profile in docs/framing.md, remarks and all. */
static void
the_manuals_profile_is_sound (void **state)
{
  g_autofree char *page = read_text ("docs", "framing.md");
  g_auto (GStrv) blocks = g_strsplit (page, "```", -1);
  g_autoptr (GError) error = NULL;

  assert_true (g_str_has_prefix (blocks[1], "ini\n"));
  g_autoptr (DfotaFraming) framing = dfota_framing_parse (blocks[1] + 4, strlen (blocks[1] + 4), &error);
  assert_null (error);
  assert_string_equal (dfota_framing_name (framing), "XMODEM-CRC");
  assert_string_equal (dfota_framing_step (framing, 1), "eot");
  const DfotaFramingStep *data = dfota_framing_file_step (framing);
  assert_int_equal (data->delay_us, 500);
  assert_int_equal (data->nak->len, 2);
  assert_int_equal (data->pad, 0x1a);
}

/* Nobody shall take them for a module's own frames. */
static void
the_examples_say_that_they_are_examples (void **state)
{
  static const char *const names[] = { "xmodem-crc.dfota-framing", "xmodem-1k.dfota-framing", "ymodem.dfota-framing" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = read_text ("resources/framing", names[i]);
      g_autoptr (DfotaFraming) framing = dfota_framing_parse (text, strlen (text), NULL);

      assert_non_null (framing);
      assert_non_null (strstr (dfota_framing_name (framing), "example, not the module's own frames"));
      assert_non_null (strstr (text, "NOT the frames of any module"));
    }
}

/* A byte here and there, a piece lost or doubled: it is refused with a place, or it still makes sense. */
static void
damage (GString *text, GRand *rand)
{
  gsize from = (gsize) g_rand_int_range (rand, 0, (gint32) text->len);
  gsize left = text->len - from;
  gsize n = (gsize) g_rand_int_range (rand, 1, 20);
  g_autofree char *piece = g_strndup (text->str + from, MIN (n, left));

  switch (g_rand_int_range (rand, 0, 3))
    {
    case 0:
      text->str[from] = (char) g_rand_int_range (rand, 1, 256);
      break;
    case 1:
      g_string_erase (text, (gssize) from, (gssize) strlen (piece));
      break;
    default:
      g_string_insert (text, g_rand_int_range (rand, 0, (gint32) text->len), piece);
    }
}

static void
a_damaged_profile_is_refused_or_sound (void **state)
{
  static const char *const names[] = { "xmodem-crc.dfota-framing", "ymodem.dfota-framing" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);
  guint sound = 0, refused = 0;

  for (guint i = 0; i < 4000; i++)
    {
      g_autofree char *whole = read_text ("resources/framing", names[i % 2]);
      g_autoptr (GString) text = g_string_new (whole);
      g_autoptr (GError) error = NULL;

      for (int j = g_rand_int_range (rand, 1, 4); j > 0; j--)
        damage (text, rand);
      g_autoptr (DfotaFraming) framing = dfota_framing_parse (text->str, text->len, &error);
      sound += framing != NULL ? 1 : 0;
      refused += framing == NULL ? 1 : 0;
      assert_true ((framing == NULL) == (error != NULL));
      assert_true (error == NULL || g_error_matches (error, DFOTA_ERROR, DFOTA_ERROR_FRAMING_BAD));
      assert_true (error == NULL || *error->message != '\0');
    }
  print_message ("%u sound, %u refused\n", sound, refused);
  assert_true (sound > 100 && refused > 1000);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (checks_give_what_the_catalogues_print),
    cmocka_unit_test (what_is_wrong_is_refused_by_name),
    cmocka_unit_test (files_have_limits),
    cmocka_unit_test (the_manuals_profile_is_sound),
    cmocka_unit_test (a_damaged_profile_is_refused_or_sound),
    cmocka_unit_test (the_examples_say_that_they_are_examples),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
