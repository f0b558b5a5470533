# shellcheck shell=bash
# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

# What the scripts here share; to be sourced. `top` is the source folder.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The comment at the head of a script is its help.
show_help() { sed -n '/^#!/d; /^# SPDX/d; /^[^#]/q; s/^# \{0,1\}//p' "$0"; }
name=$(basename "$0")
give_up() { echo "$name: $*" >&2; exit 1; }
# Where something cannot be done on this machine at all: 77, as tests say that they were skipped.
skip() { echo "$name: skipped: $*" >&2; exit 77; }
wrong_usage() { show_help >&2; exit 2; }

# choose_build [NAME]: sets `build` to where to build: RUSHES_BUILD, else build/ (or NAME/) here, else, where this is read-only, in the user's cache.
choose_build() {
  local name=${1:-build}
  build=${RUSHES_BUILD:-$top/$name}
  case $build in /*) ;; *) build=$PWD/$build ;; esac
  if [ -z "${RUSHES_BUILD:-}" ] && ! { [ -d "$build" ] && [ -w "$build" ]; } && ! [ -w "$top" ]; then
    build=${XDG_CACHE_HOME:-$HOME/.cache}/rushes-$name-$(printf %s "$top" | cksum | cut -d ' ' -f 1)
    echo "$top is read-only: building in $build" >&2
  fi
  [ -d "$(dirname "$build")" ] || mkdir -p "$(dirname "$build")"
}

# configure DIRECTORY OPTION…: once; what meson says is only shown where it fails.
configure() {
  local directory=$1 said
  shift
  [ -f "$directory/build.ninja" ] || said=$(meson setup "$directory" "$top" "$@" 2>&1) || { echo "$said" >&2; return 1; }
}

# Icons, schemas, translations and the desktop's files as an installation has them, in a folder of the build, and found there.
use_as_installed() {
  local image=$build/installed schemas
  if ! [ "$image/done" -nt "$build/.ninja_log" ]; then
    meson install -C "$build" --no-rebuild --quiet --destdir "$image" >/dev/null
    touch "$image/done"
  fi
  schemas=$(find "$image" -type d -path '*/glib-2.0/schemas' -print -quit)
  [ "$schemas/gschemas.compiled" -nt "$image/done" ] || glib-compile-schemas "$schemas"
  export RUSHES_SHARE="${schemas%/glib-2.0/schemas}"
  export XDG_DATA_DIRS="$RUSHES_SHARE:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"
}
