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
  [DFOTA_ERROR_RELEASE_REFUSED] = "release-refused",
  [DFOTA_ERROR_HOST_UNREACHABLE] = "host-unreachable",
  [DFOTA_ERROR_NO_ANSWER] = "no-answer",
  [DFOTA_ERROR_GARBAGE] = "garbage",
  [DFOTA_ERROR_MODULE_UNSUPPORTED] = "module-unsupported",
  [DFOTA_ERROR_FLASH_UNKNOWN] = "flash-unknown",
  [DFOTA_ERROR_METHOD_REFUSED] = "method-refused",
  [DFOTA_ERROR_WAY_REFUSED] = "way-refused",
  [DFOTA_ERROR_NO_DFOTA] = "no-dfota",
  [DFOTA_ERROR_MODULE_CHANGED] = "module-changed",
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
  [DFOTA_ERROR_PACKAGE_PAIR] = "package-pair",
  [DFOTA_ERROR_PACKAGE_BASELINE] = "package-baseline",
  [DFOTA_ERROR_PACKAGE_MODEL] = "package-model",
  [DFOTA_ERROR_PACKAGE_FLASH] = "package-flash",
  [DFOTA_ERROR_PACKAGE_VERSION] = "package-version",
  [DFOTA_ERROR_PACKAGE_INSTALLED] = "package-installed",
  [DFOTA_ERROR_URL_MISSING] = "url-missing",
  [DFOTA_ERROR_URL_FORM] = "url-form",
  [DFOTA_ERROR_URL_SCHEME] = "url-scheme",
  [DFOTA_ERROR_URL_HOST] = "url-host",
  [DFOTA_ERROR_URL_IPV6] = "url-ipv6",
  [DFOTA_ERROR_URL_PORT] = "url-port",
  [DFOTA_ERROR_URL_LONG] = "url-long",
  [DFOTA_ERROR_URL_FIELD_LONG] = "url-field-long",
  [DFOTA_ERROR_URL_CHARACTER] = "url-character",
  [DFOTA_ERROR_URL_LOGIN] = "url-login",
  [DFOTA_ERROR_URL_FOLDER] = "url-folder",
  [DFOTA_ERROR_URL_FILE] = "url-file",
  [DFOTA_ERROR_URL_MINI] = "url-mini",
  [DFOTA_ERROR_PROBE_MISSING] = "probe-missing",
  [DFOTA_ERROR_PROBE_DENIED] = "probe-denied",
  [DFOTA_ERROR_PROBE_REFUSED] = "probe-refused",
  [DFOTA_ERROR_PROBE_DIFFERENT] = "probe-different",
  [DFOTA_ERROR_PROBE_BROKEN] = "probe-broken",
  [DFOTA_ERROR_SERVER_FAILED] = "server-failed",
  [DFOTA_ERROR_SIM_MISSING] = "sim-missing",
  [DFOTA_ERROR_SIM_LOCKED] = "sim-locked",
  [DFOTA_ERROR_NOT_REGISTERED] = "not-registered",
  [DFOTA_ERROR_PDP_FAILED] = "pdp-failed",
  [DFOTA_ERROR_STORAGE_NAME] = "storage-name",
  [DFOTA_ERROR_STORAGE_EXISTS] = "storage-exists",
  [DFOTA_ERROR_FRAMING_MISSING] = "framing-missing",
  [DFOTA_ERROR_FRAMING_BAD] = "framing-bad",
  [DFOTA_ERROR_NOTHING_SEEN] = "nothing-seen",
  [DFOTA_ERROR_RESEND_REFUSED] = "resend-refused",
  [DFOTA_ERROR_PACKAGE_CHANGED] = "package-changed",
  [DFOTA_ERROR_COMMAND_REFUSED] = "command-refused",
  [DFOTA_ERROR_GONE] = "gone",
  [DFOTA_ERROR_INTERRUPTED] = "interrupted",
  [DFOTA_ERROR_SILENT] = "silent",
  [DFOTA_ERROR_RESULT_CODE] = "result-code",
  [DFOTA_ERROR_NOT_SUPPORTED] = "not-supported",
  [DFOTA_ERROR_DOWNLOAD_MODE] = "download-mode",
  [DFOTA_ERROR_STORAGE_UPLOAD] = "storage-upload",
  [DFOTA_ERROR_STORAGE_DAMAGED] = "storage-damaged",
  [DFOTA_ERROR_FRAMING_FAILED] = "framing-failed",
  [DFOTA_ERROR_MINI_RETURNED] = "mini-returned",
  [DFOTA_ERROR_MINI_NOT_REACHED] = "mini-not-reached",
  [DFOTA_ERROR_MINI_NOT_MATCHING] = "mini-not-matching",
  [DFOTA_ERROR_UNCHANGED] = "unchanged",
  [DFOTA_ERROR_LOST] = "lost",
  [DFOTA_ERROR_RESTART_MISSING] = "restart-missing",
  [DFOTA_ERROR_UNREAD] = "unread",
  [DFOTA_ERROR_NOT_TARGET] = "not-target",
  [DFOTA_ERROR_ANOTHER_MODULE] = "another-module",
  [DFOTA_ERROR_JOINED] = "joined",
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
