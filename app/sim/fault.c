/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault.h"

#include <math.h>
#include <string.h>

#include "words.h"

typedef struct
{
  const char *name;
  SimWhereKind kind;
  double where; /* when none is given; for WHERE_BYTE a percentage */
  const char *what;
} FaultRow;

static const FaultRow rows[N_FAULTS] = {
  [FAULT_NO_ANSWER] = { "no-answer", WHERE_NONE, 0, N_ ("never answers anything") },
  [FAULT_SLOW_BOOT]
  = { "slow-boot", WHERE_SECONDS, 20, N_ ("answers nothing for some seconds after power-on, then sends RDY") },
  [FAULT_GARBAGE] = { "garbage", WHERE_NONE, 0, N_ ("sends noise only, as with a wrong line rate") },
  [FAULT_NO_DFOTA] = { "no-dfota", WHERE_NONE, 0, N_ ("does not know AT+QFOTADL") },
  [FAULT_COMMAND_ERROR] = { "command-error", WHERE_NONE, 0, N_ ("answers ERROR to the upgrade command") },
  [FAULT_LATE_OK] = { "late-ok", WHERE_SECONDS, 8, N_ ("accepts the upgrade command late") },
  [FAULT_SLOW_FILESTART] = { "slow-filestart", WHERE_SECONDS, 15, N_ ("FILESTART comes late") },
  [FAULT_NO_SPACE] = { "no-space", WHERE_NONE, 0, N_ ("its file store has 1,000 bytes left") },
  [FAULT_USBIFC_REFUSED] = { "usbifc-refused", WHERE_NONE, 0, N_ ("refuses flow control on USB") },
  [FAULT_IFC_REFUSED] = { "ifc-refused", WHERE_NONE, 0, N_ ("refuses flow control on the UART") },
  [FAULT_IFC_IGNORED] = { "ifc-ignored", WHERE_NONE, 0, N_ ("accepts flow control and leaves it off") },
  [FAULT_DEAD_FLOW]
  = { "dead-flow", WHERE_NONE, 0, N_ ("with flow control on it hears but sends nothing, as with RTS not wired") },
  [FAULT_CTS_LOW] = { "cts-low", WHERE_NONE, 0, N_ ("never lets the package flow") },
  [FAULT_OVERRUN] = { "overrun", WHERE_NONE, 0, N_ ("without flow control it drops what comes too fast") },
  [FAULT_UNPLUG] = { "unplug", WHERE_BYTE, 50, N_ ("the port is gone for good at that byte of the package") },
  [FAULT_UNPLUG_RETURN]
  = { "unplug-return", WHERE_BYTE, 50, N_ ("the port is gone at that byte and returns with the old firmware") },
  [FAULT_DOWNLOAD_500] = { "download-500", WHERE_NONE, 0, N_ ("ends the delivery with FILEEND,500") },
  [FAULT_CHECK_504] = { "check-504", WHERE_NONE, 0, N_ ("the check of the package ends with END,504") },
  [FAULT_CHECK_505] = { "check-505", WHERE_NONE, 0, N_ ("the check of the package ends with END,505") },
  [FAULT_CHECK_506] = { "check-506", WHERE_NONE, 0, N_ ("the check of the package ends with END,506") },
  [FAULT_CHECK_507] = { "check-507", WHERE_NONE, 0, N_ ("the check of the package ends with END,507") },
  [FAULT_CHECK_552] = { "check-552", WHERE_NONE, 0, N_ ("the check of the package ends with END,552") },
  [FAULT_CHECK_553] = { "check-553", WHERE_NONE, 0, N_ ("the check of the package ends with END,553") },
  [FAULT_NO_RESTART] = { "no-restart", WHERE_NONE, 0, N_ ("does not restart before it begins") },
  [FAULT_START_LOST] = { "start-lost", WHERE_NONE, 0, N_ ("START is never seen") },
  [FAULT_SILENCE]
  = { "silence", WHERE_PROGRESS, 0, N_ ("falls silent for ever after START, or after that value of UPDATING") },
  [FAULT_DEAD_AFTER_START]
  = { "dead-after-start", WHERE_PROGRESS, 41, N_ ("loses power at that value of UPDATING and never answers again") },
  [FAULT_UPDATE_504] = { "update-504", WHERE_PROGRESS, 41,
                         N_ ("gives up with END,504 at that value of UPDATING and restarts with the old firmware") },
  [FAULT_END_LOST] = { "end-lost", WHERE_NONE, 0, N_ ("END is never seen, yet it is upgraded") },
  [FAULT_ALL_URCS_LOST] = { "all-urcs-lost", WHERE_NONE, 0, N_ ("nothing is seen after FILEEND, yet it is upgraded") },
  [FAULT_RESTART_BEFORE_END] = { "restart-before-end", WHERE_NONE, 0, N_ ("the last restart and RDY come before END,0") },
  [FAULT_EXTRA_RESTART] = { "extra-restart", WHERE_NONE, 0, N_ ("restarts once more after the upgrade") },
  [FAULT_UNCHANGED] = { "unchanged", WHERE_NONE, 0, N_ ("reports END,0 and keeps the old firmware") },
  [FAULT_ANOTHER_MODULE]
  = { "another-module", WHERE_NONE, 0, N_ ("afterwards a module of another model answers in its place") },
  [FAULT_SAME_REVISION_QGMR]
  = { "same-revision-qgmr", WHERE_NONE, 0, N_ ("the upgrade changes the end of AT+QGMR only, not ATI") },
  [FAULT_ALREADY_UPDATING] = { "already-updating", WHERE_NONE, 0, N_ ("is in the middle of an upgrade at power-on") },
  [FAULT_URC_NOISE] = { "urc-noise", WHERE_NONE, 0, N_ ("mixes other messages into everything") },
  [FAULT_DUPLICATE_URCS] = { "duplicate-urcs", WHERE_NONE, 0, N_ ("sends every upgrade message twice") },
  [FAULT_DOWNLOAD_SPACE] = { "download-space", WHERE_NONE, 0, N_ ("writes DOWNLOADING with a blank before it") },
  [FAULT_PERCENT_SIGN] = { "percent-sign", WHERE_NONE, 0, N_ ("writes percentages with a percent sign") },
  [FAULT_BYTE_AT_A_TIME] = { "byte-at-a-time", WHERE_NONE, 0, N_ ("delivers its bytes one by one") },
  [FAULT_DOWNLOAD_CODE]
  = { "download-code", WHERE_CODE, 601, N_ ("the download of the package ends with this result code") },
  [FAULT_UPGRADE_CODE]
  = { "upgrade-code", WHERE_CODE, 504, N_ ("the upgrade ends with END and this result code, the old firmware stays") },
  [FAULT_DEAD_AFTER_END] = { "dead-after-end", WHERE_NONE, 0, N_ ("after an END that is not 0 it never answers again") },
  [FAULT_POWER_LOST] = { "power-lost", WHERE_PROGRESS, 41,
                         N_ ("loses power at that value of UPDATING and goes on later, where its guide says that it can") },
  [FAULT_WRONG_NAME] = { "wrong-name", WHERE_NONE, 0, N_ ("finds that the package is of another project") },
  [FAULT_WRONG_VERSION] = { "wrong-version", WHERE_NONE, 0, N_ ("finds that the package is for another firmware") },
  [FAULT_NETWORK_LOST]
  = { "network-lost", WHERE_BYTE, 50, N_ ("loses the network at that byte of the package that it fetches") },
  [FAULT_MINI2_NETWORK_LOST]
  = { "mini2-network-lost", WHERE_BYTE, 50, N_ ("loses the network at that byte of the second package") },
  [FAULT_NETWORK_BACK]
  = { "network-back", WHERE_SECONDS, 20, N_ ("the lost network returns after some seconds, otherwise never") },
  [FAULT_MINI_MISMATCH]
  = { "mini-mismatch", WHERE_NONE, 0, N_ ("the first 2 KB of the first package do not fit, and it goes back") },
  [FAULT_MINI1_DAMAGED]
  = { "mini1-damaged", WHERE_TIMES, 1, N_ ("the first package arrives damaged so many times and is fetched again") },
  [FAULT_MINI2_MISSING] = { "mini2-missing", WHERE_TIMES, 3, N_ ("the second package is not found so many times") },
  [FAULT_DOWNLOAD_MODE]
  = { "download-mode", WHERE_FORM, 2, N_ ("waits in download mode for package 1 or 2 at power-on, without an address") },
  [FAULT_NOT_SUPPORT] = { "not-support", WHERE_NONE, 0, N_ ("accepts the upgrade command and answers NOTSUPPORT") },
  [FAULT_PERCENT_COUNTS]
  = { "percent-counts", WHERE_NONE, 0, N_ ("writes percentages into DOWNLOADING where counts were asked for") },
  [FAULT_HTTPS_WORDS] = { "https-words", WHERE_NONE, 0, N_ ("writes HTTPSSTART and HTTPSEND for an https address") },
  [FAULT_HTTP_END_SPELLING]
  = { "http-end-spelling", WHERE_FORM, 1, N_ ("writes HTTPEND, HTTPEnd or HTTPPEND, as the guide does") },
  [FAULT_DEEP_SLEEP] = { "deep-sleep", WHERE_SECONDS, 10,
                         N_ ("sleeps at first and after some seconds of quiet: the command that wakes it is lost") },
  [FAULT_AUTO_BAUD]
  = { "auto-baud", WHERE_NONE, 0, N_ ("finds its line rate by itself and says nothing after a restart before AT came") },
  [FAULT_PLATFORM_TRIGGER]
  = { "platform-trigger", WHERE_SECONDS, 5, N_ ("a platform starts the download of an upgrade after some seconds") },
  [FAULT_PLATFORM_UPDATE]
  = { "platform-update", WHERE_SECONDS, 5, N_ ("an upgrade begins by itself after some seconds, without a download") },
  [FAULT_NO_SIM] = { "no-sim", WHERE_NONE, 0, N_ ("has no SIM card") },
  [FAULT_SIM_PIN] = { "sim-pin", WHERE_NONE, 0, N_ ("its SIM card wants a PIN") },
  [FAULT_NOT_REGISTERED] = { "not-registered", WHERE_NONE, 0, N_ ("finds no network") },
  [FAULT_WEAK_SIGNAL] = { "weak-signal", WHERE_NONE, 0, N_ ("hears its network weakly") },
  [FAULT_NOT_ATTACHED] = { "not-attached", WHERE_NONE, 0, N_ ("is not attached to the packet network") },
  [FAULT_NO_IP] = { "no-ip", WHERE_NONE, 0, N_ ("gets no address from the network") },
  [FAULT_PDP_ERROR] = { "pdp-error", WHERE_NONE, 0, N_ ("cannot activate a PDP context") },
  [FAULT_STORE_FULL] = { "store-full", WHERE_NONE, 0, N_ ("refuses to store a file") },
  [FAULT_UPLOAD_CHECKSUM]
  = { "upload-checksum", WHERE_NONE, 0, N_ ("reports another checksum for a stored file than it should") },
  [FAULT_UPLOAD_ACK] = { "upload-ack", WHERE_NONE, 0, N_ ("leaves out one acknowledgement of an upload") },
  [FAULT_FRAME_NAK] = { "frame-nak", WHERE_TIMES, 10,
                        N_ ("its protocol receiver refuses one frame in so many, and takes it when it comes again") },
  [FAULT_RECEIVER_CANCEL]
  = { "receiver-cancel", WHERE_BYTE, 50, N_ ("its protocol receiver cancels at that byte of the package") },
};

