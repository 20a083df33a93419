#!/bin/sh
# Runs after the files are gone: from dpkg with "remove", "purge" or "upgrade", from rpm with the number of versions left.
set -e
NAME='${executable}'
PROFILE="/etc/apparmor.d/$NAME"

remove_profile() {
  [ -f "$PROFILE" ] || return 0
  if command -v apparmor_parser >/dev/null 2>&1 && apparmor_status --enabled >/dev/null 2>&1; then
    apparmor_parser --remove "$PROFILE" >/dev/null 2>&1 || true
  fi
  rm -f "$PROFILE"
}

KEPT='What people have in their home folders, with changes that still wait to be sent, is kept'

case "$1" in
  remove | 0)
    remove_profile
    echo "$NAME: $KEPT, and so is /etc/$NAME."
    ;;
  purge)
    rm -rf "/etc/$NAME" "/etc/apparmor.d/local/$NAME"
    echo "$NAME: /etc/$NAME is removed. $KEPT: ~/.config/${sanitizedProductName}"
    ;;
esac
