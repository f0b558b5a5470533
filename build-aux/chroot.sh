# shellcheck shell=bash
# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Small Debian systems to try Rushes in; to be sourced by root. Packages come from where this machine's apt gets its own.

# Everything of the run lies here, and goes with it: the mounts are in a name space of their own.
work=$(mktemp -d /var/tmp/rushes-chroot-XXXXXX)
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 1' INT TERM

give_up() { echo "$(basename "$0"): $*" >&2; exit 1; }

# What is needed on this machine itself.
can_make_chroots() {
  [ "$(id -u)" = 0 ] || give_up "making a system of its own needs root"
  command -v apt-get >/dev/null || give_up "this machine has no apt to take Debian packages from"
  command -v mmdebstrap >/dev/null || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap >/dev/null ||
      give_up "mmdebstrap is missing and cannot be installed"
  }
  unshare --mount true 2>/dev/null || give_up "this machine does not let root mount (unshare --mount failed)"
}

find_mirror() {
  apt-get indextargets --format '$(SITE)' | grep -E '/debian/?$' | head -n 1
}

# How apt goes there: proxies, certificates, tries.
dump_apt_options() {
  apt-config dump | grep -E '^Acquire::(https?|Retries|ForceIPv)' | grep -v ' "";$' || true
}

# make_system SUITE DIRECTORY PACKAGE…
make_system() {
  local suite=$1 directory=$2 mirror options=() option
  shift 2
  mirror=$(find_mirror)
  [ -n "$mirror" ] || give_up "this machine's apt names no Debian mirror"
  while read -r option; do [ -z "$option" ] || options+=("--aptopt=$option"); done < <(dump_apt_options)
  # The copy of a testing suite on a mirror may be older than its signature lasts.
  [ "$suite" = bookworm ] || [ "$suite" = trixie ] || options+=('--aptopt=Acquire::Check-Valid-Until "false"')
  mmdebstrap --quiet --mode=root --variant=minbase "${options[@]}" --aptopt='Acquire::Languages "none"' --dpkgopt=force-unsafe-io \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --include="$(IFS=,; echo "$*")" "$suite" "$directory" "$mirror" >"$work/log" 2>&1 || { cat "$work/log" >&2; give_up "no $suite from $mirror"; }
  cp /etc/resolv.conf "$directory/etc/resolv.conf"
  printf '127.0.0.1 localhost %s\n' "$(uname -n)" >"$directory/etc/hosts"
  printf '#!/bin/sh\nexit 101\n' >"$directory/usr/sbin/policy-rc.d"
  chmod +x "$directory/usr/sbin/policy-rc.d"
}

# inside DIRECTORY USER COMMAND…: the command in there, with no more of this machine's environment than its proxies.
# read_only=PATH: that folder of the system is a read-only file system meanwhile.
inside() {
  local directory=$1 user=$2
  shift 2
  # shellcheck disable=SC2016
  unshare --mount --pid --fork --kill-child --propagation private bash -ec '
    root=$1 user=$2 read_only=$3
    shift 3
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/run"
    if [ -n "$read_only" ]; then
      mount --bind "$root$read_only" "$root$read_only"
      mount -o remount,bind,ro "$root$read_only"
    fi
    home=$(sed -n "s/^$user:\([^:]*:\)\{4\}\([^:]*\):.*/\2/p" "$root/etc/passwd")
    exec chroot --userspec="$user" "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      HOME="$home" USER="$user" ${CI:+CI=$CI} ${http_proxy:+http_proxy=$http_proxy} ${https_proxy:+https_proxy=$https_proxy} "$@"
  ' inside "$directory" "$user" "${read_only:-}" "$@"
}

# clone_commit DIRECTORY PATH USER: the commit that is checked out, as a stranger gets it.
clone_commit() {
  git -c safe.directory='*' clone --quiet --no-local --no-hardlinks "$top" "$1$2"
  git -C "$1$2" -c advice.detachedHead=false checkout --quiet "$(git -c safe.directory='*' -C "$top" rev-parse HEAD)"
  chroot "$1" chown -R "$3:" "$2"
}