static const struct
{
  const char *name;
  SimFaultId id;
} aliases[] = {
  { "end-early-restart", FAULT_RESTART_BEFORE_END },
  { "mini1-network-lost", FAULT_NETWORK_LOST },
  { "mini-network-back", FAULT_NETWORK_BACK },
};

static const char *const where_names[] = {
  [WHERE_NONE] = "",      [WHERE_SECONDS] = "@SECONDS", [WHERE_BYTE] = "@BYTE|PERCENT%", [WHERE_PROGRESS] = "@VALUE",
  [WHERE_CODE] = "@CODE", [WHERE_TIMES] = "@TIMES",     [WHERE_FORM] = "@0|1|2",
};

GQuark
sim_error_quark (void)
{
  return g_quark_from_static_string ("sim-error-quark");
}

gboolean
sim_fault_describe (guint i, const char **ret_name, const char **ret_where, const char **ret_what)
{
  if (i >= N_FAULTS)
    return FALSE;
  *ret_name = rows[i].name;
  *ret_where = where_names[rows[i].kind];
  *ret_what = rows[i].what;
  return TRUE;
}

static int
find (const char *name)
{
  for (guint i = 0; i < N_FAULTS; i++)
    if (strcmp (rows[i].name, name) == 0)
      return i;
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (strcmp (aliases[i].name, name) == 0)
      return aliases[i].id;
  return -1;
}

