import type { IpcHandlers } from './handler-types.ts'
import type { AppPort, OfSite } from './services.ts'

export function appHandlers(app: OfSite<AppPort>): Pick<IpcHandlers, 'app:state'> {
  return { 'app:state': async (_request, context) => (await app(context)).state() }
}
