/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "family.h"
#include "fault.h"
#include "observe.h"

/* Who gets the bytes of the program. */
typedef enum
{
  MODE_AT,
  MODE_OFF,      /* away, booting, without power: nobody */
  MODE_DEAF,     /* upgrading: nobody */
  MODE_PREPARE,  /* command accepted, no FILESTART yet: lost, and a fault of the program */
  MODE_PAYLOAD,  /* every byte belongs to the package */
  MODE_TAIL,     /* package complete, FILEEND not said: lost, and a fault of the program */
  MODE_PROTOCOL, /* after 010003: frames that nobody outside knows */
  MODE_UPLOAD,   /* after CONNECT: every byte belongs to the file */
} SimMode;

typedef enum
{
  SIM_RECEIVER_NONE,
  SIM_RECEIVER_CRC,
  SIM_RECEIVER_1K,
} SimReceiver;

typedef void (*SimStep) (SimEngine *engine, int arg);

/* Whose bytes the network client fetches. */
typedef struct
{
  void (*bytes) (SimEngine *engine, const guint8 *bytes, gsize n); /* in SimObserved.packages already */
  void (*ended) (SimEngine *engine, SimFetchResult result);
} SimFetchUser;

typedef struct
{
  gboolean running;
  gboolean taken; /* the caller knows of it */
  guint which;    /* of SimObserved.packages */
  guint64 total;  /* 0: not known */
  double free;    /* µs: when the last byte taken had come through */
  const SimFetchUser *user;
} SimClientState;

/* The parts of an address; empty where it has none. */
typedef struct
{
  char *scheme; /* lower case */
  char *user;
  char *password;
  char *host;
  char *port;
  char *path; /* without the first slash */
} SimAddress;

#define SIM_N_CONTEXTS 15

typedef struct
{
  char *apn; /* NULL: never set */
  char *user;
  char *password;
  int type;
  int auth;
  gboolean active;
} SimContext;

typedef struct
{
  char *name;
  guint64 size;
  GChecksum *sum;
} SimFile;

/* MiniFOTA, between the command and the last restart. */
typedef struct
{
  guint stage;      /* 0: in the normal system; the package that it is at, 1 or 2 */
  gboolean entered; /* the Mini system runs */
  gboolean registered;
  gboolean checked;  /* the first 2 KB fit: no way back */
  gboolean replayed; /* was upgrading at power-on: nobody knows an address, so its packages come from nowhere */
  guint entry;       /* which start of the Mini system: what an earlier one planned is void */
  guint attempt;     /* likewise, which wait for the next attempt */
  guint said;        /* last UPDATING */
  guint damaged;     /* how often it was, by fault */
  guint missing;
  gboolean lost[2]; /* once in each package, by fault */
} SimMini;

typedef struct
{
  guint8 frame[3 + 1024 + 2];
  gsize n;
  guint8 expected;
  guint frames;
  guint cancels;
  gboolean refused; /* this frame was, by fault */
  gboolean met;     /* a first frame came: no more start bytes */
} SimFrames;

struct _SimEngine
{
  SimConfig config; /* its strings are not ours after sim_engine_new() and are NULL */
  const SimFamily *family;
  SimReceiver receiver;
  char *folder;
  char *manufacturer;
  char *model;
  char *revision;
  char *target;
  char *suffix;
  char *target_suffix;
  char *full_revision; /* of the last question */
  int flash_mb;
  gboolean dfota_model; /* its flash has room for DFOTA; the others upgrade by MiniFOTA */
  SimFaults faults;
  GRand *noise;

  /* the agenda: what will be done, by time; what was done and is not taken yet */
  GSequence *agenda;
  guint64 serial;
  GQueue ready;
  GBytes *taken;
  gint64 now;

  /* the line */
  double in_free;    /* µs: when the last byte taken had come through */
  double out_free;   /* µs: when the last byte sent has gone out */
  gboolean muted;    /* nothing goes out any more */
  gboolean held;     /* nothing goes out until flow control is off: the wire is missing */
  gboolean away;     /* in a restart: nothing goes out until it is back */
  gboolean unsynced; /* nothing goes out until an AT has told the line rate */

  /* command mode */
  SimMode mode;
  GString *line;
  GString *commands;
  gboolean line_too_long;
  gboolean after_cr;
  gboolean echo;
  int error_form;         /* AT+CMEE */
  gboolean after_package; /* noise now is the package's surplus */
  gint64 awake_until;
  int ifc[2];
  int usbifc[2];
  int fota_cid;

