import { OutpostError } from '#shared/errors/result.ts'
import type { IpcHandlers } from './handler-types.ts'
import type { SettingsPort } from './services.ts'

/**
 * Whoever sets these decides what is installed here and whom this PC trusts, and has it read places of their choice: an
 * administrator does, in a file, and no page of a window.
 */
const ONLY_IN_FILES = ['updateFeed', 'updateKeys', 'certificateFile'] as const

export function settingsHandlers(settings: SettingsPort): Pick<IpcHandlers, 'settings:update'> {
  return {
    'settings:update': async ({ changes }) => {
      // Files are written there without anybody looking on: a person chooses it, in a dialog of the system.
      if (typeof changes['reportFolder'] === 'string')
        throw new OutpostError('bad-request', 'The folder for reports is chosen in a dialog.', {
          field: 'reportFolder',
        })
      for (const field of ONLY_IN_FILES) {
        if (field in changes)
          throw new OutpostError('bad-request', 'This setting is set in the policy file.', { field })
      }
      return settings.update(changes)
    },
  }
}