static double
where_max (SimWhereKind kind, gboolean share)
{
  switch (kind)
    {
    case WHERE_PROGRESS:
      return 100;
    case WHERE_CODE:
      return 999;
    case WHERE_FORM:
      return 2;
    case WHERE_NONE:
    case WHERE_SECONDS:
    case WHERE_BYTE:
    case WHERE_TIMES:
      break;
    }
  return share ? 100 : 1e12;
}

/* "updating:41" reads as "41": scenario files say what the number counts. */
static gboolean
parse_where (SimWhereKind kind, const char *text, double *ret_where, gboolean *ret_share)
{
  char *end = NULL;

  if (kind == WHERE_NONE)
    return FALSE;
  if (kind == WHERE_PROGRESS && g_str_has_prefix (text, "updating:"))
    text += strlen ("updating:");
  if (!g_ascii_isdigit (*text))
    return FALSE;
  *ret_where = g_ascii_strtod (text, &end);
  if (kind >= WHERE_CODE && *ret_where != floor (*ret_where))
    return FALSE;
  *ret_share = kind == WHERE_BYTE && *end == '%';
  if (*ret_share)
    end++;
  return *end == '\0' && *ret_where <= where_max (kind, *ret_share);
}

gboolean
sim_fault_parse (SimFaults *faults, const char *text, GError **error)
{
  const char *at = strchr (text, '@');
  g_autofree char *name = at != NULL ? g_strndup (text, at - text) : g_strdup (text);
  int id = find (name);
  double where;
  gboolean share;

  if (id < 0)
    {
      g_set_error (error, SIM_ERROR, SIM_ERROR_FAULT, _ ("There is no fault \"%s\"; --list-faults names them all."), name);
      return FALSE;
    }
  where = rows[id].where;
  share = rows[id].kind == WHERE_BYTE;
  if (at != NULL && !parse_where (rows[id].kind, at + 1, &where, &share))
    {
      g_set_error (error, SIM_ERROR, SIM_ERROR_FAULT, _ ("\"%s\" does not say where the fault %s strikes."), at + 1, name);
      return FALSE;
    }
  faults->on[id] = TRUE;
  faults->where[id] = where;
  faults->share[id] = share;
  return TRUE;
}
