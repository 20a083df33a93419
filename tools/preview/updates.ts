import type { Settings } from '../../src/shared/domain/settings.ts'
import { UPDATE_PROBLEMS, UPDATE_STATES, type UpdateStatus } from '../../src/shared/domain/updates.ts'
import type { IpcRequestName } from '../../src/shared/ipc/contract.ts'

type UpdateHandlers = Readonly<Record<Extract<IpcRequestName, `updates:${string}`>, () => UpdateStatus>>

const NOTES = `- Alarms that return while nobody looks are counted.
- <b>Faster</b> when 50,000 devices report at once.
- Mended: a schedule over midnight was shown on the wrong day.`
const BYTES = 104_000_000

/** The state is the last word of the imagined feed, like /srv/updates/ready; a problem may follow, like ready+no-room. */
export function imaginedUpdates(present: () => readonly [settings: Settings, now: number]): UpdateHandlers {
  const status = (): UpdateStatus => updatesOf(...present())
  return {
    'updates:status': status,
    'updates:check': status,
    'updates:download': status,
    'updates:cancel': status,
    'updates:install': status,
    'updates:put-off': status,
  }
}

export function updatesOf({ updateFeed }: Pick<Settings, 'updateFeed'>, now: number): UpdateStatus {
  const [word = '', trouble = ''] = (updateFeed.split('/').at(-1) ?? '').split('+')
  const state = updateFeed === '' ? 'off' : (UPDATE_STATES.find((one) => one === word) ?? 'idle')
  const code = UPDATE_PROBLEMS.find((one) => one === trouble)
  const isOffered = state !== 'off' && state !== 'idle' && state !== 'checking'
  return {
    state,
    version: '0.1.0',
    offered: isOffered ? { version: '0.2.0', bytes: BYTES, notes: NOTES, releasedAt: now - 172_800_000 } : null,
    progress: state === 'downloading' ? { bytes: 37_600_000, total: BYTES } : null,
    inFlight: state === 'waiting' ? 3 : 0,
    lastCheckedAt: state === 'off' ? null : now - 240_000,
    putOffUntil: null,
    problem:
      code === undefined
        ? null
        : { code, detail: 'latest-linux.yml is signed with a key that is not among those set.', at: now },
    canInstall: true,
  }
}