  /* the network and the file store */
  SimContext contexts[SIM_N_CONTEXTS + 1];
  gboolean pin_entered;
  gboolean network_lost;
  SimClientState client;
  GPtrArray *files;
  SimFile *upload; /* under way */
  guint64 upload_size;
  guint16 upload_check;
  gboolean upload_acks;
  double upload_wait;

  /* restarts */
  SimStep booted; /* what comes after the one that is under way */
  int booted_arg;
  gboolean quiet_boot; /* the Mini system and upgrade mode say nothing of their own */

  /* the upgrade */
  gboolean busy;
  GChecksum *sum;
  GChecksum *package_sums[2];
  char *url;
  gboolean fetchable; /* there is a client for `url` */
  gint64 last_payload;
  guint downloading; /* last DOWNLOADING said */
  SimFrames frames;
  SimMini mini;
  int step;            /* the last one of UPDATING */
  gboolean power_lost; /* once, by fault */
  SimWindow burst;
  SimWindow second;
  SimWindow second_no_flow;
  SimObserved seen;
};

/* config.c: FALSE: no such receiver; `ret` may be NULL */
gboolean sim_receiver_parse (const char *name, SimReceiver *ret);

/* engine.c */

void sim_agenda_init (SimEngine *engine);
void sim_agenda_clear (SimEngine *engine);

/* µs of the caller's clock for `seconds` of the module. */
gint64 sim_seconds (SimEngine *engine, double seconds);
void sim_at (SimEngine *engine, gint64 at_us, SimStep step, int arg);
void sim_after (SimEngine *engine, double seconds, SimStep step, int arg);
/* Sends `text` when it is due, if the module may speak then. `n` < 0: to its NUL. */
void sim_say (SimEngine *engine, double after_seconds, const char *text, gssize n);
void sim_port (SimEngine *engine, SimActionKind kind);
/* SIM_FETCH with `url`, or SIM_FETCH_END without. */
void sim_client_action (SimEngine *engine, const char *url);
/* Does all that is due up to `now`. */
void sim_advance (SimEngine *engine, gint64 now);
/* Forgets all that was planned or said and not yet taken; the network client stops. */
void sim_drop_agenda (SimEngine *engine);
gboolean sim_flow_on (SimEngine *engine);

/* at.c: the program's bytes in command mode; returns how many it took before the mode changed */
gsize sim_at_bytes (SimEngine *engine, const guint8 *bytes, gsize n);
/* An error in the form that AT+CMEE asks for, with CR LF. */
void sim_error_words (SimEngine *engine, int code, GString *text);

typedef enum
{
  ANSWER_OK,
  ANSWER_ERROR,
  ANSWER_CME,  /* the ask's `cme` */
  ANSWER_NONE, /* the handler answers by itself */
} SimAnswer;

typedef enum
{
  FORM_RUN,  /* AT+X */
  FORM_READ, /* AT+X? */
  FORM_TEST, /* AT+X=? */
  FORM_SET,  /* AT+X=… */
} SimForm;

#define SIM_MAX_ARGS 8

typedef struct
{
  SimForm form;
  char *args[SIM_MAX_ARGS]; /* without quotes; NULL: omitted */
  guint n_args;
  GString *lines; /* to be answered before OK, each with CR LF */
  int cme;
} SimAsk;

typedef SimAnswer (*SimHandler) (SimEngine *engine, SimAsk *ask);

typedef struct
{
  const char *name;
  SimHandler handler;
  guint needs;   /* SIM_CAN_… of the family; 0: every one has it */
  gboolean mini; /* the Mini system knows it too */
} SimCommandRow;

/* command.c */
SimAnswer sim_command (SimEngine *engine, const char *name, SimAsk *ask);
SimAnswer sim_answer_line (SimAsk *ask, const char *text);
SimAnswer sim_answer_cme (SimAsk *ask, int code);
/* A decimal number from 0 to `max`. */
gboolean sim_small_number (const char *text, int max, int *ret);

/* radio.c: SIM card, registration, PDP contexts */
extern const SimCommandRow sim_radio_commands[]; /* to a NULL name */
gboolean sim_network (SimEngine *engine);
void sim_radio_forget (SimEngine *engine);
/* Lost now; by fault it returns. */
void sim_network_gone (SimEngine *engine);

/* storage.c: the file store */
extern const SimCommandRow sim_storage_commands[];
gsize sim_upload_bytes (SimEngine *engine, const guint8 *bytes, gsize n);
guint64 sim_store_free (SimEngine *engine);
SimAnswer sim_fotadl_stored (SimEngine *engine, const char *path);
void sim_file_free (gpointer file);

