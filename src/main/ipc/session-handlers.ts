import type { IpcHandlers } from './handler-types.ts'
import type { SessionPort } from './services.ts'

export function sessionHandlers(session: SessionPort): Pick<IpcHandlers, 'session:status' | 'session:sign-out'> {
  return {
    'session:status': async () => session.status(),
    'session:sign-out': ({ force }) => session.signOut(force),
  }
}
