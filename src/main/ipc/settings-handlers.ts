import type { IpcHandlers } from './handler-types.ts'
import type { SettingsPort } from './services.ts'

export function settingsHandlers(settings: SettingsPort): Pick<IpcHandlers, 'settings:update'> {
  return { 'settings:update': ({ changes }) => settings.update(changes) }
}
