/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rows.h"

#include <string.h>

/* EP06, EG06 and EM06: guide EP06&EG06&EM06 3.1 to 3.3. The port vanishes before START and again after END. */

#define SIM   "--family ep06 --speed 10 "
#define PKG   ROWS_EP06
#define LOCAL " --package {dir}/" PKG " "
#define STORE "--via storage" LOCAL
#define QUICK " --patience 3 "

#define NO_OTHERS "AT+QICSGP=|AT+QCFG=\"fota|AT+QIACT="
#define STORED    "AT+QFUPL=\"" PKG "\",40000,"

static void
its_file_is_gone (Flow *flow, GPtrArray *events)
{
  assert_int_equal (json_object_get_int_member (flow->report, "stored_files"), 0);
}

static void
one_file_is_stored (Flow *flow, GPtrArray *events)
{
  assert_int_equal (json_object_get_int_member (flow->report, "stored_files"), 1);
}

static void
say (GIOStream *stream, const char *text)
{
  assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, NULL));
}

static void
hear (GIOStream *stream, const char *wanted)
{
  g_autoptr (GString) heard = g_string_new (NULL);

  while (strstr (heard->str, wanted) == NULL)
    {
      char byte;

      if (g_input_stream_read (g_io_stream_get_input_stream (stream), &byte, 1, NULL, NULL) != 1)
        fail_msg ("no %s in %s", wanted, heard->str);
      g_string_append_c (heard, byte);
    }
}

/* A package of this name is in the module's storage already. */
static void
store_old_file (Flow *flow)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect_to_host (client, flow->port + strlen ("tcp:"), 0, NULL, NULL);

  assert_non_null (connection);
  say (G_IO_STREAM (connection), "AT+QFUPL=\"" PKG "\",5,5\r");
  hear (G_IO_STREAM (connection), "CONNECT\r\n");
  say (G_IO_STREAM (connection), "older");
  hear (G_IO_STREAM (connection), "OK\r\n");
}

static const Row rows[] = {
  { .name = "EP06, HTTP: the address alone",
    .sim = SIM,
    .words = "--url {http}" PKG LOCAL,
    .seen = "address probe starting downloading restart1 updating restart2 module done",
    .sent = "AT+QFOTADL=\"http://127.0.0.1:{http-port}/" PKG "\"",
    .unsent = NO_OTHERS,
    .arrived = 1 },
  { .name = "EP06, HTTPS",
    .sim = SIM,
    .words = "--url {https}" PKG LOCAL,
    .seen = "address starting downloading restart1 updating restart2 module done",
    .sent = "AT+QFOTADL=\"https://127.0.0.1:{https-port}/" PKG "\"",
    .arrived = 1 },
  { .name = "EP06, FTP",
    .sim = SIM,
    .words = "--url {ftp}" PKG LOCAL,
    .seen = "address probe starting downloading restart1 updating restart2 module done",
    .sent = "AT+QFOTADL=\"FTP://rig:***@127.0.0.1:{ftp-port}/" PKG "\"",
    .arrived = 1 },
  { .name = "EP06, HTTPS words and 701",
    .sim = SIM "--fault https-words --fault download-code@701",
    .words = "--url {https}" PKG,
    .exit_code = 1,
    .error = "result-code",
    .code = 701,
    .seen = "downloading confirming module failed" },

  /* local storage */
  { .name = "EP06, storage: uploaded, compared, used, removed",
    .sim = SIM,
    .words = STORE,
    .seen = "space preparing sending storage starting restart1 updating restart2 module done",
    .unseen = "downloading",
    .sent = "AT+QFLST=|AT+QFLDS=|" STORED "|AT+QFOTADL=\"/data/ufs/" PKG "\"|AT+QFDEL=\"" PKG "\"",
    .arrived = 1,
    .more = its_file_is_gone },
  { .name = "EP06, storage: another folder",
    .sim = SIM "--folder /cache/ufs ",
    .words = "--folder /cache/ufs " STORE,
    .seen = "storage updating module done",
    .sent = "AT+QFOTADL=\"/cache/ufs/" PKG "\"",
    .arrived = 1,
    .more = its_file_is_gone },
  { .name = "EP06, storage: the old file stays without consent",
    .sim = SIM,
    .words = STORE,
    .before = store_old_file,
    .exit_code = 2,
    .error = "storage-exists",
    .seen = "checking failed",
    .unsent = "AT+QFDEL=|AT+QFUPL=\"" PKG "\",40000",
    .more = one_file_is_stored },
  { .name = "EP06, storage: the old file goes with consent",
    .sim = SIM,
    .words = "--replace " STORE,
    .before = store_old_file,
    .seen = "sending storage updating module done",
    .sent = "AT+QFDEL=\"" PKG "\"|" STORED "|AT+QFOTADL=\"/data/ufs/" PKG "\"",
    .arrived = 1,
    .more = its_file_is_gone },
  { .name = "EP06, storage: the bare file name",
    .sim = SIM "--plain-name on ",
    .words = "--folder= " STORE,
    .seen = "storage updating module done",
    .sent = "AT+QFOTADL=\"" PKG "\"",
    .arrived = 1 },
  { .name = "EP06, storage: no space",
    .sim = SIM "--fault no-space",
    .words = STORE,
    .exit_code = 2,
    .error = "package-too-large",
    .seen = "space!! failed",
    .unsent = "AT+QFUPL=" },
  { .name = "EP06, storage: the upload is refused",
    .sim = SIM "--fault store-full",
    .words = STORE,
    .exit_code = 2,
    .error = "storage-upload",
    .seen = "sending failed" },
  { .name = "EP06, storage: another checksum",
    .sim = SIM "--fault upload-checksum",
    .words = STORE,
    .exit_code = 1,
    .error = "storage-damaged",
    .shots = -1,
    .seen = "sending failed",
    .more = its_file_is_gone },

  /* 504 and 505 are a bad package here; 510 and 511 */
  { .name = "EP06, END,504",
    .sim = SIM "--fault upgrade-code@504",
    .words = "--url {http}" PKG QUICK,
    .exit_code = 1,
    .error = "result-code",
    .code = 504 },
  { .name = "EP06, END,505",
    .sim = SIM "--fault upgrade-code@505",
    .words = STORE QUICK,
    .exit_code = 1,
    .error = "result-code",
    .code = 505 },
  { .name = "EP06, END,510",
    .sim = SIM "--fault upgrade-code@510",
    .words = "--url {http}" PKG QUICK,
    .exit_code = 1,
    .error = "result-code",
    .code = 510 },
  { .name = "EP06, END,511",
    .sim = SIM "--fault upgrade-code@511",
    .words = STORE QUICK,
    .exit_code = 1,
    .error = "result-code",
    .code = 511 },
  { .name = "EP06, END,520 and then nothing: needs attention",
    .sim = SIM "--fault upgrade-code@520 --fault dead-after-end",
    .words = "--url {http}" PKG QUICK,
    .exit_code = 4,
    .error = "result-code",
    .code = 520 },
  { .name = "EP06, FILE refused", .sim = SIM, .words = "--package @PACKAGE", .exit_code = 2, .error = "way-refused" },
};

int
main (void)
{
  return rows_run (rows, G_N_ELEMENTS (rows), SERVERS_HTTP | SERVERS_HTTPS | SERVERS_FTP);
}
