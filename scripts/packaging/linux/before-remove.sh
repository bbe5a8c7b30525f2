#!/bin/sh
# Before the files of a package go: its timer ends. An upgrade leaves it as it is. Of a package that is installed again Debian
# says the version that was there, as of an upgrade: a note keeps that the timer was on.
case $1 in
  remove | 0) ;;
  *) exit 0 ;;
esac
if command -v systemctl >/dev/null; then
  if [ "$1" = remove ] && systemctl --quiet is-enabled activation-desk-refresh.timer; then
    mkdir -p /var/lib/misc && : >/var/lib/misc/activation-desk-refresh.was-enabled || true
  fi
  systemctl disable activation-desk-refresh.timer || true
  [ ! -d /run/systemd/system ] || systemctl stop activation-desk-refresh.timer activation-desk-refresh.service || true
fi
