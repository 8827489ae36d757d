/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences with which the installer refuses; setup.rc has them in each language. */
#pragma once

#define SAY_RUNNING      1
#define SAY_NEWER_HERE   2
#define SAY_HERE_FOR_ALL 3
#define SAY_HERE_FOR_ONE 4
#define SAY_NO_SPACE     5
