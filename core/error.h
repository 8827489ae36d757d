/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What can go wrong, as values.
 *
 * A GError of this domain carries no sentence: its code names a row of explain/advice.c, which holds the words in both
 * languages, and its message is the one value that the sentence may name (a port, a file, a group, a model; "" where there
 * is none). So a card on the screen can change its language, and a log stays free of prose.
 *
 * Waiting itself fails with three codes of G_IO_ERROR: TIMED_OUT (the deadline passed), CANCELLED (somebody wants to leave)
 * and CONNECTION_CLOSED (the port is gone). They never reach a user as they are. */
#define DFOTA_ERROR (dfota_error_quark ())

typedef enum
{
  /* nothing that changes the module has been sent */
  DFOTA_ERROR_USAGE,              /* an option that makes no sense; value: the option */
  DFOTA_ERROR_INTERNAL,           /* a fault of this program; value: what failed */
  DFOTA_ERROR_PORT_MISSING,       /* no such port; value: its name */
  DFOTA_ERROR_PORT_BUSY,          /* another program holds it; value: the program, or the port */
  DFOTA_ERROR_PORT_DENIED,        /* no permission; value: the group to join */
  DFOTA_ERROR_PORT_FORBIDDEN,     /* diagnostic, NMEA or download-mode port; value: its name */
  DFOTA_ERROR_PORT_FAILED,        /* the system refuses it; value: its name */
  DFOTA_ERROR_PORT_NONE,          /* `auto` found no AT port; value: a device that has none for want of a driver */
  DFOTA_ERROR_PORT_MANY,          /* `auto` found several; value: their names */
  DFOTA_ERROR_RELEASE_REFUSED,    /* the system's modem service does not leave the port alone; value: the service */
  DFOTA_ERROR_HOST_UNREACHABLE,   /* tcp: nobody listens there; value: HOST:PORT */
  DFOTA_ERROR_NO_ANSWER,          /* the port opens, nothing answers AT; value: the port */
  DFOTA_ERROR_GARBAGE,            /* bytes come, no answer among them (wrong baud rate?); value: the port */
  DFOTA_ERROR_MODULE_UNSUPPORTED, /* outside the rows of families.c; value: the model */
  DFOTA_ERROR_FLASH_UNKNOWN,      /* DFOTA or MiniFOTA cannot be told: --method is needed; value: the revision */
  DFOTA_ERROR_METHOD_REFUSED,     /* --method where the module tells it by itself; value: the revision */
  DFOTA_ERROR_WAY_REFUSED,        /* this family does not take this path; value: the path */
  DFOTA_ERROR_NO_DFOTA,           /* AT+QFOTADL=? answers ERROR; value: the model */
  DFOTA_ERROR_MODULE_CHANGED,     /* not the one that was agreed to; value: "this one ≠ the one that was" */
  DFOTA_ERROR_ALREADY_UPGRADING,  /* FOTA messages before we sent anything; value: the port */
  DFOTA_ERROR_PACKAGE_MISSING,    /* value: the file's name */
  DFOTA_ERROR_PACKAGE_EMPTY,      /* value: the file's name */
  DFOTA_ERROR_PACKAGE_UNREADABLE, /* value: the file's name */
  DFOTA_ERROR_PACKAGE_NOT_A_FILE, /* a directory, a device, a pipe; value: its name */
  DFOTA_ERROR_PACKAGE_EXTENSION,  /* .mini… for DFOTA (guide 4.1); value: the file's name */
  DFOTA_ERROR_PACKAGE_TOO_LARGE,  /* more than AT+QFLDS says is free; value: the free bytes */
  DFOTA_ERROR_FLOW_REFUSED,       /* hardware flow control was asked for and cannot be had; value: what refused it */
  DFOTA_ERROR_PRACTICE_FAULT,     /* practice:FAULT knows no such fault; value: its name */
  DFOTA_ERROR_CONFIRM_NEEDED,     /* no terminal and no --yes */
  DFOTA_ERROR_PACKAGE_PAIR, /* MiniFOTA: not a .mini_1 with its .mini_2 beside it; value: the file that is missing or wrong */
  DFOTA_ERROR_PACKAGE_BASELINE, /* BC260Y: a package across R01 and R02; value: the package's name, or --target */
  /* what the package's name says against what the module says (package/match.h); value: the package's name */
  DFOTA_ERROR_PACKAGE_MODEL,     /* for another model or variant */
  DFOTA_ERROR_PACKAGE_FLASH,     /* for another flash size */
  DFOTA_ERROR_PACKAGE_VERSION,   /* it starts from another version */
  DFOTA_ERROR_PACKAGE_INSTALLED, /* it leads to the version on the module */
  /* the address of the package, and what is there */
  DFOTA_ERROR_URL_MISSING,    /* a network path and no address */
  DFOTA_ERROR_URL_FORM,       /* not an address at all; value: the text */
  DFOTA_ERROR_URL_SCHEME,     /* another scheme than this path takes; value: how it must begin */
  DFOTA_ERROR_URL_HOST,       /* names no server */
  DFOTA_ERROR_URL_IPV6,       /* [::1]: the guides know names and IPv4 addresses; value: the host */
  DFOTA_ERROR_URL_PORT,       /* not 1–65535; value: the port */
  DFOTA_ERROR_URL_LONG,       /* longer than the family takes; value: "260 > 255" */
  DFOTA_ERROR_URL_FIELD_LONG, /* user, password, host or file too long; value: "host 51 > 50"; never the password itself */
  DFOTA_ERROR_URL_CHARACTER,  /* a character no module takes; value: it, or its number */
  DFOTA_ERROR_URL_LOGIN,      /* a user name or a password where the path has none, or one with @ : or / in it */
  DFOTA_ERROR_URL_FOLDER, /* FTP: a folder; only the root is supported (guide LTE Standard(A), 3.3.1.1); value: the path */
  DFOTA_ERROR_URL_FILE,   /* names no file */
  DFOTA_ERROR_URL_MINI,   /* MiniFOTA: does not end in .mini_1 (guide 4.1); value: the file */
  DFOTA_ERROR_PROBE_MISSING,   /* the server answers, the package is not there; value: the file */
  DFOTA_ERROR_PROBE_DENIED,    /* the server wants another login; value: the server's words */
  DFOTA_ERROR_PROBE_REFUSED,   /* the server answers with an error or a redirection; value: its words */
  DFOTA_ERROR_PROBE_DIFFERENT, /* what lies there is not the package on this computer; value: "4096 ≠ 4095" or the file */
  DFOTA_ERROR_PROBE_BROKEN,    /* the server breaks off in the middle; value: "1024 < 4096" */
  DFOTA_ERROR_SERVER_FAILED,   /* this computer cannot be the server; value: why */
  DFOTA_ERROR_SIM_MISSING,     /* value: the module's words */
  DFOTA_ERROR_SIM_LOCKED,      /* wants a PIN or PUK; value: which */
  DFOTA_ERROR_NOT_REGISTERED,  /* no network; value: the state's number */
  DFOTA_ERROR_PDP_FAILED,      /* the PDP context cannot be set or activated; value: the module's words */
  DFOTA_ERROR_STORAGE_NAME,    /* a file name or folder the module cannot take; value: it */
  DFOTA_ERROR_STORAGE_EXISTS,  /* a file of this name is on the module already, and may not be replaced; value: its name */
  DFOTA_ERROR_FRAMING_MISSING, /* protocol download without a framing profile */
  DFOTA_ERROR_FRAMING_BAD,     /* the profile contradicts itself or has an unknown key; value: where */
  DFOTA_ERROR_NOTHING_SEEN,    /* watch: no upgrade was seen; value: the seconds it was waited for */
  DFOTA_ERROR_RESEND_REFUSED,  /* --resend, and the module is not waiting in download mode */

  /* the package or the port fails while bytes are on their way */
  DFOTA_ERROR_PACKAGE_CHANGED, /* not the bytes that were hashed; value: the file's name */
  DFOTA_ERROR_COMMAND_REFUSED, /* ERROR to AT+QFOTADL; value: the module's words */
  DFOTA_ERROR_GONE,            /* the port vanished and did not return; value: the port */
  DFOTA_ERROR_INTERRUPTED,     /* the port vanished before the package was complete, and returned; value: the revision */
  DFOTA_ERROR_SILENT,          /* silent for longer than the limit; value: seconds */
  DFOTA_ERROR_RESULT_CODE,     /* the module says a number: DfotaFault.code and .kind */
  DFOTA_ERROR_NOT_SUPPORTED,   /* URC NOTSUPPORT */
  DFOTA_ERROR_DOWNLOAD_MODE,   /* waiting in download mode */
  DFOTA_ERROR_STORAGE_UPLOAD,  /* the package did not get into the module's storage; value: the module's words or "" */
  DFOTA_ERROR_STORAGE_DAMAGED, /* it did, with another checksum or length; value: "683,f6e" as read */
  DFOTA_ERROR_FRAMING_FAILED,  /* the receiver gave up, or answers nothing; value: the step's name */
  /* MiniFOTA, guide LTE Standard(A) 5.1, scenes 1 and 2: back in the normal system, unchanged */
  DFOTA_ERROR_MINI_RETURNED,     /* which of the two is not known */
  DFOTA_ERROR_MINI_NOT_REACHED,  /* scene 1: our own server saw no request */
  DFOTA_ERROR_MINI_NOT_MATCHING, /* scene 2: our own server sent the head of .mini_1 */

  /* the end is known, but not what it means */
  DFOTA_ERROR_UNCHANGED,       /* the module says done, its revision is the old one; value: the revision */
  DFOTA_ERROR_LOST,            /* it never said how it ended; it answers with its old revision; value: the revision */
  DFOTA_ERROR_RESTART_MISSING, /* it has the package and waits to be restarted (upgrade_mode 0); value: the revision */
  DFOTA_ERROR_UNREAD,          /* the module says done and does not answer ATI */
  DFOTA_ERROR_NOT_TARGET,      /* changed, but not to --target; value: the revision read */
  DFOTA_ERROR_JOINED, /* an upgrade that was joined on its way ended well; what it was before is not known; value: the revision */
  DFOTA_ERROR_ANOTHER_MODULE, /* afterwards another model answers than before; value: the revision read */
  DFOTA_ERROR_WATCH_ENDED,    /* the user ended the watching, not the upgrade */
  DFOTA_ERROR_STOPPED,        /* the user stopped it in time */
  DFOTA_ERROR_STOPPED_UNREAD, /* stopped in time, but the old revision could not be read */
  DFOTA_N_ERRORS
} DfotaErrorCode;

GQuark dfota_error_quark (void);

/* "port-busy" for DFOTA_ERROR_PORT_BUSY: what `--json` prints. Never NULL. */
const char *dfota_error_id (DfotaErrorCode code);

/* Sets an error whose message is @value (NULL is ""). Returns FALSE, so that it can end a function. */
gboolean dfota_fail (GError **error, DfotaErrorCode code, const char *value);
