import type { IpcHandlers } from './handler-types.ts'
import type { UpdatesPort } from './services.ts'

type UpdateRequestName = Extract<keyof IpcHandlers, `updates:${string}`>

export function updateHandlers(updates: UpdatesPort): Pick<IpcHandlers, UpdateRequestName> {
  return {
    'updates:status': async () => updates.status(),
    'updates:check': async () => updates.check(),
    'updates:download': async () => updates.download(),
    'updates:cancel': async () => updates.cancel(),
    'updates:install': async () => updates.install(),
    'updates:put-off': async () => updates.putOff(),
  }
}
