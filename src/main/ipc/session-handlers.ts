import type { IpcHandlers } from './handler-types.ts'
import type { OfSite, SessionPort } from './services.ts'

export function sessionHandlers(
  session: OfSite<SessionPort>,
): Pick<IpcHandlers, 'session:status' | 'session:sign-out'> {
  return {
    'session:status': async (_request, context) => (await session(context)).status(),
    'session:sign-out': async ({ force }, context) => (await session(context)).signOut(force),
  }
}
