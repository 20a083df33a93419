import { isAllowedServerUrl } from '#shared/domain/server-url.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { IpcHandlers } from './handler-types.ts'
import type { ChannelsPort, ConnectionPort, OfSite } from './services.ts'

type ConnectionRequestName = Extract<
  keyof IpcHandlers,
  `connection:${string}` | `channel:${string}` | `server:${string}` | `device:${string}` | `sync:${string}`
>

export function connectionHandlers(
  connection: OfSite<ConnectionPort>,
  channels: OfSite<ChannelsPort>,
): Pick<IpcHandlers, ConnectionRequestName> {
  return {
    'connection:connect': async (_request, context) => done((await connection(context)).connect()),
    'connection:disconnect': async (_request, context) => done((await connection(context)).disconnect()),
    'connection:token': async ({ token }, context) => done((await connection(context)).setToken(token)),
    'connection:test': async ({ serverUrl }, context) => {
      const address = allowedServerUrl(serverUrl)
      return (await connection(context)).test(address)
    },
    'sync:now': async (_request, context) => done((await connection(context)).syncNow()),
    'sync:stages': async (_request, context) => (await connection(context)).stages(),
    'server:request': async (request, context) => (await connection(context)).request(request),
    'device:screenshot': async ({ deviceId }, context) => (await connection(context)).screenshot(deviceId),
    'device:health': async ({ deviceId }, context) => (await connection(context)).deviceHealth(deviceId),
    'server:alarm-rules': async (_request, context) => (await connection(context)).alarmRules(),
    'device:codes': async (_request, context) => (await connection(context)).pairingCodes(),
    'channel:subscribe': async ({ channel }, context) => (await channels(context)).subscribe(context.windowId, channel),
    'channel:unsubscribe': async ({ subscription }, context) =>
      done((await channels(context)).unsubscribe(context.windowId, subscription)),
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
