/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rows.h"

/* A package whose name says clearly that it is not for this module is stopped before anything is changed, whether it lies here or
 * on a server; one whose name does not tell is not. */

#define LTE    "--model EC200A --revision EC200ACNHAR01A02M16 --target EC200ACNHAR01A03M16 "
#define EP06   "--family ep06 --speed 20 "
#define SERVER "--no-probe --url http://fw.example.com:80/"
#define CHECK  "=check --json --port @PORT "

#define STOPPED(id) .exit_code = 2, .error = id, .seen = "match!! failed", .unseen = "starting", .unsent = "AT+QFOTADL=\""

static const Row rows[] = {
  { .name = "match: for another model, on this computer",
    .sim = LTE,
    .words = "--package {dir}/" ROWS_EP06,
    STOPPED ("package-model") },
  { .name = "match: for another model, on a server",
    .sim = LTE,
    .words = SERVER "Update_EC200UCNAAR03A03-R03A13.pack",
    STOPPED ("package-model") },
  { .name = "match: for another variant",
    .sim = LTE,
    .words = SERVER "EC200AEUHAR01A02M16-EC200AEUHAR01A03M16.bin",
    STOPPED ("package-model") },
  { .name = "match: for another model, MiniFOTA",
    .sim = "--family lte-standard-mini --model EG800K --revision EG800KCNGCR07A04M04",
    .words = SERVER ROWS_MINI_1,
    STOPPED ("package-model") },
  { .name = "match: for another flash size",
    .sim = "--model EC200A --revision EC200ACNHAR01A02M08",
    .words = "--package @PACKAGE",
    STOPPED ("package-flash") },
  { .name = "match: from another version",
    .sim = "--model EC200A --revision EC200ACNHAR01A01M16",
    .words = "--package @PACKAGE",
    STOPPED ("package-version") },
  { .name = "match: to the version on the module",
    .sim = "--model EC200A --revision EC200ACNHAR01A03M16",
    .words = "--package @PACKAGE",
    STOPPED ("package-installed") },
  { .name = "match: from another version, into the module's storage",
    .sim = EP06 "--revision EP06ELAR04A05M4G",
    .words = "--via storage --package {dir}/" ROWS_EP06,
    .exit_code = 2,
    .error = "package-version",
    .seen = "match!! failed",
    .unseen = "starting",
    .unsent = "AT+QFUPL=" },
  { .name = "match: rehearsed, it says so",
    .sim = "--model EC200A --revision EC200ACNHAR01A03M16",
    .words = CHECK "--package @PACKAGE",
    .exit_code = 2,
    .seen = "match!!" },
  { .name = "match: sending again is not about names",
    .sim = "--family lte-standard-mini --model EG800K --revision EG800KCNGCR07A04M04",
    .words = SERVER ROWS_MINI_1 " --resend",
    .exit_code = 2,
    .error = "resend-refused",
    .unseen = "match!! starting" },

  { .name = "match: it fits", .sim = LTE, .words = "--package @PACKAGE", .seen = "match starting done" },
  { .name = "match: its name says nothing, and it goes on",
    .sim = LTE,
    .words = "--package {dir}/" ROWS_PLUS_ONE,
    .seen = "match! starting done" },
};

int
main (void)
{
  return rows_run (rows, G_N_ELEMENTS (rows), SERVERS_HTTP);
}
