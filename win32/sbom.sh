#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# sbom.sh STAGE VERSION MSI OUT.json: what is in the installer, as CycloneDX 1.5: each component with its version, licence, the
# tarball it was built from, and its files, each with its SHA-256. STAGE.tsv and STAGE.manifest.tsv: stage.sh.
set -euo pipefail
export LC_ALL=C.UTF-8
[ $# -eq 4 ] || { echo "usage: sbom.sh STAGE VERSION MSI OUT.json" >&2; exit 2; }
stage=$1 version=$2 msi=$3 out=$4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# FILE TAB COMPONENT TAB SHA-256
cut -f 1 "$stage.tsv" | (cd "$stage" && tr '\n' '\0' | xargs -0 sha256sum) | sed 's/ .*//' | paste "$stage.tsv" - >"$work/files"
msi_hash=$(sha256sum "$msi" | cut -d ' ' -f 1)

jq -n --rawfile files "$work/files" --rawfile manifest "$stage.manifest.tsv" \
  --arg version "$version" --arg msi "$(basename "$msi")" --arg msi_hash "$msi_hash" -f "$here/sbom.jq" >"$out"
