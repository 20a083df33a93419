import type { IpcHandlers } from './handler-types.ts'
import type { AppPort } from './services.ts'

export function appHandlers(app: AppPort): Pick<IpcHandlers, 'app:state'> {
  return { 'app:state': () => app.state() }
}
