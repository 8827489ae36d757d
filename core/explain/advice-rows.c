/* SPDX-License-Identifier: LGPL-3.0-or-later */
#include "explain/advice-rows.h"

#include "explain/system-words.h"
#include "i18n.h"

static const char follow_status[]
    = N_ ("Leave the power connected and check the cable. Wait ten minutes, then ask the module who it is (on "
          "the command line: dfota identify). Do not start another upgrade before it has answered.");

static const char right_package[] = N_ ("Choose the package as you received it from your supplier.");

static const char plain_name[] = N_ ("Rename the file on the server so that its name has only letters from A to Z, digits, "
                                     "dots, hyphens and underscores, then correct the address.");

/* module_safe and retry are what holds when nothing better is known: whoever has asked the module corrects them. */
static const DfotaAdviceRow rows[] = {
  [DFOTA_ERROR_USAGE] = { TRUE, TRUE, N_ ("This cannot be used here: %s."), N_ ("These options do not go together."),
                          N_ ("Correct it and try again. On the command line, dfota --help lists what there is."), NULL },
  [DFOTA_ERROR_INTERNAL]
  = { TRUE, TRUE, N_ ("The program met a fault of its own: %s."), N_ ("The program met a fault of its own."),
      N_ ("Close the program, open it again and look how the module stands. If it happens again, please send the log to "
          "the makers of this program."),
      NULL },
  [DFOTA_ERROR_PORT_MISSING]
  = { TRUE, TRUE, N_ ("There is no port %s."), N_ ("The port is not there."), dfota_system_port_missing, NULL },
  [DFOTA_ERROR_PORT_BUSY]
  = { TRUE, TRUE, N_ ("The port is in use: %s."), N_ ("Another program is using the port."), dfota_system_port_busy, NULL },
  [DFOTA_ERROR_PORT_DENIED] = { TRUE, TRUE, N_ ("You are not permitted to use this port."), NULL, dfota_system_port_denied,
                                dfota_system_port_denied_bare },
  [DFOTA_ERROR_PORT_FORBIDDEN]
  = { TRUE, TRUE, N_ ("The port %s serves another purpose; no upgrade goes through it."),
      N_ ("This port serves another purpose; no upgrade goes through it."),
      N_ ("Choose the port that the list calls the module's AT port (on the command line: dfota ports)."), NULL },
  [DFOTA_ERROR_PORT_FAILED] = { TRUE, TRUE, N_ ("The computer could not open the port %s."),
                                N_ ("The computer could not open the port."), dfota_system_port_failed, NULL },
  [DFOTA_ERROR_PORT_NONE] = { TRUE, TRUE, N_ ("No port of a module was found, but a device without a port: %s."),
                              N_ ("No port of a module was found."), dfota_system_port_driver, dfota_system_port_none },
  [DFOTA_ERROR_PORT_MANY]
  = { TRUE, TRUE, N_ ("There is more than one port it could be: %s."), N_ ("There is more than one port it could be."),
      N_ ("Choose the right one yourself, or leave only the module to be upgraded plugged in."), NULL },
  [DFOTA_ERROR_RELEASE_REFUSED]
  = { TRUE, TRUE, N_ ("%s could not be paused for this module."),
      N_ ("The program that looks after modems could not be paused for this module."), dfota_system_release_refused, NULL },
  [DFOTA_ERROR_HOST_UNREACHABLE]
  = { TRUE, TRUE, N_ ("Nothing answers at the network address %s."), N_ ("Nothing answers at this network address."),
      N_ ("Check the address and the port number of the serial server, that it is switched on, and that no other program is "
          "connected to it."),
      NULL },
  [DFOTA_ERROR_NO_ANSWER] = { TRUE, TRUE, N_ ("The port %s can be opened, but no module answers there."),
                              N_ ("The port can be opened, but no module answers there."),
                              N_ ("Check the module's power and the cable, and wait two minutes if it has just been "
                                  "switched on. If it stays silent, "
                                  "try another port or another baud rate."),
                              NULL },
  [DFOTA_ERROR_GARBAGE]
  = { TRUE, TRUE, N_ ("Something arrives from %s, but it cannot be read."), N_ ("Something arrives, but it cannot be read."),
      N_ ("The baud rate is probably not the module's. Choose another one (115200 is usual), then try again."), NULL },
  [DFOTA_ERROR_MODULE_UNSUPPORTED] = { TRUE, FALSE, N_ ("This program does not know how to upgrade the module %s."),
                                       N_ ("This program does not know how to upgrade this module."),
                                       N_ ("It upgrades EC200A, EC200M, EC200N, EC600K, EC600M, EC600N, EC800K, EC800M, "
                                           "EG600AK, EG800AK, EG800K, EG800W, EG810M, EG912N, EG915K, EG915N, EG950A, "
                                           "BC260Y-CN, EP06, EG06 and EM06. Ask your supplier how yours is upgraded."),
                                       NULL },
  [DFOTA_ERROR_FLASH_UNKNOWN]
  = { TRUE, TRUE, N_ ("The version %s does not tell which upgrade method this module takes."),
      N_ ("The version does not tell which upgrade method this module takes."),
      N_ ("Ask your supplier: DFOTA or MiniFOTA? Then choose the answer (on the command line: --method dfota or --method "
          "minifota). Please do not guess."),
      NULL },
  [DFOTA_ERROR_METHOD_REFUSED]
  = { TRUE, TRUE, N_ ("The module tells its upgrade method itself (version %s), so none can be chosen."),
      N_ ("The module tells its upgrade method itself, so none can be chosen."),
      N_ ("Leave the choice of the method out (on the command line: --method), then try again."), NULL },
  [DFOTA_ERROR_WAY_REFUSED]
  = { TRUE, TRUE, N_ ("This module does not take its package this way."), NULL,
      N_ ("Choose a way that the module takes (on the command line, dfota identify names them)."), NULL },
  [DFOTA_ERROR_NO_DFOTA]
  = { TRUE, FALSE, N_ ("This unit of %s has no DFOTA, the function that upgrades it."),
      N_ ("This unit has no DFOTA, the function that upgrades it."),
      N_ ("On some models the function is an option. Ask your supplier how this unit can be upgraded."), NULL },
  [DFOTA_ERROR_MODULE_CHANGED]
  = { TRUE, TRUE, N_ ("Another module answers now than the one you agreed to (%s)."),
      N_ ("Another module answers now than the one you agreed to."),
      N_ ("Nothing has changed on it. Connect the right one and try again; or begin anew, if it is this one that is to be "
          "upgraded."),
      NULL },
  [DFOTA_ERROR_ALREADY_UPGRADING] = { FALSE, FALSE, N_ ("The module at %s is in the middle of an upgrade."),
                                      N_ ("The module is in the middle of an upgrade."),
                                      N_ ("Keep the cable and power connected and let it finish. You can follow it: the "
                                          "program sends nothing while it watches (on the command line: dfota watch)."),
                                      NULL },
  [DFOTA_ERROR_PACKAGE_MISSING] = { TRUE, TRUE, N_ ("There is no file %s."), N_ ("The package file is not there."),
                                    N_ ("Check whether it was moved or renamed, then choose it again."), NULL },
  [DFOTA_ERROR_PACKAGE_EMPTY]
  = { TRUE, TRUE, N_ ("The file %s is empty."), N_ ("The package file is empty."),
      N_ ("The download or the copy probably broke off. Get the package once more from your supplier."), NULL },
  [DFOTA_ERROR_PACKAGE_UNREADABLE]
  = { TRUE, TRUE, N_ ("The file %s could not be read."), N_ ("The package file could not be read."),
      N_ ("Close any other program that has it open, and check that you may read it. Or copy it to this computer's own disk "
          "and choose the copy."),
      NULL },
  [DFOTA_ERROR_PACKAGE_NOT_A_FILE] = { TRUE, TRUE, N_ ("%s is not a file, so it cannot be a package."),
                                       N_ ("This is not a file, so it cannot be a package."), right_package, NULL },
  [DFOTA_ERROR_PACKAGE_EXTENSION]
  = { TRUE, TRUE, N_ ("The file %s is half of a two-part package (MiniFOTA); this module takes a package in one part."),
      N_ ("This file is half of a two-part package (MiniFOTA); this module takes a package in one part."),
      N_ ("Ask your supplier for the package for this module. Please do not rename the file: its content would not change."),
      NULL },
  [DFOTA_ERROR_PACKAGE_TOO_LARGE]
  = { TRUE, TRUE, N_ ("The package does not fit into the module: %s bytes are free."),
      N_ ("The package does not fit into the module."),
      N_ ("Delete files that are no longer needed from the module's storage, or ask your supplier for a smaller package."),
      NULL },
  [DFOTA_ERROR_FLOW_REFUSED] = { TRUE, TRUE, N_ ("Hardware flow control could not be switched on (%s)."),
                                 N_ ("Hardware flow control could not be switched on."),
                                 N_ ("Use a cable or adapter with RTS and CTS lines, or choose to go without flow control: "
                                     "slower, but it works with any "
                                     "cable."),
                                 NULL },
  [DFOTA_ERROR_PRACTICE_FAULT]
  = { TRUE, TRUE, N_ ("The practice module knows no fault %s."), N_ ("The practice module knows no such fault."),
      N_ ("On the command line, dfota-sim --list-faults lists them."), NULL },
  [DFOTA_ERROR_CONFIRM_NEEDED]
  = { TRUE, TRUE, N_ ("The upgrade has not been confirmed."), NULL,
      N_ ("Confirm that you want it, then it starts. On the command line without a terminal, add --yes."), NULL },
  [DFOTA_ERROR_PACKAGE_PAIR]
  = { TRUE, TRUE,
      N_ ("This module takes a package in two parts (MiniFOTA), and the file %s is missing or is no part of one."),
      N_ ("This module takes a package in two parts (MiniFOTA), and one part is missing."),
      N_ ("Keep both files side by side under the names your supplier gave them: the same name, one ending in .mini_1 and "
          "the other in .mini_2, with no space, quote, backslash or # in it."),
      NULL },
  [DFOTA_ERROR_PACKAGE_BASELINE] = { TRUE, TRUE, N_ ("%s belongs to another line of firmware (R01, R02) than the module's."),
                                     N_ ("The package belongs to another line of firmware (R01, R02) than the module's."),
                                     N_ ("Packages between R01 and R02 firmware do not exist. Tell your supplier the "
                                         "module's present version, and ask for a package within its line."),
                                     NULL },
  [DFOTA_ERROR_PACKAGE_MODEL]
  = { TRUE, TRUE, N_ ("%s is made for another model."), N_ ("The package is made for another model."),
      N_ ("Compare the two names: they must be alike up to the version. Choose the package for this module, or ask your "
          "supplier for it."),
      NULL },
  [DFOTA_ERROR_PACKAGE_FLASH]
  = { TRUE, TRUE, N_ ("%s is made for a module with another memory size."),
      N_ ("The package is made for a module with another memory size."),
      N_ ("The end of the version tells the size: M08 is 8 MB, M16 is 16 MB. Ask your supplier for the package for this "
          "size."),
      NULL },
  [DFOTA_ERROR_PACKAGE_VERSION]
  = { TRUE, TRUE, N_ ("%s starts from another version than the one on the module."),
      N_ ("The package starts from another version than the one on the module."),
      N_ ("A package is made for exactly one old version. Tell your supplier the version on the module and the one you "
          "want, and ask for the package that leads from the one to the other."),
      NULL },
  [DFOTA_ERROR_PACKAGE_INSTALLED] = { TRUE, FALSE, N_ ("%s leads to the version that is on the module already."),
                                      N_ ("The package leads to the version that is on the module already."),
                                      N_ ("Nothing needs to be done: the module has this version."), NULL },
  [DFOTA_ERROR_URL_MISSING] = { TRUE, TRUE, N_ ("The address of the package is missing."), NULL,
                                N_ ("Enter the address where the module finds the package (on the command line: --url), or "
                                    "let this computer be the server (--host-here)."),
                                NULL },
  [DFOTA_ERROR_URL_FORM]
  = { TRUE, TRUE, N_ ("This is not an address: %s."), N_ ("This is not an address."),
      N_ ("An address looks like http://example.com:80/package.bin: the kind, the server, the port and the file."), NULL },
  [DFOTA_ERROR_URL_SCHEME] = { TRUE, TRUE, N_ ("For this way the address must begin with %s."),
                               N_ ("The address does not begin as this way needs it."),
                               N_ ("Correct its beginning, or choose the way that belongs to the address."), NULL },
  [DFOTA_ERROR_URL_HOST] = { TRUE, TRUE, N_ ("“%s” is not the name of a server."), N_ ("The address names no server."),
                             N_ ("Write the server's name or its IPv4 address after the two slashes, as in "
                                 "http://example.com:80/package.bin or http://192.0.2.7:80/package.bin."),
                             NULL },
  [DFOTA_ERROR_URL_IPV6]
  = { TRUE, TRUE, N_ ("The address names the server in the form of IPv6: %s."),
      N_ ("The address names the server in the form of IPv6."),
      N_ ("The modules' guides know names and IPv4 addresses (such as 192.0.2.7) only. Use one of these."), NULL },
  [DFOTA_ERROR_URL_PORT]
  = { TRUE, TRUE, N_ ("The port in the address is not a number from 1 to 65535: %s."),
      N_ ("The port in the address is not a number from 1 to 65535."),
      N_ ("Write a colon and the port's number behind the server, as in http://example.com:80/package.bin."), NULL },
  [DFOTA_ERROR_URL_LONG]
  = { TRUE, TRUE, N_ ("The address is too long."), NULL,
      N_ ("Use a shorter name for the file or the server, or put the file into the server's first folder."), NULL },
  [DFOTA_ERROR_URL_FIELD_LONG] = { TRUE, TRUE, N_ ("A part of the address is too long."), NULL,
                                   N_ ("Shorten it on the server, then correct the address."), NULL },
  [DFOTA_ERROR_URL_CHARACTER]
  = { TRUE, TRUE, N_ ("The address has a character in it that the module does not take: “%s”."),
      N_ ("The address has a character in it that the module does not take."), plain_name, NULL },
  [DFOTA_ERROR_URL_LOGIN]
  = { TRUE, TRUE, N_ ("The user name or the password has a character in it that cannot stand in an address: “%s”."),
      N_ ("An address of this kind has no user name and no password in it."),
      N_ ("Give the server a login without the characters @ : / ? and without percent signs, and use that."),
      N_ ("Leave out what stands before the @. If the server wants a login, put the package where it is handed out without "
          "one.") },
  [DFOTA_ERROR_URL_FOLDER]
  = { TRUE, TRUE, N_ ("The package lies in a folder of the server: %s."), N_ ("The package lies in a folder of the server."),
      N_ ("By FTP the module fetches from the server's first folder only. Move the package there and take the folder out of "
          "the address."),
      NULL },
  [DFOTA_ERROR_URL_FILE] = { TRUE, TRUE, N_ ("The address names no file."), NULL,
                             N_ ("Write the package's name at its end, as in http://example.com:80/package.bin."), NULL },
  [DFOTA_ERROR_URL_MINI]
  = { TRUE, TRUE, N_ ("The address must name the file that ends in .mini_1, and this is %s."),
      N_ ("The address must name the file that ends in .mini_1."),
      N_ ("Give the address of the .mini_1. The module fetches the .mini_2 by itself from the same place."), NULL },
  [DFOTA_ERROR_PROBE_MISSING] = { TRUE, TRUE, N_ ("The server answers, but the package %s is not there."),
                                  N_ ("The server answers, but the package is not there."),
                                  N_ ("Put it there, or correct the address; upper and lower case count. Of a package in "
                                      "two parts (MiniFOTA) both files must be on the server before anything starts."),
                                  NULL },
  [DFOTA_ERROR_PROBE_DENIED] = { TRUE, TRUE, N_ ("The server does not hand out the package: it wants another login (%s)."),
                                 N_ ("The server does not hand out the package: it wants another login."),
                                 N_ ("By FTP, check the user name and the password in the address. By the other ways the "
                                     "package must be handed out without a login."),
                                 NULL },
  [DFOTA_ERROR_PROBE_REFUSED]
  = { TRUE, TRUE, N_ ("The server answers with something else than the package: %s."),
      N_ ("The server answers with something else than the package."),
      N_ ("Open the address in a browser or read the server's log, and put it right there. Then try again."), NULL },
  [DFOTA_ERROR_PROBE_DIFFERENT]
  = { TRUE, TRUE, N_ ("The file %s on the server is not the one on this computer."),
      N_ ("The file on the server is not the one on this computer."),
      N_ ("Put the package on the server once more, unchanged: not unpacked, not edited. Or choose the right one here."),
      NULL },
  [DFOTA_ERROR_PROBE_BROKEN] = { TRUE, TRUE, N_ ("The server broke off in the middle of the package."), NULL,
                                 N_ ("Put the package on the server once more and try again. If it breaks off again, read "
                                     "the server's log: it may limit the size or the time of a download."),
                                 NULL },
  [DFOTA_ERROR_SERVER_FAILED] = { TRUE, TRUE, N_ ("This computer cannot be the server of the package (%s)."),
                                  N_ ("This computer cannot be the server of the package."),
                                  N_ ("Check that the file can be read and that no other program serves on the same port. "
                                      "Or put the package on another server and give its address."),
                                  NULL },
  [DFOTA_ERROR_SIM_MISSING]
  = { TRUE, TRUE, N_ ("The module finds no SIM card that works (%s)."), N_ ("The module finds no SIM card that works."),
      N_ ("Insert a SIM card with data, check its seat, restart the module and try again. Without one the module cannot "
          "fetch the package."),
      NULL },
  [DFOTA_ERROR_SIM_LOCKED] = { TRUE, TRUE, N_ ("The SIM card is locked: it wants its %s."), N_ ("The SIM card is locked."),
                               N_ ("This program asks for no PIN. Unlock the card in a telephone and switch the question "
                                   "for its PIN off there, then try again."),
                               NULL },
  [DFOTA_ERROR_NOT_REGISTERED]
  = { TRUE, TRUE, N_ ("The module is not registered in a mobile network (state %s)."),
      N_ ("The module is not registered in a mobile network."),
      N_ ("Check the antenna and the SIM card, wait until the module has found a network, then try again."), NULL },
  [DFOTA_ERROR_PDP_FAILED] = { TRUE, TRUE, N_ ("The module's mobile data connection could not be set up (%s)."),
                               N_ ("The module's mobile data connection could not be set up."),
                               N_ ("Compare the APN, user name, password and authentication with what your network operator "
                                   "gave you; or leave these settings as the module has them."),
                               NULL },
  [DFOTA_ERROR_STORAGE_NAME]
  = { TRUE, TRUE, N_ ("The module cannot take this folder: “%s”."), N_ ("The module cannot take this folder."),
      N_ ("A folder begins with / and has no spaces, quotes or backslashes in it; the usual ones are /data/ufs and "
          "/cache/ufs (on the command line: --folder)."),
      NULL },
  [DFOTA_ERROR_STORAGE_EXISTS] = { TRUE, TRUE, N_ ("A file named %s lies in the module's storage already."),
                                   N_ ("A file of this name lies in the module's storage already."),
                                   N_ ("It may be left over from an earlier upgrade. If nobody needs it, allow that it is "
                                       "replaced (on the command line: --replace)."),
                                   NULL },
  [DFOTA_ERROR_FRAMING_MISSING]
  = { TRUE, TRUE, N_ ("The frames of the protocol download are not public, and no framing profile was given."), NULL,
      N_ ("Ask the module's supplier for a profile (a file *.dfota-framing) or for a description of the frames. What needs "
          "nothing: send the package from this computer without flow control, 32 bytes at a time and at most 15 KB/s (on "
          "the command line: --via file --flow none)."),
      NULL },
  [DFOTA_ERROR_FRAMING_BAD]
  = { TRUE, TRUE, N_ ("The framing profile cannot be used: %s."), N_ ("The framing profile cannot be used."),
      N_ ("Show this sentence to whoever wrote the profile."), NULL },
  [DFOTA_ERROR_NOTHING_SEEN]
  = { TRUE, TRUE, N_ ("No upgrade was seen within %s."), N_ ("No upgrade was seen in the time given."),
      N_ ("Start it where it is triggered, then watch again. A module in deep sleep may hear of it only when it next "
          "wakes."),
      NULL },
  [DFOTA_ERROR_RESEND_REFUSED]
  = { TRUE, TRUE, N_ ("The module %s does not wait in download mode, so there is nothing to send again."),
      N_ ("The module does not wait in download mode, so there is nothing to send again."),
      N_ ("Start an ordinary upgrade (on the command line: leave --resend out)."), NULL },
  [DFOTA_ERROR_PACKAGE_CHANGED]
  = { TRUE, TRUE, N_ ("The file %s has changed since it was chosen."),
      N_ ("The package file has changed since it was chosen."),
      N_ ("If that was meant, choose it anew. Otherwise get the package once more from your supplier, keep it on this "
          "computer's own disk, and try again."),
      NULL },
  [DFOTA_ERROR_COMMAND_REFUSED]
  = { TRUE, TRUE, N_ ("The module refused to begin the upgrade (%s)."), N_ ("The module refused to begin the upgrade."),
      N_ ("Nothing has changed. Check the address and the settings, restart the module and try again. If it refuses again, "
          "send the log to your supplier."),
      NULL },
  [DFOTA_ERROR_GONE] = { FALSE, FALSE, N_ ("The connection to the module at %s was lost and did not come back."),
                         N_ ("The connection to the module was lost and did not come back."), follow_status, NULL },
  [DFOTA_ERROR_INTERRUPTED]
  = { TRUE, TRUE, N_ ("The connection was lost on the way. The module is back with its old version %s."),
      N_ ("The connection was lost on the way. The module is back with its old version."),
      N_ ("Check that the cable sits firmly and the power is steady, then start the upgrade again."), NULL },
  [DFOTA_ERROR_SILENT] = { FALSE, FALSE, N_ ("The module has been silent longer than is normal (%s)."),
                           N_ ("The module has been silent longer than is normal."), follow_status, NULL },
  [DFOTA_ERROR_RESULT_CODE]
  = { FALSE, FALSE, N_ ("The module reported error %s."), N_ ("The module reported an error."),
      N_ ("What the number means depends on the module: identify it first, or name its family (on the command line: "
          "--family)."),
      NULL },
  [DFOTA_ERROR_NOT_SUPPORTED]
  = { TRUE, TRUE, N_ ("The module does not support this way of transfer."), NULL,
      N_ ("Choose another way, for example an address that begins with http:// instead of https://."), NULL },
  [DFOTA_ERROR_DOWNLOAD_MODE]
  = { FALSE, TRUE, N_ ("The module is waiting for its package (download mode) and tries to fetch it again and again."), NULL,
      N_ ("Keep its power connected; it waits without a time limit. Put right what is missing: the signal, the server, and "
          "both files under the same name on it, .mini_1 and .mini_2. Only if the address was wrong, send the command again "
          "with the right one (on the command line: dfota upgrade --resend --url ADDRESS)."),
      NULL },
  [DFOTA_ERROR_STORAGE_UPLOAD]
  = { TRUE, TRUE, N_ ("The package did not get into the module's storage (%s)."),
      N_ ("The package did not get into the module's storage."),
      N_ ("Its firmware is as before. Check the cable, restart the module and try again."), NULL },
  [DFOTA_ERROR_STORAGE_DAMAGED]
  = { TRUE, TRUE, N_ ("The package arrived in the module's storage damaged (it reports %s)."),
      N_ ("The package arrived in the module's storage damaged."),
      N_ ("It was not used, and the firmware is as before. Check the cable or use another USB port, then try again."),
      NULL },
  [DFOTA_ERROR_FRAMING_FAILED]
  = { TRUE, TRUE,
      N_ ("The protocol download ended in the step “%s”: the module gave up, or answered nothing that the profile knows."),
      N_ ("The protocol download ended: the module gave up, or answered nothing that the profile knows."),
      N_ ("Ask whoever wrote the profile whether it is made for this module. What needs no profile: send the package from "
          "this computer without flow control (on the command line: --via file --flow none)."),
      NULL },
  [DFOTA_ERROR_MINI_RETURNED]
  = { TRUE, TRUE,
      N_ ("The module gave up before anything was changed: it is back in its normal system, with its old firmware."), NULL,
      N_ ("One of two things happened. It could not fetch the package: check the address, that both files lie on the "
          "server, and that the server runs. Or the package is made for another version: compare it with the module's. Then "
          "start the upgrade again."),
      NULL },
  [DFOTA_ERROR_MINI_NOT_REACHED]
  = { TRUE, TRUE, N_ ("The module never reached the server; it is back in its normal system, with its old firmware."), NULL,
      N_ ("This computer was the server and saw no request for the package. Check that the module's network can reach this "
          "computer, or use a server that it can reach; check the signal and the APN. Then start the upgrade again."),
      NULL },
  [DFOTA_ERROR_MINI_NOT_MATCHING]
  = { TRUE, TRUE, N_ ("The module looked at the package and turned it down: it is made for another version."), NULL,
      N_ ("It is back in its normal system, with its old firmware. Tell your supplier the module's present version and the "
          "version you want, ask for the package that leads from the one to the other, then start again."),
      NULL },
  [DFOTA_ERROR_UNCHANGED] = { TRUE, TRUE, N_ ("The module says that it is done, but its version is still %s."),
                              N_ ("The module says that it is done, but its version is the old one."),
                              N_ ("Restart the module and read its version again. If it stays the same, ask your supplier "
                                  "whether this package changes "
                                  "the version at all."),
                              NULL },
  [DFOTA_ERROR_LOST] = { TRUE, TRUE, N_ ("The module never said how the upgrade ended; it answers with its old version %s."),
                         N_ ("The module never said how the upgrade ended; it answers with its old version."),
                         N_ ("The module works. Restart it, wait two minutes and read its version again; if it is still the "
                             "old one, you can start "
                             "the upgrade again."),
                         NULL },
  [DFOTA_ERROR_RESTART_MISSING]
  = { TRUE, TRUE, N_ ("The module has the package, but it has not restarted to install it."), NULL,
      N_ ("Switch the module off and on again and keep its power connected. It then installs the package by itself; read "
          "its "
          "version after ten minutes."),
      NULL },
  [DFOTA_ERROR_UNREAD]
  = { FALSE, FALSE, N_ ("The module says that it is done, but does not answer when asked for its version."), NULL,
      N_ ("Keep the power connected, wait five minutes and read its version (on the command line: dfota identify). If the "
          "new version appears, the upgrade has succeeded."),
      NULL },
  [DFOTA_ERROR_NOT_TARGET]
  = { TRUE, FALSE, N_ ("The module now has the version %s, which is not the one expected."),
      N_ ("The module now has another version than the one expected."),
      N_ ("The module works. Show your supplier both versions and the name of the package before you go on."), NULL },
  [DFOTA_ERROR_JOINED]
  = { TRUE, FALSE, N_ ("The upgrade that was on its way is over, and the module answers with the version %s."),
      N_ ("The upgrade that was on its way is over, and the module answers."),
      N_ ("Which version it had before is not known here. If this is the version your supplier named, all is well (on the "
          "command line, --target compares them)."),
      NULL },
  [DFOTA_ERROR_ANOTHER_MODULE]
  = { FALSE, FALSE, N_ ("A module of another model answers now: %s."), N_ ("A module of another model answers now."),
      N_ ("Nobody can say what became of the module that was being upgraded. Leave its power connected, look where the "
          "cable or "
          "the serial server leads, and then ask that module who it is (on the command line: dfota status)."),
      NULL },
  [DFOTA_ERROR_WATCH_ENDED]
  = { FALSE, FALSE, N_ ("You have stopped watching; the upgrade in the module may still be going on."), NULL, follow_status,
      NULL },
  [DFOTA_ERROR_STOPPED] = { TRUE, TRUE, N_ ("Stopped at your request; your module is as before."), NULL,
                            N_ ("Nothing needs to be done. You can start again whenever you like."), NULL },
  [DFOTA_ERROR_STOPPED_UNREAD]
  = { FALSE, TRUE, N_ ("You have stopped the upgrade, but the module does not tell its version."), NULL,
      N_ ("It should still have its old firmware. Restart it and read its version (on the command line: dfota identify); if "
          "it "
          "answers, you can start again."),
      NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rows) == DFOTA_N_ERRORS);

const DfotaAdviceRow *
dfota_advice_row (DfotaErrorCode error)
{
  return &rows[error < DFOTA_N_ERRORS ? error : DFOTA_ERROR_INTERNAL];
}