/* boot.c: restarts and the end of power */
void sim_boot_start (SimEngine *engine);
/* Away now, back after the usual time; then `step`. */
void sim_restart (SimEngine *engine, SimStep step, int arg);
/* As sim_restart(), into a system that does not greet. */
void sim_restart_quietly (SimEngine *engine, SimStep step, int arg);
/* A SimStep: up in normal mode after a restart; `more`: restarts that follow for no reason. */
void sim_booted (SimEngine *engine, int more);
/* The port is lost at once; `back`: it returns after some seconds with the firmware that it has. */
void sim_cut (SimEngine *engine, gboolean back);
/* Power is lost, and with it the module. */
void sim_dead (SimEngine *engine);
/* Power is lost, and returns; then `step`. */
void sim_power_cut (SimEngine *engine, SimStep step, int arg);

/* fotadl.c: the command */
SimAnswer sim_fotadl (SimEngine *engine, SimAsk *ask);
/* What every accepted command begins with. */
void sim_accepted (SimEngine *engine);

/* address.c */
gboolean sim_address_parse (const char *url, SimAddress *ret);
/* What the guide LTE Standard(A) says of an FTP address. */
gboolean sim_address_fits_ftp (const SimAddress *address);
void sim_address_clear (SimAddress *address);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimAddress, sim_address_clear)

/* download.c: the package over the cable */
void sim_file_begin (SimEngine *engine, guint64 length, double after_seconds);
void sim_protocol_begin (SimEngine *engine, guint64 length);
/* bytes that came as a package, frames included: counts what a line without flow control stands */
void sim_observe_payload (SimEngine *engine, gsize n);
/* As sim_at_bytes(). */
gsize sim_payload (SimEngine *engine, const guint8 *bytes, gsize n);
/* `n` bytes of the package have come; says DOWNLOADING as far as that goes. */
void sim_say_downloading (SimEngine *engine);
/* Where in a package of `size` bytes the fault strikes; G_MAXUINT64: it does not. */
guint64 sim_strikes_at (SimEngine *engine, SimFaultId fault, guint64 size);
/* All of it has come, or the delivery is given up by END code. */
void sim_file_complete (SimEngine *engine);
void sim_file_given_up (SimEngine *engine);

/* receiver.c: frames after 010003 */
void sim_receiver_begin (SimEngine *engine);
gsize sim_receiver_bytes (SimEngine *engine, const guint8 *bytes, gsize n);

/* network.c: the module's network client */
void sim_client_start (SimEngine *engine, guint which, const char *url, const SimFetchUser *user);
void sim_client_stop (SimEngine *engine);

/* over-air.c: DFOTA by network */
void sim_over_air_begin (SimEngine *engine, gboolean fetchable, double after_seconds);
/* A SimStep: a platform's upgrade, without a command. */
void sim_platform (SimEngine *engine, int from_start);

/* mini.c: MiniFOTA */
SimAnswer sim_mini_command (SimEngine *engine, const char *url, double late);
/* The network has returned. */
void sim_mini_network (SimEngine *engine);
/* A SimStep: the Mini system is up. */
void sim_mini_up (SimEngine *engine, int stage);
/* A SimStep: the first package is in; on to the new Mini system. */
void sim_mini_updated (SimEngine *engine, int arg);
/* A SimStep: the first package failed on its way; waits for another command. */
void sim_mini_failed (SimEngine *engine, int arg);
/* At power-on, by fault: in the middle of it, or waiting. */
void sim_mini_already (SimEngine *engine, gboolean waiting);

/* upgrade.c: from the verified package on */
/* A SimStep. */
void sim_verified (SimEngine *engine, int arg);
/* A SimStep: START and what follows, `step` steps of UPDATING being done. */
void sim_start (SimEngine *engine, int step);
/* A SimStep: the new firmware is in; END and the last restart. */
void sim_finish (SimEngine *engine, int arg);
/* TRUE: the upgrade ends here, by a fault that strikes at this value of UPDATING. */
gboolean sim_struck (SimEngine *engine, int percent);
void sim_already_updating (SimEngine *engine);
/* The upgrade is over, well or badly. `code` < 0: nothing was said of that. */
void sim_ended (SimEngine *engine, int code);
void sim_say_end (SimEngine *engine, int code);
/* END of this upgrade by fault; 0: none. */
int sim_upgrade_code (SimEngine *engine);
/* +QIND: "FOTA","word" and, unless `value` is negative, the value. */
void sim_urc (SimEngine *engine, const char *word, int value);
