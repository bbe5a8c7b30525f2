#!/bin/sh
# Before the files of a package go: its timer ends. An upgrade leaves it as it is.
case $1 in
  remove | 0) ;;
  *) exit 0 ;;
esac
if command -v systemctl >/dev/null; then
  systemctl disable activation-desk-refresh.timer || true
  [ ! -d /run/systemd/system ] || systemctl stop activation-desk-refresh.timer activation-desk-refresh.service || true
fi
