/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/result-codes.h"

#include <string.h>

#include "i18n.h"

/* The tables of the guides, number by number.
 *
 * `safe` is the most careful reading of a guide. A download that fails leaves the old firmware in place, and so does a check
 * of the package, which comes before the restart into the upgrade (LTE Standard(A) 2.3.1.1, step 3). Where a number may as
 * well come after that restart it is FALSE here: what the module answers afterwards decides, not the number. MiniFOTA erases
 * before it has everything, so for it advice.c takes no number as safe.
 *
 * Zero is success everywhere and has no row. */

/* Advice that several causes share: once here, so that a translator meets it once. */

static const char wait_and_retry[] = N_ ("Wait a few minutes, then try again.");

static const char check_signal[]
    = N_ ("Check the antenna and the SIM card, and wait until the module has a signal. Then try "
          "again.");

static const char check_data_settings[] = N_ ("Check the mobile network settings (APN, user name, password) with what your "
                                              "network operator gave you. Then try again.");

static const char check_address[] = N_ ("Check the address letter by letter: server, port, folder and file name, without "
                                        "spaces. Then try again.");

static const char check_name[] = N_ ("Check the server's name in the address for typing errors. If it is right, check the "
                                     "antenna and the APN, or use the server's IP address instead of its name.");

static const char check_file[]
    = N_ ("Check that the package lies on the server in exactly this place, and that it may be read. "
          "Then try again.");

static const char upload_again[] = N_ ("Put the package on the server once more, unchanged: not unpacked, not renamed. Then "
                                       "try again.");

static const char check_server[]
    = N_ ("Check that the server is running, that the module's network can reach it, and that no "
          "firewall blocks it. Then try again.");

static const char server_log[] = N_ ("Ask whoever looks after the server to read its log for this moment. Then try again.");

static const char other_server[] = N_ ("Use another FTP server program, or choose another way to transfer the package.");

static const char check_login[] = N_ ("Check the user name and the password in the address. Then try again.");

static const char check_settings[] = N_ ("Check the address and the settings of this upgrade. Then try again.");

static const char restart_module[] = N_ ("Restart the module, wait until it has a signal, then try again.");

static const char better_signal[] = N_ ("The signal may be too weak. Give the antenna a better place and try again.");

static const char end_call[] = N_ ("End the call, or wait until it is over. Then try again.");

static const char ask_for_package[]
    = N_ ("Tell your supplier the module's present version and the version you want, and ask for "
          "the package that leads from the one to the other.");

static const char fresh_package[] = N_ ("Get the package once more from your supplier, use it unchanged, and try again.");

static const char slower_or_flow[]
    = N_ ("Choose a slower rate or use a shorter, better cable. Hardware flow control is best: it "
          "needs a cable with RTS and CTS lines. Then try again.");

static const char version_decides[]
    = N_ ("The program asks the module for its version; the answer tells how it stands. If the "
          "old version answers, you may try once more. Otherwise ask your supplier.");

static const char free_memory[]
    = N_ ("Delete files that are no longer needed from the module's storage, then try again. If it "
          "does not help, ask your supplier for a smaller package.");

static const char upgrade_failed_ep06[]
    = N_ ("Leave the power connected: the module may try again by itself. The program asks it "
          "for its version; if none comes, contact your supplier.");

#define ROW(family, kind, first, last, safe, retry, title, advice, source)                                                  \
  {                                                                                                                         \
    DFOTA_FAMILY_##family, DFOTA_CODE_##kind, first, last, safe, retry, title, advice, source                               \
  }

#define LTE_FTP(code, title, advice)                                                                                        \
  ROW (LTE_STANDARD, FTP, code, code, TRUE, TRUE, title, advice, "LTE Standard(A) DFOTA 1.4, table 3")
#define LTE_HTTP(code, title, advice)                                                                                       \
  ROW (LTE_STANDARD, HTTP, code, code, TRUE, TRUE, title, advice, "LTE Standard(A) DFOTA 1.4, table 4")
#define LTE_FILE(code, title, advice)                                                                                       \
  ROW (LTE_STANDARD, FILE, code, code, TRUE, TRUE, title, advice, "LTE Standard(A) DFOTA 1.4, table 5")
