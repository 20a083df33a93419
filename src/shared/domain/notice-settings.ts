import { z } from 'zod'

/** A time of the day as `HH:MM`, by this PC's clock; empty: none. */
const timeOfDaySchema = z.string().regex(/^(?:([01]\d|2[0-3]):[0-5]\d)?$/, 'a time of day is HH:MM')

/** What the desktop is told, besides the windows. */
export const NOTICE_SETTINGS = {
  notifyCriticalAlarms: z.boolean().default(true),
  /** Changes that were refused, or wait for somebody to confirm or decide them. */
  notifyStuckOperations: z.boolean().default(true),
  /** Between these two nothing is told; afterwards in one notification what came meanwhile. With one of them empty there are none. */
  quietHoursFrom: timeOfDaySchema.default(''),
  quietHoursTo: timeOfDaySchema.default(''),
  /** The state of the sites as an icon of the desktop's panel. */
  trayIcon: z.boolean().default(true),
  /** Without a window the program goes on, as long as that icon is there to come back by. */
  staysInPanel: z.boolean().default(false),
} as const

export interface QuietHours {
  readonly from: string
  readonly to: string
}

/** Whether a time (minutes since midnight) is within the quiet hours, which may span midnight. Equal ends: never quiet. */
export function isQuietAt(minute: number, { from, to }: QuietHours): boolean {
  if (from === '' || to === '') return false
  const [start, end] = [minuteOf(from), minuteOf(to)]
  return start <= end ? minute >= start && minute < end : minute >= start || minute < end
}

function minuteOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}
