/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The simulated module as a pure machine: bytes and time go in, an agenda comes out. It does no I/O, has no clock and no
 * thread of its own; every time is in µs on the caller's clock and must never go back. Not thread-safe: one caller at a time.
 *
 * The caller's loop: take() until FALSE, then wait until next() or until the program has written something; read at most
 * room() bytes of it and hand them to input(). */

typedef struct _SimEngine SimEngine;

#define SIM_ERROR (sim_error_quark ())
GQuark sim_error_quark (void);

typedef enum
{
  SIM_ERROR_FAMILY, /* no such family */
  SIM_ERROR_FAULT,  /* no such fault, or its WHERE is not understood */
  SIM_ERROR_VALUE,  /* a number out of its range */
  SIM_ERROR_KEY,    /* no such option or scenario key */
} SimError;

typedef enum
{
  SIM_ECHO_CR_CR_LF, /* ATI CR, then CR LF and the answer: the usual one */
  SIM_ECHO_CR_LF,    /* ATI, then CR LF and the answer */
  SIM_ECHO_SPACE,    /* a blank before the repeated command */
  SIM_ECHO_NONE,     /* never repeats, whatever ATE says */
} SimEcho;

/* Fill by sim_config_init(), then change what is wanted. Strings are borrowed until sim_engine_new() has returned. Seconds are
 * the module's own ones; `speed` divides them all, the line rate excepted. */
typedef struct
{
  const char *family;        /* id; NULL: lte-standard */
  const char *manufacturer;  /* NULL: the family's */
  const char *model;         /* NULL: the family's */
  const char *revision;      /* NULL: one that fits family and model */
  const char *target;        /* NULL: the release after `revision` */
  const char *suffix;        /* of AT+QGMR, "_01.200.01.200"; NULL: the family's */
  const char *target_suffix; /* after the upgrade; NULL: as `suffix` */
  int flash_mb;              /* 0: read from the revision's end */
  gboolean usb;              /* FALSE: a UART, where a restart is silence, junk and RDY while the line stays */
  gboolean echo;             /* ATE1 at power-on */
  SimEcho echo_form;
  gboolean blank_lines; /* around answers */
  gboolean range_line;  /* AT+QFOTADL=? prints its ranges before OK */
  guint chunk;          /* deliver so many bytes at a time, with gaps between; 0: whole */
  guint64 rate;         /* bytes per second of the line, each direction; 0: 11,520 on a UART, 1,000,000 on USB */
  double speed;
  const char *const *faults;   /* NULL or a NULL-ended list of "NAME" or "NAME@WHERE" */
  guint32 seed;                /* of everything noisy */
  gboolean boot_urcs;          /* RDY, +CPIN: READY and so on after a restart */
  gboolean boot_junk;          /* the ROM's words before them */
  gboolean mode1_restart;      /* upgrade_mode 1 restarts once all the same before it begins */
  gboolean to_hundred;         /* UPDATING goes on to 100 instead of ending at 91 */
  gboolean honour_update_urcs; /* update_URC_max counts; otherwise the scale is fixed, 8 … 91 */
  double filestart_s;          /* OK to FILESTART */
  double verify_s;             /* FILEEND to the verdict on the package */
  double away_s;               /* length of a restart */
  double updating_s;           /* START to the last UPDATING */
  double timeout_s;            /* silence of the program, in a package that is not complete, before FILEEND,500 */
  guint64 net_rate;            /* bytes per second of the module's network, multiplied by `speed`; 0: no limit */
  double fetch_s;              /* OK to FTPSTART, HTTPSTART, COAPSTART */
  double register_s;           /* MiniFOTA: from the start of the Mini system to its registration in the network */
  double mini_timeout_s;       /* MiniFOTA: of trying to fetch the first bytes, before it goes back to the normal system */
  double retry_s;              /* MiniFOTA: between attempts to fetch, in download mode */
  double power_s;              /* until power returns after a loss */
  const char *receiver;        /* of "FILE:<n>",2: xmodem-crc or xmodem-1k; NULL or none: takes bytes, never answers */
  const char *folder;          /* where AT+QFOTADL looks for a stored package; NULL: /data/ufs */
  gboolean plain_name;         /* and a name without folder is enough */
  gboolean missing_error;      /* a stored package that is not there: ERROR instead of OK and END,504 */
  gboolean scheme_error;       /* an address of a kind that it cannot fetch: ERROR instead of NOTSUPPORT or scene 1 */
  gboolean mini_https;         /* MiniFOTA fetches by HTTPS (guide 1.5) */
  gboolean https_words;        /* HTTPSSTART and HTTPSEND for https, as EG18 has it */
  gboolean auto_baud;          /* AT+IPR is 0: after a restart it says nothing before an AT came */
  gint64 start_us;             /* power-on on the caller's clock */
} SimConfig;

