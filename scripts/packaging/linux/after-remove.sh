#!/bin/bash
# After the files of a package went. Licenses stay, also at a purge: a machine that lost them may have lost its places for good.
case $1 in
  remove | purge | 0) ;;
  *) exit 0 ;;
esac
[ "$1" != purge ] || rm -f /var/lib/misc/activation-desk-refresh.was-enabled
[ ! -d /run/systemd/system ] || systemctl daemon-reload || true
# What is made of the lists of all packages forgets what this one brought.
if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi

# The one way to delete them, for whoever says so: ACTIVATION_DESK_DELETE_LICENSES=yes before the command that removes.
if [ "$ACTIVATION_DESK_DELETE_LICENSES" = yes ]; then
  # What lies there may be more than licenses.
  [ ! -L /var/lib/activation-desk ] ||
    echo "/var/lib/activation-desk is a link: licenses in $(readlink /var/lib/activation-desk) stay until you delete them." >&2
  rm -rf /var/lib/activation-desk
  userdel activation-desk 2>/dev/null || true
  groupdel activation-desk 2>/dev/null || true
fi

