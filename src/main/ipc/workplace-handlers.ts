import type { IpcHandlers } from './handler-types.ts'
import type { WorkplacePort } from './services.ts'

export function workplaceHandlers(
  workplace: WorkplacePort,
): Pick<IpcHandlers, `workplace:${string}` & keyof IpcHandlers> {
  return {
    'workplace:autostart': () => workplace.autostart(),
    'workplace:set-up-autostart': () => workplace.setUpAutostart(),
  }
}
