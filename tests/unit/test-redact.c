/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "record/redact.h"

static void
what_opens_a_door_or_names_a_person_is_masked (void **state)
{
  static const struct
  {
    const char *text, *redacted;
  } rows[] = {
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

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *redacted = dfota_redact (rows[i].text);
      assert_string_equal (redacted, rows[i].redacted);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_opens_a_door_or_names_a_person_is_masked),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
