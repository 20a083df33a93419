#!/bin/sh
# Runs after the files are in place: from dpkg as "configure", from rpm with the number of versions that are installed.
set -e
case "$1" in abort-*) exit 0 ;; esac

APP='/opt/${sanitizedProductName}'
NAME='${executable}'
PROFILE="/etc/apparmor.d/$NAME"

# On systems that allow user namespaces to known programs only, the profile makes the console one of them. An older AppArmor
# does not understand it and needs none.
allow_namespaces() {
  command -v apparmor_parser >/dev/null 2>&1 || return 1
  apparmor_status --enabled >/dev/null 2>&1 || return 1
  apparmor_parser --skip-kernel-load "$APP/resources/apparmor-profile" >/dev/null 2>&1 || return 1
  cp -f "$APP/resources/apparmor-profile" "$PROFILE"
  # While an image for other machines is made, there is no kernel of theirs to tell.
  if command -v ischroot >/dev/null 2>&1 && ischroot; then return 0; fi
  apparmor_parser --replace --write-cache --skip-read-cache "$PROFILE"
}

# Tried as somebody without rights: root is always allowed to.
namespaces_work() {
  setpriv --reuid=65534 --regid=65534 --clear-groups unshare --user --net true >/dev/null 2>&1
}

# Chromium locks its processes in with user namespaces, or where there are none with this helper, which then needs root's rights.
if allow_namespaces || namespaces_work; then
  chmod 0755 "$APP/chrome-sandbox"
else
  chmod 4755 "$APP/chrome-sandbox"
fi