/* Defaults; `family` (may be NULL) decides on UART or USB and on the range line. */
void sim_config_init (SimConfig *config, const char *family);

/* FALSE with a sentence for people when sim_engine_new() would refuse `config`. */
gboolean sim_config_check (const SimConfig *config, GError **error);

/* NULL when sim_config_check() says no. */
SimEngine *sim_engine_new (const SimConfig *config);
void sim_engine_free (SimEngine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimEngine, sim_engine_free)

/* `n` bytes from the program have come through the line. Bytes above room() are taken all the same and put the line in debt. */
void sim_engine_input (SimEngine *engine, gint64 now_us, const guint8 *bytes, gsize n);

/* How many bytes the line takes now; 0 too while the module holds CTS low. */
gsize sim_engine_room (SimEngine *engine, gint64 now_us);

/* When there will be room for `n` bytes (or for as many as it ever takes at once); G_MAXINT64 while CTS is low. */
gint64 sim_engine_room_time (SimEngine *engine, gsize n);

/* The next thing on the agenda; G_MAXINT64 if there is none. */
gint64 sim_engine_next (SimEngine *engine);

typedef enum
{
  SIM_BYTES = 1, /* to the program */
  SIM_GONE,      /* the port vanishes */
  SIM_BACK,      /* and returns */
  SIM_DEAD,      /* it vanishes and never returns */
  SIM_FETCH,     /* the module's own network client is to fetch `url`; an earlier fetch is over */
  SIM_FETCH_END, /* and to give it up */
} SimActionKind;

typedef struct
{
  SimActionKind kind;
  gint64 at_us;        /* when it was due */
  const guint8 *bytes; /* SIM_BYTES: engine's, valid until the next call of any of these functions */
  gsize n;
  const char *url; /* SIM_FETCH: likewise; http, https, ftp or coap, any case */
} SimAction;

/* The next action that is due at `now_us`; FALSE: none. */
gboolean sim_engine_take (SimEngine *engine, gint64 now_us, SimAction *ret_action);

/* What came of a SIM_FETCH: begun() once at the most, bytes() as they come, ended() exactly once, unless SIM_FETCH_END or
 * another SIM_FETCH came first: after those nothing more may be handed in. */
typedef enum
{
  SIM_FETCHED,       /* all of it */
  SIM_FETCH_NAME,    /* the name does not resolve */
  SIM_FETCH_CONNECT, /* nobody listens there */
  SIM_FETCH_TIMEOUT,
  SIM_FETCH_LOGIN,   /* user or password refused */
  SIM_FETCH_MISSING, /* 404, 550, 4.04 */
  SIM_FETCH_STATUS,  /* any other answer than the file */
  SIM_FETCH_SHORT,   /* it ended early */
  SIM_FETCH_TLS,
  SIM_FETCH_SCHEME /* no client for it */
} SimFetchResult;

