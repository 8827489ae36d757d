# SPDX-License-Identifier: GPL-3.0-or-later
"""An FTP server for tests: ftp-server.py FD FOLDER USER PASSWORD. FD is a socket that listens already; read only."""

import logging
import socket
import sys

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer


class Handler(FTPHandler):
    auth_failed_timeout = 0
    use_sendfile = False

    def ftp_RETR(self, file):
        print("RETR", self.fs.fs2ftp(file), flush=True)
        return super().ftp_RETR(file)


fd, folder, user, password = sys.argv[1:]
logging.basicConfig(level=logging.WARNING)
Handler.authorizer = DummyAuthorizer()
Handler.authorizer.add_user(user, password, folder, perm="elr")
FTPServer(socket.socket(fileno=int(fd)), Handler).serve_forever()
