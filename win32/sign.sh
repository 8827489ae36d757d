#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# sign.sh FILE…: signs programs, DLLs and MSIs in place (Authenticode, SHA-256), with what these name:
#   DFOTA_SIGN_CERT   the certificate with those that stand behind it: PEM, or PFX (.pfx, .p12) with the key in it
#   DFOTA_SIGN_KEY    its key, for PEM
#   DFOTA_SIGN_PASS   a file with the password of the key or PFX, if it has one
#   DFOTA_SIGN_TIME   address of a time stamp server (RFC 3161), so that the signature outlives the certificate
# Without DFOTA_SIGN_CERT nothing is signed. A password never stands on a command line, where others could see it.
set -euo pipefail
[ -n "${DFOTA_SIGN_CERT-}" ] || exit 0

fail () {
  echo "sign.sh: $*" >&2
  exit 1
}
readable () { # VARIABLE
  [ -r "${!1}" ] || fail "$1: ${!1} cannot be read"
}

readable DFOTA_SIGN_CERT
case $DFOTA_SIGN_CERT in
  *.pfx | *.p12) with=(-pkcs12 "$DFOTA_SIGN_CERT") ;;
  *)
    [ -n "${DFOTA_SIGN_KEY-}" ] || fail "DFOTA_SIGN_KEY is not set: where is the key of $DFOTA_SIGN_CERT?"
    readable DFOTA_SIGN_KEY
    with=(-certs "$DFOTA_SIGN_CERT" -key "$DFOTA_SIGN_KEY")
    ;;
esac
if [ -n "${DFOTA_SIGN_PASS-}" ]; then
  readable DFOTA_SIGN_PASS
  with+=(-readpass "$DFOTA_SIGN_PASS")
fi
[ -z "${DFOTA_SIGN_TIME-}" ] || with+=(-ts "$DFOTA_SIGN_TIME")

for file; do
  rm -f "$file.signed"
  # nobody is there to type a password
  said=$(osslsigncode sign "${with[@]}" -h sha256 -n 'DFOTA Wizard' -in "$file" -out "$file.signed" </dev/null 2>&1) || {
    rm -f "$file.signed"
    fail "$file: $said"
  }
  chmod --reference="$file" "$file.signed"
  mv "$file.signed" "$file"
done