#define LTE_UPGRADE(code, safe, title, advice)                                                                              \
  ROW (LTE_STANDARD, UPGRADE, code, code, safe, TRUE, title, advice, "LTE Standard(A) DFOTA 1.4, table 6")

/* <dl_err> is one table for CoAP and HTTP. */
#define BC260Y_DOWNLOAD(code, title, advice)                                                                                \
  ROW (BC260Y, COAP, code, code, TRUE, TRUE, title, advice, "BC260Y-CN DFOTA 1.1, table 5"),                                \
      ROW (BC260Y, HTTP, code, code, TRUE, TRUE, title, advice, "BC260Y-CN DFOTA 1.1, table 5")
#define BC260Y_UPGRADE(code, title, advice)                                                                                 \
  ROW (BC260Y, UPGRADE, code, code, TRUE, TRUE, title, advice, "BC260Y-CN DFOTA 1.1, table 6")

#define EP06_ROW(kind, first, last, safe, retry, title, advice)                                                             \
  ROW (EP06, kind, first, last, safe, retry, title, advice, "EP06&EG06&EM06 DFOTA 1.0, table 1")

static const DfotaResultCode rows[] = {
  LTE_FTP (601, N_ ("The download from the FTP server failed; the module does not say why."), wait_and_retry),
  LTE_FTP (602, N_ ("The way to the FTP server is blocked."), check_server),
  LTE_FTP (603, N_ ("The FTP server is busy."), wait_and_retry),
  LTE_FTP (604, N_ ("The server's name could not be found."), check_name),
  LTE_FTP (605, N_ ("The mobile network failed during the download."), check_signal),
  LTE_FTP (606, N_ ("The FTP server's session with the module ended too early."), check_server),
  LTE_FTP (607, N_ ("The connection that carried the package was closed."), check_server),
  LTE_FTP (608, N_ ("The server hung up before the package was complete."), check_server),
  LTE_FTP (609, N_ ("The FTP server did not answer in time."), better_signal),
  LTE_FTP (610, N_ ("The module could not use one of the settings it was given."), check_settings),
  LTE_FTP (611, N_ ("The package file could not be opened."), check_file),
  LTE_FTP (612, N_ ("The folder or the file name in the address is not right."), check_address),
  LTE_FTP (613, N_ ("Something is wrong with the package file."), upload_again),
  LTE_FTP (614, N_ ("The FTP server is not available at the moment and ended the session."), wait_and_retry),
  LTE_FTP (615, N_ ("The connection that carries the package could not be opened."), check_server),
  LTE_FTP (616, N_ ("The connection was closed in the middle of the transfer."), better_signal),
  LTE_FTP (617, N_ ("The FTP server did not hand out the package."), check_file),
  LTE_FTP (618, N_ ("The FTP server stopped because of a fault of its own."), server_log),
  LTE_FTP (619, N_ ("The FTP request was not carried out because memory ran short."),
           N_ ("Free some space on the server and restart the module. Then try again.")),
  LTE_FTP (620, N_ ("The FTP server did not recognise one of the module's commands."), other_server),
  LTE_FTP (621, N_ ("The FTP server could not read the details of a command."), check_address),
  LTE_FTP (622, N_ ("The FTP server lacks a command that the module needs."), other_server),
  LTE_FTP (623, N_ ("The FTP server received the module's commands in an order it does not accept."), other_server),
  LTE_FTP (624, N_ ("The FTP server lacks an option that the module needs."), other_server),
  LTE_FTP (625, N_ ("Signing in to the FTP server failed."), check_login),
  LTE_FTP (626, N_ ("The FTP server wants an account before it stores files."), check_login),
  LTE_FTP (627, N_ ("The FTP server turned the request down."), check_file),
  LTE_FTP (628, N_ ("The FTP server stopped because it does not know this kind of file."), other_server),
  LTE_FTP (629, N_ ("The FTP server broke off while it handled the file."), server_log),

  LTE_HTTP (701, N_ ("The download from the web server failed; the module does not say why."),
            N_ ("Wait a few minutes, then try again. If the address begins with https, try a server with http: not every "
                "module can use every kind of encryption.")),
  LTE_HTTP (702, N_ ("The download from the web server took too long."),
            N_ ("Check that the module has a good signal and that the APN is right. Then try again.")),
  LTE_HTTP (703, N_ ("The module is busy with another web request."), wait_and_retry),
  LTE_HTTP (704, N_ ("The module's port is busy with something else."),
            N_ ("Close other programs that talk to the module, restart the module, then try again.")),
  LTE_HTTP (705, N_ ("The module did not get as far as asking the server for the package."), restart_module),
  LTE_HTTP (706, N_ ("The mobile network is busy."), wait_and_retry),
  LTE_HTTP (707, N_ ("The module could not open its mobile data connection."), check_data_settings),
  LTE_HTTP (708, N_ ("The module's mobile data connection has not been set up."), check_data_settings),
  LTE_HTTP (709, N_ ("The mobile data connection was switched off."), restart_module),
  LTE_HTTP (710, N_ ("The mobile network failed during the download."), check_signal),
  LTE_HTTP (711, N_ ("The address of the package is not written correctly."), check_address),
  LTE_HTTP (712, N_ ("The address of the package is empty."), N_ ("Enter the address of the package, then try again.")),
  LTE_HTTP (713, N_ ("The server's IP address is not right."), check_address),
  LTE_HTTP (714, N_ ("The server's name could not be found."), check_name),
  LTE_HTTP (715, N_ ("The module could not prepare a connection."), restart_module),
  LTE_HTTP (716, N_ ("The module could not connect to the server."), check_server),
  LTE_HTTP (717, N_ ("The connection broke while the package was being received."), better_signal),
  LTE_HTTP (718, N_ ("The connection broke while the module was sending its request."), better_signal),
  LTE_HTTP (719, N_ ("The connection to the web server was closed."), check_server),
  LTE_HTTP (720, N_ ("The module could not encode its request to the server."), check_address),
  LTE_HTTP (721, N_ ("The module could not understand what the server sent."),
            N_ ("Check that the address leads to the package itself and not to a web page. Then try again.")),
  LTE_HTTP (722, N_ ("The package stopped arriving before it was complete."), better_signal),
  LTE_HTTP (723, N_ ("The web server did not give the package."), check_file),
  LTE_HTTP (724, N_ ("An incoming call got in the way of the download."), end_call),
  LTE_HTTP (725, N_ ("A voice call got in the way of the download."), end_call),
  LTE_HTTP (726, N_ ("The module waited too long for input."), restart_module),
  LTE_HTTP (727, N_ ("The module waited too long for data."), better_signal),
  LTE_HTTP (728, N_ ("The web server did not answer in time."), check_server),
  LTE_HTTP (729, N_ ("The module ran short of working memory."), restart_module),
  LTE_HTTP (730, N_ ("The module could not use one of the settings it was given."), check_settings),

  LTE_FILE (500, N_ ("The package did not arrive at the module undamaged."), slower_or_flow),

  /* Comes where nothing was started, or after the restart: the table does not tell which. */
  LTE_UPGRADE (504, FALSE, N_ ("The module could not carry out the upgrade."), version_decides),
  LTE_UPGRADE (505, TRUE, N_ ("The module checked the package and found it damaged or incomplete."), fresh_package),
  LTE_UPGRADE (506, TRUE, N_ ("The checksum of the firmware in the package is not right."),
               N_ ("Try again. If it happens twice, ask your supplier for a new package.")),
  LTE_UPGRADE (507, TRUE, N_ ("The package was made for another firmware version than the module has."), ask_for_package),
  LTE_UPGRADE (552, TRUE, N_ ("The package was made for another model."),
               N_ ("Tell your supplier the model and the version as shown here, and ask for the package for exactly this "
                   "module.")),
  LTE_UPGRADE (553, TRUE, N_ ("The package belongs to another line of firmware (baseline) than the module's."),
               ask_for_package),

  BC260Y_DOWNLOAD (1, N_ ("The download failed; the module does not say why."), wait_and_retry),
  BC260Y_DOWNLOAD (2, N_ ("The server's name could not be found."), check_name),
  BC260Y_DOWNLOAD (12, N_ ("The module could not download the package."), check_file),
  BC260Y_DOWNLOAD (13, N_ ("The mobile data connection was switched off."), restart_module),
  BC260Y_DOWNLOAD (
      99, N_ ("The module has no mobile network."),
      N_ ("Check the antenna and the SIM card, and whether NB-IoT is available at this place. Then try again.")),
  BC260Y_DOWNLOAD (100, N_ ("The module could not store the package in its memory."),
                   N_ ("Restart the module and try again. If it happens again, contact your supplier: the memory may be "
                       "faulty.")),
  BC260Y_DOWNLOAD (101, N_ ("The module's memory has too little room for the package."),
                   N_ ("Ask your supplier for a smaller package, or for a way in several smaller steps.")),
  BC260Y_UPGRADE (255, N_ ("The module does not accept the package: it is not valid for it."),
                  N_ ("Check that the package is for exactly this version; packages between R01 and R02 firmware do not "
                      "exist. If in doubt, ask your supplier.")),

  EP06_ROW (FTP, 601, 601, TRUE, TRUE, N_ ("The download from the FTP server failed."),
            N_ ("This module has one number for every trouble with FTP. Check the address, the user name and the password, "
                "then the signal, then that the package lies on the server.")),
  EP06_ROW (HTTP, 701, 701, TRUE, TRUE, N_ ("The download from the web server failed."),
            N_ ("This module has one number for every trouble with web servers. Check the address, then the signal and the "
                "APN, then that the package lies on the server.")),
  EP06_ROW (UPGRADE, 502, 502, FALSE, TRUE, N_ ("The upgrade ended unexpectedly."), version_decides),
  EP06_ROW (UPGRADE, 504, 505, TRUE, TRUE, N_ ("Something is wrong with the upgrade package."),
            N_ ("Get the package once more from your supplier, use it unchanged, and try again. If it was taken from the "
                "module's storage, its folder may be the wrong one: choose /cache/ufs instead of /data/ufs, or the other "
                "way round (on the command line: --folder).")),
  EP06_ROW (UPGRADE, 510, 510, TRUE, TRUE, N_ ("The package does not match the firmware that is in the module."),
            ask_for_package),
  EP06_ROW (UPGRADE, 511, 511, TRUE, TRUE, N_ ("The module's storage has too little room for the upgrade."), free_memory),
  EP06_ROW (UPGRADE, 520, 530, FALSE, FALSE, N_ ("The firmware upgrade in the module failed."), upgrade_failed_ep06),
  EP06_ROW (UPGRADE, 540, 546, FALSE, FALSE, N_ ("The firmware upgrade in the module failed."), upgrade_failed_ep06),
};

