/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "record/redact.h"

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

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_opens_a_door_or_names_a_person_is_masked),
    cmocka_unit_test (no_form_of_an_address_shows_its_password),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
