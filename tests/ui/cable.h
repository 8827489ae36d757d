/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench.h"
#include "fake-port.h"

/* A module at a made-up USB port: dfota-sim makes the port, and is the bench's simulator from then on. It ends with the test. */
void cable_plug_in (Bench *bench, const FakeUsb *usb);

/* The device goes, and its entries with it. */
void cable_pull_out (Bench *bench, const FakeUsb *usb);
