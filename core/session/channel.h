/* SPDX-License-Identifier: LGPL-3.0-or-later */
#pragma once

#include "upgrade/event.h"

/* The queue from the worker to the thread that shows things: events in order, one idle callback at a time that drains them.
 * A progress event that nobody has seen yet is replaced by a newer one. */
typedef struct _DfotaChannel DfotaChannel;

/* @context NULL: the thread-default one. Reference-counted: both ends hold one. */
DfotaChannel *dfota_channel_new (GMainContext *context, DfotaEventFunc func, gpointer user_data);
DfotaChannel *dfota_channel_ref (DfotaChannel *channel);
void dfota_channel_unref (DfotaChannel *channel);

/* Worker thread; takes @event over. */
void dfota_channel_push (DfotaChannel *channel, DfotaEvent *event);

/* The receiving thread: from now on silence. What is still queued is dropped. May be called from inside @func. */
void dfota_channel_close (DfotaChannel *channel);
