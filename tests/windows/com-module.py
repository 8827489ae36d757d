#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""com-module.py FOLDER PORT: what sits at the far end of a COM port of Wine's, for tests/serial/test-com-win32.c.

FOLDER/PORT is a link to a pseudo-terminal. A line that ends in CR is a command:
  AT            OK
  COUNT N       takes N bytes as they are, and answers with their CRC-32
  SEND N        sends N bytes, 0 to 255 and again
  DEAF MS       hears nothing for so long
  MOVE PORT MS  is unplugged; after so long it is FOLDER/PORT
"""
import os
import pathlib
import select
import sys
import time
import tty
import zlib


class Module:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.link = None

    def plug(self, port):
        self.master, self.slave = os.openpty()
        # held open here, so that it is no hang-up when a program closes its end
        tty.setraw(self.slave)
        self.link = self.folder / port
        new = self.folder / (port + ".new")
        new.unlink(missing_ok=True)
        new.symlink_to(os.ttyname(self.slave))
        new.rename(self.link)

    def unplug(self):
        self.link.unlink(missing_ok=True)
        os.close(self.slave)
        os.close(self.master)

    def read(self, n):
        return os.read(self.master, n)

    def write(self, data):
        while data:
            data = data[os.write(self.master, data):]

    def command(self):
        line = b""
        while not line.endswith(b"\r"):
            line += self.read(1)
        return line.decode("ascii", "replace").split()

    def count(self, n):
        crc = 0
        while n > 0:
            data = self.read(min(n, 65536))
            crc = zlib.crc32(data, crc)
            n -= len(data)
        self.write(b"\r\n%08x\r\nOK\r\n" % crc)

    def obey(self, words):
        name = words[0] if words else ""
        if name == "AT":
            self.write(b"\r\nOK\r\n")
        elif name == "COUNT":
            self.count(int(words[1]))
        elif name == "SEND":
            self.write(bytes(i % 256 for i in range(int(words[1]))))
        elif name == "DEAF":
            time.sleep(int(words[1]) / 1000)
            # what came meanwhile is lost
            while select.select([self.master], [], [], 0)[0]:
                self.read(65536)
        elif name == "MOVE":
            self.unplug()
            time.sleep(int(words[2]) / 1000)
            self.plug(words[1])


def main():
    module = Module(sys.argv[1])
    module.plug(sys.argv[2])
    while True:
        module.obey(module.command())


main()
