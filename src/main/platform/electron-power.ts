import { powerMonitor } from 'electron'
import type { Cancel } from './clock.ts'

/** What the PC's power does to a connection. */
export interface PowerEvents {
  onSuspend(listener: () => void): Cancel
  onResume(listener: () => void): Cancel
}

/** Only to be used when the app is ready. */
export const electronPower: PowerEvents = {
  onSuspend(listener) {
    powerMonitor.on('suspend', listener)
    return () => powerMonitor.removeListener('suspend', listener)
  },
  onResume(listener) {
    powerMonitor.on('resume', listener)
    return () => powerMonitor.removeListener('resume', listener)
  },
}
