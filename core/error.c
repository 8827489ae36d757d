/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "error.h"

G_DEFINE_QUARK (dfota_error, dfota_error)

static const char *const ids[] = {
  [DFOTA_ERROR_USAGE] = "usage",
  [DFOTA_ERROR_INTERNAL] = "internal",
  [DFOTA_ERROR_PORT_MISSING] = "port-missing",
  [DFOTA_ERROR_PORT_BUSY] = "port-busy",
  [DFOTA_ERROR_PORT_DENIED] = "port-denied",
  [DFOTA_ERROR_PORT_FORBIDDEN] = "port-forbidden",
  [DFOTA_ERROR_PORT_FAILED] = "port-failed",
  [DFOTA_ERROR_PORT_NONE] = "port-none",
  [DFOTA_ERROR_PORT_MANY] = "port-many",
  [DFOTA_ERROR_HOST_UNREACHABLE] = "host-unreachable",
  [DFOTA_ERROR_NO_ANSWER] = "no-answer",
  [DFOTA_ERROR_GARBAGE] = "garbage",
  [DFOTA_ERROR_MODULE_UNSUPPORTED] = "module-unsupported",
  [DFOTA_ERROR_FLASH_UNKNOWN] = "flash-unknown",
  [DFOTA_ERROR_METHOD_REFUSED] = "method-refused",
  [DFOTA_ERROR_WAY_REFUSED] = "way-refused",
  [DFOTA_ERROR_NO_DFOTA] = "no-dfota",
  [DFOTA_ERROR_ALREADY_UPGRADING] = "already-upgrading",
  [DFOTA_ERROR_PACKAGE_MISSING] = "package-missing",
  [DFOTA_ERROR_PACKAGE_EMPTY] = "package-empty",
  [DFOTA_ERROR_PACKAGE_UNREADABLE] = "package-unreadable",
  [DFOTA_ERROR_PACKAGE_NOT_A_FILE] = "package-not-a-file",
  [DFOTA_ERROR_PACKAGE_EXTENSION] = "package-extension",
  [DFOTA_ERROR_PACKAGE_TOO_LARGE] = "package-too-large",
  [DFOTA_ERROR_FLOW_REFUSED] = "flow-refused",
  [DFOTA_ERROR_PRACTICE_FAULT] = "practice-fault",
  [DFOTA_ERROR_CONFIRM_NEEDED] = "confirm-needed",
  [DFOTA_ERROR_PACKAGE_CHANGED] = "package-changed",
  [DFOTA_ERROR_COMMAND_REFUSED] = "command-refused",
  [DFOTA_ERROR_GONE] = "gone",
  [DFOTA_ERROR_INTERRUPTED] = "interrupted",
  [DFOTA_ERROR_SILENT] = "silent",
  [DFOTA_ERROR_RESULT_CODE] = "result-code",
  [DFOTA_ERROR_NOT_SUPPORTED] = "not-supported",
  [DFOTA_ERROR_DOWNLOAD_MODE] = "download-mode",
  [DFOTA_ERROR_UNCHANGED] = "unchanged",
  [DFOTA_ERROR_LOST] = "lost",
  [DFOTA_ERROR_RESTART_MISSING] = "restart-missing",
  [DFOTA_ERROR_UNREAD] = "unread",
  [DFOTA_ERROR_NOT_TARGET] = "not-target",
  [DFOTA_ERROR_WATCH_ENDED] = "watch-ended",
  [DFOTA_ERROR_STOPPED] = "stopped",
  [DFOTA_ERROR_STOPPED_UNREAD] = "stopped-unread",
};
G_STATIC_ASSERT (G_N_ELEMENTS (ids) == DFOTA_N_ERRORS);

const char *
dfota_error_id (DfotaErrorCode code)
{
  return code < DFOTA_N_ERRORS ? ids[code] : ids[DFOTA_ERROR_INTERNAL];
}

gboolean
dfota_fail (GError **error, DfotaErrorCode code, const char *value)
{
  g_set_error_literal (error, DFOTA_ERROR, (int) code, value != NULL ? value : "");
  return FALSE;
}
