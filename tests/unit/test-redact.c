/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "record/redact.h"
#include "record/redactor.h"

#include <string.h>

typedef struct
{
  const char *text, *redacted;
} Row;

static void
assert_rows (const Row *rows, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *redacted = dfota_redact (rows[i].text);
      assert_string_equal (redacted, rows[i].redacted);
    }
}

static void
what_opens_a_door_or_names_a_person_is_masked (void **state)
{
  static const Row rows[] = {
    { "OK", "OK" },
    { "+CGSN: 862635000000000", "+CGSN: ***" },
    { "460001234567890", "***" },
    { "+QCCID: 89860012345678901234", "+QCCID: ***" },
    { "AT+QFOTADL=\"ftp://user:p@ss@host/file\",1", "AT+QFOTADL=\"ftp://user:***@host/file\",1" },
    { "+QICSGP: 1,\"cmnet\",\"user\",\"secretpw\",1", "+QICSGP: 1,\"cmnet\",\"***\",\"***\",1" },
    { "AT+QICSGP=2,1,\"cmnet\",\"u\",\"p\",2", "AT+QICSGP=2,1,\"cmnet\",\"***\",\"***\",2" },
    { "AT+CGAUTH=1,1,\"user\",\"pw\"", "AT+CGAUTH=1,1,\"***\"" },
    { "FTP://user:pa@ss@host:21/fw.bin", "FTP://user:***@host:21/fw.bin" },
    { "FTP://user:pa/s:s@host/fw.bin and ftp:/user:pass@host", "FTP://user:***@host/fw.bin and ftp:/user:***@host" },
    { "AT+QFOTADL=\"FTP://user:pass@host:21/fw.bin\",1,100", "AT+QFOTADL=\"FTP://user:***@host:21/fw.bin\",1,100" },
    { "FTP://user@host/fw.bin", "FTP://user@host/fw.bin" },
    { "FTP://user@host:21/fw.bin", "FTP://user@host:21/fw.bin" },
    { "http://www.example.com:8000/fw.bin", "http://www.example.com:8000/fw.bin" },
    { "862635000000000", "***" },
    { "AT+CGSN\r862635000000000", "AT+CGSN\r***" },
    { "+CGSN: \"862635000000000\"", "+CGSN: \"***\"" },
    { "+CIMI: 460001234567890", "+CIMI: ***" },
    { "89860012345678901234", "***" },
    { "+QCCID: 898604A5012180045678", "+QCCID: ***" },
    { "+ICCID:898602B5111850000000F", "+ICCID:***" },
    { "898604A5012180045678", "***" },
    { "1234567890123", "1234567890123" },
    { "+CNUM: ,\"+8613000000000\",145", "+CNUM: ***" },
    { "AT+CPIN=\"1234\"", "AT+CPIN=\"***" },
    { "AT+CPIN=12345678,1234", "AT+CPIN=***" },
    { "+CPIN: READY", "+CPIN: READY" },
    { "AT+CPIN?", "AT+CPIN?" },
    { "AT+CLCK=\"SC\",1,\"1234\"", "AT+CLCK=\"SC\",1,\"***\"" },
    { "AT+QICSGP=2,1,\"cmnet\",\"u\",\"p,w\",2", "AT+QICSGP=2,1,\"cmnet\",\"***\",\"***\",2" },
    { "AT+QICSGP=2,1,\"cmnet\",\"user\"", "AT+QICSGP=2,1,\"cmnet\",\"***\"" },
    { "AT+QICSGP=2,1,\"cmnet\",\"user\",\"secr", "AT+QICSGP=2,1,\"cmnet\",\"***\",\"***\"" },
    { "AT+QICSGP=2,1,\"cmnet\",\"use", "AT+QICSGP=2,1,\"cmnet\",\"***\"" },
    { "+QICSGP: \"cmnet\" , \"user\" , \"secret\"", "+QICSGP: \"cmnet\" , \"***\" , \"***\"" },
    { "+qicsgp: 1,1,\"cmnet\",user,secret,1", "+qicsgp: 1,1,\"cmnet\",***" },
    { "AT+QICSGP=1,1,\"cmnet\"", "AT+QICSGP=1,1,\"cmnet\"" },
    { "+QICSGP: 1,\"cmnet\",1", "+QICSGP: 1,\"cmnet\",1" },
    { "AT+QICSGP=1", "AT+QICSGP=1" },
    { "+CGAUTH: 1,1,user,pw", "+CGAUTH: 1,1,***" },
    { "+QIND: \"FOTA\",\"START\"", "+QIND: \"FOTA\",\"START\"" },
    { "+QFUPL: 300000,683f", "+QFUPL: 300000,683f" },
    { "+QIACT: 1,1,1,\"100.68.139.90\"", "+QIACT: 1,1,1,\"100.68.139.90\"" },
    { "\xff\xfeOK", "\xef\xbf\xbd\xef\xbf\xbdOK" },
    { "+QFLDS: 3776512,3776512", "+QFLDS: 3776512,3776512" },
    { "Revision: EC200ACNHAR01A02M16", "Revision: EC200ACNHAR01A02M16" },
    { "+QIND: \"FOTA\",\"DOWNLOADING\",50", "+QIND: \"FOTA\",\"DOWNLOADING\",50" },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

/* A user's name with an @, and marks where no address has them. */
static void
no_form_of_an_address_shows_its_password (void **state)
{
  static const Row rows[] = {
    { "ftp://me@corp.com:secret@host/x", "ftp://me@corp.com:***@host/x" },
    { "ftp:/me@corp.com:secret@host/x", "ftp:/me@corp.com:***@host/x" },
    { "ftp://me@corp.com:se@cr@et@host:21/x", "ftp://me@corp.com:***@host:21/x" },
    { "ftp://me@dept@corp.com:secret@host/x", "ftp://me@dept@corp.com:***@host/x" },
    { "ftp://me@corp.com:se:cr/et@host/x", "ftp://me@corp.com:***@host/x" },
    { "ftp://me@corp.com:@host/x", "ftp://me@corp.com:***@host/x" },
    { "ftp://:secret@host/x", "ftp://:***@host/x" },
    { "ftp://user:a:b@host/x", "ftp://user:***@host/x" },
    { "ftp://user:se\"cret@host/x", "ftp://user:***@host/x" },
    { "ftp://用户@公司:密码@host/x", "ftp://用户@公司:***@host/x" },
    { "to ftp://me@corp.com:secret@host/x, then http://h:80/y", "to ftp://me@corp.com:***@host/x, then http://h:80/y" },
    { "ftp://me%40corp.com:s%3Aec%40ret@host/x", "ftp://me%40corp.com:***@host/x" },
    { "ftp://me@corp.com:secret%40host/x", "ftp://me@corp.com:***%40host/x" },
    { "ftp://me%3asecret@host/x", "ftp://me%3A***@host/x" },
    { "ftp://me%3Asecret%40host/x", "ftp://me%3A***%40host/x" },
    { "http://host:8000/a%40b.bin", "http://host:8000/a%40b.bin" },
    { "AT+QFOTADL=\"ftp://me@corp.com:se@cret@host:21/fw.bin\",1,100",
      "AT+QFOTADL=\"ftp://me@corp.com:***@host:21/fw.bin\",1,100" },
    { "AT+QFOTADL=\"ftp://me@corp.com:se\"c ret@host:21/fw.bin\",1",
      "AT+QFOTADL=\"ftp://me@corp.com:***@host:21/fw.bin\",1" },
    { "AT+QFOTADL=\"ftp://me:se cret@host:21/fw.bin\",1", "AT+QFOTADL=\"ftp://me:***@host:21/fw.bin\",1" },
    { "AT+QFOTADL=\"ftp://host:21/fw.bin\",\"me@corp.com\"", "AT+QFOTADL=\"ftp://host:21/fw.bin\",\"me@corp.com\"" },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

/* The line was cut off before the @; and what only looks like it. */
static void
an_address_that_is_cut_off_shows_no_password (void **state)
{
  static const Row rows[] = {
    { "AT+QFOTADL=\"FTP://user:S3CRET", "AT+QFOTADL=\"FTP://user:***" },
    { "AT+QFOTADL=\"FTP://user:S", "AT+QFOTADL=\"FTP://user:***" },
    { "ftp://user:12345678", "ftp://user:***" },
    { "ftp://user:S3C RET\nnext line", "ftp://user:***\nnext line" },
    { "ftp://user:", "ftp://user:" },
    { "http://host:8000/fw.bin", "http://host:8000/fw.bin" },
    { "AT+QFOTADL=\"http://host:8000\",1", "AT+QFOTADL=\"http://host:8000\",1" },
    { "http://host:80", "http://host:80" },
    { "coap://[2001:db8::1]:5683/fw.bin", "coap://[2001:db8::1]:5683/fw.bin" },
    { "http://[fe80::1]/fw.bin", "http://[fe80::1]/fw.bin" },
    { "ftp://host: no such file", "ftp://host: no such file" },
    { "see http://host:80, and http://other:8080.", "see http://host:80, and http://other:8080." },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

#define FTP    "AT+QFOTADL=\"FTP://user:S3CRETpw@192.168.1.5:21/p.bin\",1,100"
#define QICSGP "AT+QICSGP=1,1,\"cmnet\",\"somebody\",\"wOrd7\",1"

static void
a_command_is_hidden_in_pieces_too (void **state)
{
  static const Row rows[] = {
    { FTP, "AT+QFOTADL=\"FTP://user:***@192.168.1.5:21/p.bin\",1,100" },
    { "RETpw@192.168.1.5:21/p.bin\",1,100", "***@192.168.1.5:21/p.bin\",1,100" },
    { "AT+QFOTADL=\"FTP://user:S3C", "AT+QFOTADL=\"FTP://user:***" },
    { "S3CRETpw", "***" },
    { "3CRE", "***" },
    { "CRE", "***" },
    { "junk3CRETjunk", "junk***junk" },
    { "+CREG: 1S3CRETpw@192.168.1.5", "+CREG: 1***@192.168.1.5" },
    { "at+qfotadl=\"ftp://user:s3cretPW@192.168.1.5:21/p.bin\",1,100",
      "at+qfotadl=\"ftp://user:***@192.168.1.5:21/p.bin\",1,100" },
    { "RETpw@192.168.1.5:21/p.bin\",1,100+QIND: \"FOTA\",\"FTPSTART\"",
      "***@192.168.1.5:21/p.bin\",1,100+QIND: \"FOTA\",\"FTPSTART\"" },
    { "wOrd7\",1", "***\",1" },
    { "body\",\"wOrd7\",1", "***\",\"***\",1" },
    { "dy\",\"wO", "***\",\"***" },
    { QICSGP, "AT+QICSGP=1,1,\"cmnet\",\"***\",\"***\",1" },
    /* what is nobody's secret stays */
    { "OK", "OK" },
    { "+QIND: \"FOTA\",\"FTPSTART\"", "+QIND: \"FOTA\",\"FTPSTART\"" },
    { "@192.168.1.5:21/p.bin\",1,100", "@192.168.1.5:21/p.bin\",1,100" },
    { "AT+QFOTADL=\"FTP://us", "AT+QFOTADL=\"FTP://us" },
    { "+QIND: \"FOTA\",\"DOWNLOADING\",21", "+QIND: \"FOTA\",\"DOWNLOADING\",21" },
    { "Revision: EC200ACNHAR01A02M16", "Revision: EC200ACNHAR01A02M16" },
    { "+CGSN: 862635000000000", "+CGSN: ***" },
    { "", "" },
  };
  g_autoptr (DfotaRedactor) redactor = dfota_redactor_new ();
  g_autofree char *before = dfota_redactor_received (redactor, "3CRE");
  assert_string_equal (before, "3CRE");
  for (int twice = 0; twice < 2; twice++)
    {
      g_autofree char *plain = dfota_redactor_sent (redactor, "AT+CGMR");
      g_autofree char *ftp = dfota_redactor_sent (redactor, FTP);
      g_autofree char *pdp = dfota_redactor_sent (redactor, QICSGP);
      assert_string_equal (plain, "AT+CGMR");
      assert_string_equal (ftp, rows[0].redacted);
      assert_null (strstr (pdp, "wOrd7"));
    }

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = dfota_redactor_received (redactor, rows[i].text);
      assert_string_equal (shown, rows[i].redacted);
    }
}

/* Cut in two anywhere: no four bytes of the password are left. */
static void
no_cut_leaves_a_piece_of_a_password (void **state)
{
  static const char password[] = "S3CRETpw";

  for (gsize cut = 1; cut < strlen (FTP); cut++)
    {
      g_autoptr (DfotaRedactor) redactor = dfota_redactor_new ();
      g_autofree char *sent = dfota_redactor_sent (redactor, FTP);
      g_autofree char *head = g_strndup (FTP, cut);
      g_autofree char *first = dfota_redactor_received (redactor, head);
      g_autofree char *second = dfota_redactor_received (redactor, &FTP[cut]);
      assert_null (strstr (sent, password));
      for (gsize i = 0; i + 3 <= strlen (password); i++)
        {
          g_autofree char *piece = g_strndup (password + i, 3);
          assert_null (strstr (first, piece));
          assert_null (strstr (second, piece));
        }
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_opens_a_door_or_names_a_person_is_masked),
    cmocka_unit_test (no_form_of_an_address_shows_its_password),
    cmocka_unit_test (an_address_that_is_cut_off_shows_no_password),
    cmocka_unit_test (a_command_is_hidden_in_pieces_too),
    cmocka_unit_test (no_cut_leaves_a_piece_of_a_password),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
