import { isAllowedServerUrl } from '#shared/domain/settings.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { IpcHandlers } from './handler-types.ts'
import type { ChannelsPort, ConnectionPort } from './services.ts'

type ConnectionRequestName = Extract<
  keyof IpcHandlers,
  `connection:${string}` | `channel:${string}` | `server:${string}` | `sync:${string}`
>

export function connectionHandlers(
  connection: ConnectionPort,
  channels: ChannelsPort,
): Pick<IpcHandlers, ConnectionRequestName> {
  return {
    'connection:connect': () => done(connection.connect()),
    'connection:disconnect': () => done(connection.disconnect()),
    'connection:token': ({ token }) => done(connection.setToken(token)),
    'connection:test': async ({ serverUrl }) => connection.test(allowedServerUrl(serverUrl)),
    'sync:now': () => done(connection.syncNow()),
    'sync:stages': async () => connection.stages(),
    'server:request': (request) => connection.request(request),
    'channel:subscribe': ({ channel }, { windowId }) => channels.subscribe(windowId, channel),
    'channel:unsubscribe': ({ subscription }, { windowId }) => done(channels.unsubscribe(windowId, subscription)),
  }
}

async function done(work: Promise<void>): Promise<Record<string, never>> {
  await work
  return {}
}

function allowedServerUrl(serverUrl: string): string {
  if (isAllowedServerUrl(serverUrl)) return serverUrl
  const message = 'The address must start with https:// (http:// only for this PC) and hold no password.'
  throw new OutpostError('bad-request', message, { field: 'serverUrl' })
}