static const char *const kind_names[] = {
  [DFOTA_CODE_FTP] = "ftp",   [DFOTA_CODE_HTTP] = "http",       [DFOTA_CODE_FILE] = "file",
  [DFOTA_CODE_COAP] = "coap", [DFOTA_CODE_UPGRADE] = "upgrade",
};

const DfotaResultCode *
dfota_result_code_find (DfotaFamilyId family, DfotaCodeKind kind, int code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].family == family && rows[i].kind == kind && rows[i].first <= code && code <= rows[i].last)
      return &rows[i];

  /* MiniFOTA is described in the same guide and has no table of its own. */
  if (family == DFOTA_FAMILY_LTE_STANDARD_MINI)
    return dfota_result_code_find (DFOTA_FAMILY_LTE_STANDARD, kind, code);
  return NULL;
}

const DfotaResultCode *
dfota_result_codes (gsize *ret_n)
{
  if (ret_n != NULL)
    *ret_n = G_N_ELEMENTS (rows);
  return rows;
}

const char *
dfota_code_kind_name (DfotaCodeKind kind)
{
  return (gsize) kind < G_N_ELEMENTS (kind_names) ? kind_names[kind] : "unknown";
}

gboolean
dfota_code_kind_by_name (const char *name, DfotaCodeKind *ret_kind)
{
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (kind_names); i++)
    if (strcmp (name, kind_names[i]) == 0)
      {
        if (ret_kind != NULL)
          *ret_kind = (DfotaCodeKind) i;
        return TRUE;
      }
  return FALSE;
}
