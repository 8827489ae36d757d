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
