import { OutpostError } from '#shared/errors/result.ts'
import type { IpcHandlers } from './handler-types.ts'
import type { SettingsPort } from './services.ts'

export function settingsHandlers(settings: SettingsPort): Pick<IpcHandlers, 'settings:update'> {
  return {
    'settings:update': async ({ changes }) => {
      // Files are written there without anybody looking on: a person chooses it, in a dialog of the system.
      if (typeof changes['reportFolder'] === 'string')
        throw new OutpostError('bad-request', 'The folder for reports is chosen in a dialog.', {
          field: 'reportFolder',
        })
      return settings.update(changes)
    },
  }
}
