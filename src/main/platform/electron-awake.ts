import { powerSaveBlocker } from 'electron'
import type { Cancel } from './clock.ts'

/** The screens of this PC. */
export interface Awake {
  /** They stay on until it is cancelled. */
  keepScreensOn(): Cancel
}

/** Only to be used when the app is ready. */
export const electronAwake: Awake = {
  keepScreensOn() {
    const id = powerSaveBlocker.start('prevent-display-sleep')
    return () => {
      if (powerSaveBlocker.isStarted(id)) powerSaveBlocker.stop(id)
    }
  },
}
