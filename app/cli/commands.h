/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The subcommands, a file each. @args: the program's name and what was typed, the subcommand's name taken out; taken
 * over. Each returns the program's exit code. */
int cmd_ports (char **args);
int cmd_identify (char **args);
int cmd_check (char **args);
int cmd_upgrade (char **args);
int cmd_watch (char **args);
int cmd_status (char **args);
int cmd_probe (char **args);
int cmd_host (char **args);
int cmd_explain (char **args);
