#!/bin/bash
# After the files of a package are there: the account, the data folder, the daily timer. What is there already stays as it is.
set -e

# Of Debian the first word says what is done, of RPM how many of this package there are now.
case $1 in
  configure) [ -n "$2" ] && upgrade=1 || upgrade= ;;
  1) upgrade= ;;
  [2-9]*) upgrade=1 ;;
  *) exit 0 ;;
esac

getent group activation-desk >/dev/null || groupadd --system activation-desk
getent passwd activation-desk >/dev/null ||
  useradd --system --gid activation-desk --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin activation-desk
if [ -L /var/lib/activation-desk ] && [ ! -e /var/lib/activation-desk ]; then
  echo "/var/lib/activation-desk leads to $(readlink /var/lib/activation-desk), which is not there now: licenses need it." >&2
elif [ ! -e /var/lib/activation-desk ]; then
  install -d -m 2770 -o root -g activation-desk /var/lib/activation-desk
fi

# By before-remove.sh.
if [ -e /var/lib/misc/activation-desk-refresh.was-enabled ]; then
  rm -f /var/lib/misc/activation-desk-refresh.was-enabled
  upgrade=
fi
if command -v systemctl >/dev/null; then
  # Who switched the timer off finds it so after an upgrade.
  [ -n "$upgrade" ] || systemctl enable activation-desk-refresh.timer || true
  if [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
    [ -n "$upgrade" ] || systemctl start activation-desk-refresh.timer || true
  fi
fi

set +e