void sim_engine_fetch_begun (SimEngine *engine, gint64 now_us, guint64 total); /* 0: the server does not tell */
void sim_engine_fetch_bytes (SimEngine *engine, gint64 now_us, const guint8 *bytes, gsize n);
void sim_engine_fetch_ended (SimEngine *engine, gint64 now_us, SimFetchResult result);
/* How many bytes the module takes from its network now, and when it will take more: by its download rate. */
gsize sim_engine_fetch_room (SimEngine *engine, gint64 now_us);
gint64 sim_engine_fetch_time (SimEngine *engine);

/* One package, as the module's network client or its storage took it. */
typedef struct
{
  guint fetches;  /* how often it was begun */
  guint complete; /* how often all of it came */
  guint64 bytes;  /* of the last time, as far as it came */
  char sha256[65];
} SimPackage;

/* What the module saw of the program: here a rig looks for a program that would ruin a real one. Of the last upgrade unless
 * it says otherwise. */
typedef struct
{
  guint64 declared_bytes;     /* <length> of the last accepted FILE command */
  guint64 payload_bytes;      /* taken as payload */
  guint64 early_bytes;        /* between the command and FILESTART, all upgrades together */
  guint64 extra_bytes;        /* after the last byte of the package that were no command, all upgrades together */
  guint64 stray_bytes;        /* thrown away in command mode since power-on: noise before AT, lines without AT */
  guint64 lost_bytes;         /* overrun: dropped by the module */
  guint64 longest_burst;      /* payload bytes within 1 ms, counted only while flow control was off at the module */
  guint64 max_second;         /* payload bytes within any second */
  guint64 max_second_no_flow; /* the same, counted only while flow control was off at the module */
  guint flow_control;         /* 1: on at the module when the last FILE command was accepted */
  int mode;                   /* what that command asked for, omitted ones filled in; -1: none yet */
  int download_urcs;
  int update_urcs;
  guint commands_accepted; /* AT+QFOTADL answered by OK, since power-on */
  guint commands_refused;  /* AT+QFOTADL answered by ERROR, since power-on */
  guint restarts;          /* since power-on */
  guint upgrades_ended;    /* since power-on, well or badly */
  int last_result;         /* code of the last END or FILEEND that ended an upgrade (sent or lost); -1: none yet */
  gboolean upgraded;       /* the new firmware is in */
  gboolean dead;           /* never answers again */

  SimPackage packages[2];    /* by network or from storage; the second one is .mini_2 */
  const char *url;           /* of the last accepted command, as it was written; NULL: none. Engine's, until the next call */
  const char *apn;           /* of the PDP context that command used; "" none, NULL as for `url` */
  int apn_auth;              /* 0 none, 1 PAP, 2 CHAP */
  int fota_cid;              /* at the last accepted command; 0: none yet */
  gboolean pdp_active;       /* the context was active then */
  guint restarts_of_upgrade; /* since the last accepted command that was no repeat in download mode */
  gboolean download_mode;    /* in the Mini system now */
  guint64 deaf_bytes;        /* sent to a module that was upgrading, since power-on */
  guint lines_asleep;        /* lines that only woke it from deep sleep */
  guint power_losses;        /* with power back later */
  guint stored_files;        /* in the file store now */
  guint64 upload_bytes;      /* of the last AT+QFUPL */
  int rate_setting;          /* AT+IPR now */
  const char *commands;      /* every line that began with AT since power-on, LF after each (the first 64 KB). Likewise */
} SimObserved;

const SimObserved *sim_engine_observed (SimEngine *engine);

/* Lower-case hex of the payload of the last upgrade as far as it has come. Owned by the caller. */
char *sim_engine_payload_sha256 (SimEngine *engine);

/* What AT+QGMR would say now. Owned by the engine. */
const char *sim_engine_full_revision (SimEngine *engine);

/* The known faults in order; `ret_what` is one English line, untranslated (msgid of the domain). FALSE past the end. */
gboolean sim_fault_describe (guint i, const char **ret_name, const char **ret_where, const char **ret_what);
