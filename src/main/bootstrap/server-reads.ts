import { MAX_HEALTH_SAMPLES } from '#shared/protocol/device-health.ts'
import type { RequestName, RequestOf, ResponseOf } from '#shared/protocol/requests.ts'
import type { ConnectionPort } from '../ipc/services.ts'
import { outpostErrorOfConnector } from './site-ipc.ts'

/** How far back the health of a device is asked for. */
const HEALTH_SPAN_MS = 24 * 3_600_000

/** What came of a question to the server. */
export type Asked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }

export interface ServerReadsDependencies {
  /** What the server has promised; undefined while there is no connection. */
  readonly promised: () => readonly string[] | undefined
  /** Milliseconds since the epoch, by the server's clock as far as it is known. */
  readonly serverNow: () => number
  readonly ask: <N extends RequestName>(name: N, request: RequestOf<N>) => Promise<Asked<ResponseOf<N>>>
}

type Reads = Pick<ConnectionPort, 'screenshot' | 'thumbnail' | 'deviceHealth' | 'alarmRules' | 'pairingCodes' | 'plays'>

/** What windows read of the server besides the copy. What it does not promise it is not asked: an older one never answers. */
export function serverReads({ promised, serverNow, ask }: ServerReadsDependencies): Reads {
  const lacks = (capability: string): boolean => promised()?.includes(capability) === false
  async function read<N extends RequestName>(name: N, request: RequestOf<N>): Promise<ResponseOf<N>> {
    const result = await ask(name, request)
    if (!result.ok) throw outpostErrorOfConnector(result.error)
    return result.value
  }
  return {
    screenshot: async (deviceId) =>
      lacks('screenshots') ? { screenshot: null } : read('devices:screenshot', { deviceId }),
    thumbnail: async (contentId) =>
      lacks('thumbnails') ? { thumbnail: null } : read('content:thumbnail', { contentId }),
    async deviceHealth(deviceId) {
      if (lacks('health-history')) return { samples: null }
      const since = Math.max(0, Math.round(serverNow() - HEALTH_SPAN_MS))
      return read('devices:health', { deviceId, since, limit: MAX_HEALTH_SAMPLES })
    },
    alarmRules: async () => (lacks('alarm-rules') ? { rules: null } : read('alarms:rules', {})),
    plays: async (asked) => (lacks('plays') ? null : read('analytics:plays', asked)),
    async pairingCodes() {
      if (promised()?.includes('shown-codes') !== true) return { codes: [] }
      const { devices } = await read('devices:unpaired', {})
      return { codes: devices.map(({ code }) => code) }
    },
  }
}
