# shellcheck shell=bash
# SPDX-FileCopyrightText: The Rushes authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Small Debian systems to try Rushes in; to be sourced after lib.sh. Packages come from where this machine's apt gets its own.
# Sets `work` (a folder for the run) and `mounts` (yes where this machine lets root mount).

# become_root ARGUMENT…: starts the script again by sudo where that is needed.
become_root() {
  [ "$(id -u)" != 0 ] || return 0
  command -v sudo >/dev/null || skip "making a system of its own needs root"
  [ -t 0 ] || sudo -n true 2>/dev/null || skip "making a system of its own needs root, and sudo wants a password"
  exec sudo "$top/build-aux/$name" "$@"
}

child='' mounts=no

# Runs what takes long so that a signal does not wait for its end.
run_long() {
  "$@" &
  child=$!
  local code=0
  wait $child || code=$?
  child=''
  return $code
}

# Nobody outlives the folder that is their system. (Where there are name spaces, they have ended already.)
end_those_inside() {
  local link root
  for link in /proc/[0-9]*/root; do
    root=$(readlink "$link" 2>/dev/null) || continue
    case $root in "$work"/*) link=${link%/root}; kill -KILL "${link#/proc/}" 2>/dev/null || true ;; esac
  done
}

# Every child has our lock on the folder, so who gets it knows that they are gone.
leave() {
  trap '' INT TERM HUP
  [ -z "$child" ] || kill "$([ "$mounts" = yes ] && echo -KILL || echo -TERM)" "$child" 2>/dev/null || true
  [ -z "$child" ] || wait "$child" 2>/dev/null || true
  end_those_inside
  exec {lock}>&-
  flock --wait 60 "$work" rm -rf --one-file-system "$work" || echo "$name: $work could not be removed" >&2
}

# The folder goes with the run, and with the next one where the run was killed: its lock tells.
make_work() {
  local old
  for old in /var/tmp/rushes-chroot-*; do
    [ ! -d "$old" ] || flock -n "$old" rm -rf --one-file-system "$old" || true
  done
  work=$(mktemp -d /var/tmp/rushes-chroot-XXXXXX)
  exec {lock}<"$work"
  flock -n "$lock"
  trap leave EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  # A clone of somebody else's folder; read from the environment by both ends of the clone.
  printf '[safe]\n\tdirectory = *\n' >"$work/gitconfig"
  export GIT_CONFIG_GLOBAL=$work/gitconfig
}

# need PROGRAM PACKAGE: on this machine itself.
need() {
  command -v "$1" >/dev/null && return
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2"; } >"$work/log" 2>&1 </dev/null ||
    { cat "$work/log" >&2; give_up "$2 is missing and cannot be installed"; }
}

# alone COMMAND…: what it mounts and starts ends with it.
alone() {
  if [ "$mounts" = yes ]; then
    run_long unshare --mount --pid --fork --kill-child --propagation private "$@"
  else
    run_long "$@"
  fi
}

can_make_systems() {
  command -v apt-get >/dev/null || skip "this machine has no apt to take Debian packages from"
  chroot / true 2>/dev/null || skip "this machine lets nobody change the root folder"
  mounts=yes
  mkdir "$work/try"
  alone mount -t tmpfs tmpfs "$work/try" 2>/dev/null || mounts=no
  [ $mounts = yes ] || echo "$name: root cannot mount here: there is no /proc in the new system, and no read-only source" >&2
  need mmdebstrap mmdebstrap
  need git git
}

# Where the packages of this release come from; a list of mirrors is a file.
find_mirror() {
  local release
  release=$(. /etc/os-release && [ "$ID" = debian ] && echo "${VERSION_CODENAME:-}") || true
  apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' | awk '!seen[$0]++' >"$work/targets"
  { grep " ${release:-none}\$" "$work/targets" || grep -E '/debian/? ' "$work/targets" || true; } | head -n 1 | cut -d ' ' -f 1
}

# can_reach_mirror SUITE: whether that has it
can_reach_mirror() {
  local mirror
  mirror=$(command -v apt-get >/dev/null && find_mirror) && [ -n "$mirror" ] &&
    /usr/lib/apt/apt-helper download-file "$mirror/dists/$1/InRelease" "$work/InRelease" >/dev/null 2>&1 </dev/null
}

# How apt goes there: proxies, certificates, tries.
dump_apt_options() {
  apt-config dump | grep -E '^Acquire::(https?|Retries|ForceIPv)' | grep -v ' "";$' || true
}

# make_system SUITE DIRECTORY PACKAGE…
make_system() {
  local suite=$1 directory=$2 mirror options=() option file
  shift 2
  mirror=$(find_mirror)
  [ -n "$mirror" ] || skip "this machine's apt names no Debian mirror"
  while read -r option; do [ -z "$option" ] || options+=("--aptopt=$option"); done < <(dump_apt_options)
  # The copy of a testing suite on a mirror may be older than its signature lasts.
  [ "$suite" = bookworm ] || [ "$suite" = trixie ] || options+=('--aptopt=Acquire::Check-Valid-Until "false"')
  case $mirror in https:*) set -- "$@" ca-certificates ;; esac
  alone mmdebstrap --quiet --mode=root --variant=minbase "${options[@]}" --aptopt='Acquire::Languages "none"' --dpkgopt=force-unsafe-io \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --include="$(IFS=,; echo "$*")" "$suite" "$directory" "$mirror" >"$work/log" 2>&1 </dev/null ||
    { cat "$work/log" >&2; [ $mounts = yes ] || skip "no $suite where root cannot mount"; give_up "no $suite from $mirror"; }
  for file in /etc/resolv.conf /etc/ssl/certs/ca-certificates.crt /etc/apt/mirrors; do
    [ ! -e $file ] || [ ! -d "$directory$(dirname $file)" ] || cp -rL $file "$directory$(dirname $file)"
  done
  printf '127.0.0.1 localhost %s\n' "$(uname -n)" >"$directory/etc/hosts"
  printf '#!/bin/sh\nexit 101\n' >"$directory/usr/sbin/policy-rc.d"
  chmod +x "$directory/usr/sbin/policy-rc.d"
}

# inside DIRECTORY USER COMMAND…: the command in there, with no more of this machine's environment than its proxies.
# read_only=PATH: that folder of the system is a read-only file system meanwhile, where root can mount.
inside() {
  local directory=$1 user=$2
  shift 2
  # shellcheck disable=SC2016
  alone bash -ec '
    root=$1 user=$2 mounts=$3 read_only=$4
    shift 4
    if [ $mounts = yes ]; then
      mount -t proc proc "$root/proc" 2>/dev/null || mount --rbind /proc "$root/proc"
      mount --rbind /dev "$root/dev"
      mount -t tmpfs tmpfs "$root/run"
    fi
    if [ $mounts = yes ] && [ -n "$read_only" ]; then
      mount --bind "$root$read_only" "$root$read_only"
      mount -o remount,bind,ro "$root$read_only"
    fi
    home=$(sed -n "s/^$user:\([^:]*:\)\{4\}\([^:]*\):.*/\2/p" "$root/etc/passwd")
    exec chroot --userspec="$user" "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      HOME="$home" USER="$user" ${http_proxy:+http_proxy=$http_proxy} ${https_proxy:+https_proxy=$https_proxy} "$@"
  ' inside "$directory" "$user" "$mounts" "${read_only:-}" "$@" </dev/null
}

# clone_commit DIRECTORY PATH USER: the commit that is checked out, as a stranger gets it.
clone_commit() {
  git clone --quiet --no-local "$top" "$1$2"
  git -C "$1$2" -c advice.detachedHead=false checkout --quiet "$(git -C "$top" rev-parse HEAD)"
  chroot "$1" chown -R "$3:" "$2"
}
