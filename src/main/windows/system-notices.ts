import { Notification } from 'electron'
import type { NoticePort } from './desktop-notices.ts'

/** Most that are kept to hear whether they are clicked. */
const MAX_KEPT = 20

/** Notifications of the desktop. Where there are none, nothing is shown. */
export function systemNotices(): NoticePort {
  // One that nobody holds any more is collected, and its click is never heard.
  const kept: Notification[] = []
  return {
    show({ title, body, isUrgent }, onClick) {
      if (!Notification.isSupported()) return
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
