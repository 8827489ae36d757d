# SPDX-License-Identifier: GPL-3.0-or-later
"""ftp-visit.py HOST PORT USER PASSWORD NAME FILE: a visit by Python's own FTP client. Ends with 0 when all was as it should be,
FILE being what NAME must contain."""
import ftplib
import io
import sys

host, port, user, password, name, path = sys.argv[1:]
with open(path, 'rb') as file:
    want = file.read()


def visit():
    ftp = ftplib.FTP()
    ftp.connect(host, int(port), timeout=10)
    return ftp


def refused(ftp, code, command):
    try:
        answer = ftp.sendcmd(command)
    except ftplib.Error as error:
        assert str(error).startswith(code), (command, str(error))
    else:
        raise AssertionError((command, answer))


# nothing without the login
ftp = visit()
for command in 'PWD', 'SIZE ' + name, 'PASV', 'EPSV', 'RETR ' + name, 'LIST', 'STOR x':
    refused(ftp, '530', command)
for wrong in (user, 'guess'), ('guess', password), ('anonymous', 'a@b'), (user, ''):
    try:
        ftp.login(*wrong)
        raise AssertionError(wrong)
    except ftplib.error_perm as error:
        assert str(error).startswith('530'), error
# a password counts for the user named just before
ftp.sendcmd('USER ' + user)
ftp.sendcmd('USER guess')
refused(ftp, '530', 'PASS ' + password)

ftp.login(user, password)
assert ftp.pwd() == '/', ftp.pwd()
ftp.cwd('/')
ftp.sendcmd('CDUP')
refused(ftp, '550', 'CWD /etc')
assert ftp.sendcmd('SYST').startswith('215')
assert 'REST STREAM' in ftp.sendcmd('FEAT')
assert ftp.sendcmd('NOOP').startswith('200')
ftp.voidcmd('TYPE I')
refused(ftp, '504', 'TYPE X')
assert ftp.size(name) == len(want) and ftp.size('/' + name) == len(want)
assert len(ftp.sendcmd('MDTM ' + name)) == len('213 20260101000000')

# nothing else, and nothing that changes anything
for other in 'no.bin', '../' + name, '/etc/passwd', name + '/', '', '.', name.upper():
    for command in 'SIZE', 'MDTM', 'RETR':
        refused(ftp, '550', command + ' ' + other)
for command in ('STOR x', 'STOU', 'APPE ' + name, 'DELE ' + name, 'MKD x', 'RMD /', 'RNFR ' + name, 'RNTO x', 'SITE CHMOD 777 x',
                'LIST', 'NLST', 'MLSD', 'STAT /'):
    refused(ftp, '550', command)
for command in 'PORT 127,0,0,1,10,10', 'EPRT |1|127.0.0.1|2000|', 'ABCD', '':
    refused(ftp, '502', command)
refused(ftp, '425', 'RETR ' + name)
refused(ftp, '522', 'EPSV 2')
refused(ftp, '501', 'REST -1')
refused(ftp, '501', 'REST x')

# the file: by EPSV (ftplib's choice for IPv6) and PASV, whole and from anywhere
for address_family in 'PASV', 'EPSV':
    if address_family == 'EPSV':
        ftp.makepasv = lambda: (host, ftplib.parse229(ftp.sendcmd('EPSV'), ftp.sock.getpeername())[1])
    for rest in None, 0, 1, len(want) - 1, len(want):
        got = io.BytesIO()
        ftp.retrbinary('RETR ' + name, got.write, rest=rest)
        assert got.getvalue() == want[rest or 0:], (address_family, rest)
got = io.BytesIO()
ftp.retrbinary('RETR /' + name, got.write)
assert got.getvalue() == want
ftp.sendcmd('PASV')
ftp.sendcmd('REST %d' % (len(want) + 1))
refused(ftp, '551', 'RETR ' + name)
# and what was asked to be left out is left out once
got = io.BytesIO()
ftp.retrbinary('RETR ' + name, got.write)
assert got.getvalue() == want

# two at once
other = visit()
other.login(user, password)
first = ftp.transfercmd('RETR ' + name)
got = io.BytesIO()
other.retrbinary('RETR ' + name, got.write)
assert got.getvalue() == want
taken = b''.join(iter(lambda: first.recv(65536), b''))
first.close()
ftp.voidresp()
assert taken == want
assert ftp.quit().startswith('221')

# a line without an end, and one with a zero, end the visit
for noise in b'x' * 5000, b'USER \0\r\n':
    ftp = visit()
    ftp.sock.sendall(noise)
    try:
        assert ftp.sock.recv(100) == b''
    except ConnectionResetError:
        pass
