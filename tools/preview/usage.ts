import { ASSIGNED, FLAG_NAMES, FLAGS, flagState } from '#shared/domain/flags.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'

type Name = 'usage:read' | 'usage:seen' | 'usage:clear' | 'usage:export' | 'flags:read'
type Handlers = { readonly [N in Name]: (request: IpcRequest<N>) => IpcResponse<N> }

const DAY_MS = 86_400_000
const COUNTS = { 'page.devices': 31, 'page.overview': 18, 'update.device': 12, 'command.reboot': 4, 'act.retry': 2 }

/** What an imagined console counted of its own use, and the trials that it takes part in. */
export function imaginedUsage(settingsOf: () => Settings, now: number): Handlers {
  let isCleared = false
  const read = (): IpcResponse<'usage:read'> => {
    const isOn = settingsOf().usageAnalytics
    const days = [9, 4, 2, 1, 0].map((back, index) => ({
      day: new Date(now - back * DAY_MS).toISOString().slice(0, 10),
      counts: Object.fromEntries(Object.entries(COUNTS).map(([key, count]) => [key, Math.ceil(count / (index + 1))])),
    }))
    return { isOn, days: isOn && !isCleared ? days : [], problem: null }
  }
  return {
    'usage:read': read,
    'usage:seen': () => ({}),
    'usage:clear': () => {
      isCleared = true
      return read()
    },
    'usage:export': () => ({ outcome: 'written', fileName: 'outpost-usage-2026-11-22.csv' }),
    'flags:read': () => ({
      flags: FLAG_NAMES.map((name) => {
        const chosen = settingsOf()[FLAGS[name].setting]
        // The same for every picture.
        return chosen === ASSIGNED
          ? { name, variant: FLAGS[name].variants[0].name, origin: 'assigned' as const }
          : flagState(name, chosen, { profileId: '', today: '2026-11-22' })
      }),
    }),
  }
}
