import { Notification } from 'electron'
import type { NoticePort } from './desktop-notices.ts'

/** Most that are kept to hear whether they are clicked. */
const MAX_KEPT = 20

/**
 * Whether there is a desktop that shows notifications. On Linux they go over the session's bus; where there is none, asking for
 * one would stop the whole program for half a minute.
 */
export function hasDesktop(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return platform !== 'linux' || (environment['DBUS_SESSION_BUS_ADDRESS'] ?? '') !== ''
}

/** Notifications of the desktop. Where there are none, nothing is shown. */
export function systemNotices(isDesktopThere: boolean): NoticePort {
  // One that nobody holds any more is collected, and its click is never heard.
  const kept: Notification[] = []
  return {
    show({ title, body, isUrgent }, onClick) {
      if (!isDesktopThere || !Notification.isSupported()) return
      const notification = new Notification({
        title,
        body,
        urgency: isUrgent ? 'critical' : 'normal',
        timeoutType: isUrgent ? 'never' : 'default',
      })
      notification.on('click', onClick)
      kept.push(notification)
      if (kept.length > MAX_KEPT) kept.shift()
      notification.show()
    },
  }
}
