import { beforeAll, describe, expect, it } from 'vitest'
import { type OperationView, WAIT_REASONS } from '#shared/domain/queue.ts'
import {
  connectionBanner,
  staleBanner,
  stallBanner,
  storageBanner,
} from '../../../../src/renderer/i18n/banner-words.ts'
import { en } from '../../../../src/renderer/i18n/en/texts.ts'
import { formatAge, formatBytes } from '../../../../src/renderer/i18n/format.ts'
import {
  carrierOf,
  operationInWords,
  reasonInWords,
  stateInWords,
  waitInWords,
} from '../../../../src/renderer/i18n/operation-words.ts'
import { setUpTexts, type Translate } from '../../../../src/renderer/i18n/setup.ts'
import { FakeMain } from '../../../../tools/preview/fake-bridge.ts'
import { operationOf } from '../../../../tools/preview/operations.ts'
import { deviceView } from '../support.tsx'

let t: Translate
beforeAll(() => {
  t = setUpTexts()
})

const NOW = new Date('2026-03-02T09:45:00').getTime()
const device = deviceView('d', { data: { ...deviceView('d').data, name: 'Gate 4 display', location: 'hall' } })

function operation(change: Partial<OperationView> = {}): OperationView {
  return { ...operationOf({ device, fields: { name: 'Gate 4 wall' }, ageMs: 0 }, NOW), ...change }
}

async function state(change: object = {}) {
  const fake = new FakeMain({ scenario: 'online', deviceCount: 1, now: NOW })
  const answer = await fake.bridge.request('app:state', {})
  if (!answer.ok) throw new Error('no state')
  return { connection: { ...answer.value.connection, ...change }, queue: answer.value.queue }
}

describe('an operation in words', () => {
  it('says what is renamed, set, cleared, added, deleted and commanded', () => {
    const words = (change: Partial<OperationView>) => operationInWords(t, operation(change), () => 'Departures')
    expect(words({})).toBe('Rename ‘Gate 4 display’ to ‘Gate 4 wall’')
    expect(words({ fields: { playlistId: 'pls-1' } })).toBe('Set playlist of ‘Gate 4 display’ to ‘Departures’')
    expect(words({ fields: { location: '' } })).toBe('Clear location of ‘Gate 4 display’')
    expect(words({ fields: { name: 'x', tags: [] } })).toBe('Change 2 values of ‘Gate 4 display’: name ‘x’, tags empty')
    expect(words({ fields: { name: 'x', location: 'y', tags: [], site: 'z' } })).toBe(
      'Change 4 values of ‘Gate 4 display’: name ‘x’, location ‘y’ …',
    )
    expect(words({ fields: {} })).toBe('Change ‘Gate 4 display’')
    expect(words({ kind: 'create' })).toBe('Add device ‘Gate 4 display’')
    expect(words({ kind: 'delete' })).toBe('Delete device ‘Gate 4 display’')
    expect(words({ kind: 'command', command: 'reboot' })).toBe('Reboot ‘Gate 4 display’')
  })

  it('counts a list of things, and cuts and sets off what others wrote', () => {
    const words = (change: Partial<OperationView>) => operationInWords(t, operation(change))
    expect(words({ fields: { items: [{ id: 'a' }, { id: 'b' }] } })).toBe('Set items of ‘Gate 4 display’ to 2 entries')
    expect(words({ kind: 'delete', entityName: 'A'.repeat(10_000) }).length).toBeLessThan(230)
    expect(words({ kind: 'delete', entityName: 'מסך 12' })).toBe('Delete device ‘\u2068מסך 12\u2069’')
    expect(words({ fields: { location: '\u202eeltit' } })).toBe('Set location of ‘Gate 4 display’ to ‘eltit’')
  })

  it('says why it is not sent in a full sentence', () => {
    const why = (reason: OperationView['wait']['reason'], change: Partial<OperationView> = {}) =>
      waitInWords(t, operation({ wait: { reason, behindKey: null }, ...change }), NOW)
    expect(why('offline')).toBe('The server cannot be reached. It is sent when the server is back.')
    expect(why('behind-conflict')).toBe('An earlier change of the same device is in conflict. Decide that one first.')
    expect(why('backing-off', { nextAttemptAt: NOW + 24_000 })).toBe('The last try failed. It is tried again in 24 s.')
    const lastError = { code: 'forbidden', message: 'Not at this site.' }
    expect(why('refused', { lastError })).toBe('The server refused it: Not at this site.')
    const conflict = { serverVersion: 0, serverFields: {}, isDeleted: true }
    expect(why('conflict', { conflict })).toContain('deleted on the server')
  })

  it('says what became of a settled one', () => {
    expect(waitInWords(t, operation({ state: 'cancelled' }), NOW)).toBe('Rolled back. It was not applied.')
  })

  it('answers "why is it not sent?" for every reason there is', () => {
    const sentences = WAIT_REASONS.map((reason) =>
      waitInWords(t, operation({ wait: { reason, behindKey: null } }), NOW),
    )
    expect(sentences.filter((sentence) => !/^[A-Z“][^{}]+\.$/.test(sentence))).toEqual([])
    expect(new Set(sentences).size).toBe(WAIT_REASONS.length)
  })

  it('says of what waited too long what is sent to which device, and how long it waited', () => {
    const stale = {
      state: 'stale',
      wait: { reason: 'asks-again', behindKey: null },
      waitingSince: NOW - 720_000,
    } as const
    expect(waitInWords(t, operation({ ...stale, kind: 'command', command: 'reboot' }), NOW)).toBe(
      'Not sent unless you confirm it again: “Reboot” to ‘Gate 4 display’, which waited 12 min.',
    )
    expect(waitInWords(t, operation(stale), NOW)).toBe('Not sent unless you confirm it again: it waited 12 min.')
  })

  it('does not call a refusal the server’s when the device or this console spoke', () => {
    const refused = { state: 'quarantined', wait: { reason: 'refused', behindKey: null } } as const
    const why = (code: string, message: string) =>
      waitInWords(t, operation({ ...refused, lastError: { code, message } }), NOW)
    expect(why('device-failed', 'No disk.')).toBe('The server took it, but the device could not do it: No disk.')
    expect(why('dependency-gone', 'What this change builds on is gone.')).toBe('What this change builds on is gone.')
  })

  it('names what cannot be read as such, and says why', () => {
    const unreadable = operation({
      state: 'quarantined',
      wait: { reason: 'unreadable', behindKey: null },
      lastError: { code: 'unreadable', message: 'It was written by a newer version.' },
    })
    expect(stateInWords(t, unreadable)).toBe('Not readable')
    expect(waitInWords(t, unreadable, NOW)).toBe(
      'It cannot be read, so it is kept and not sent. It was written by a newer version.',
    )
  })
})

describe('the reason of a step in words', () => {
  it('keeps one it does not know readable', () => {
    expect(reasonInWords(t, 'answer-lost')).toBe('the answer was lost')
    expect(reasonInWords(t, 'rejected:not-found')).toBe('the server refused it (it does not exist there)')
    expect(reasonInWords(t, 'something-new')).toBe('something new')
  })

  it('reads through a batch to the reason of its member', () => {
    expect(reasonInWords(t, 'batch:rejected:forbidden')).toBe(
      'with its batch: the server refused it (this user may not do it)',
    )
    expect(reasonInWords(t, 'batch:discarded-by-operator')).toBe('with its batch: discarded by the operator')
  })

  it('leaves the key of a carrying change out of the words and hands it over for a link', () => {
    const key = '5e1f0c3a-7d2b-4c19-9a10-000000000001'
    expect(reasonInWords(t, `merged-into:${key}`)).toBe('a later change carries it along')
    expect(carrierOf(`merged-into:${key}`)).toBe(key)
    expect(carrierOf('acknowledged')).toBeNull()
  })

  it('is known for every step that the queue records', () => {
    const codes = recordedReasons()
    expect(codes.length).toBeGreaterThan(20)
    expect(codes.filter((code) => !(code in en.pending.reason))).toEqual([])
  })
})

/** Reason codes as they stand in the code of the queue; the reasons for waiting are another list. */
function recordedReasons(): string[] {
  const files = import.meta.glob<string>(
    ['../../../../src/main/outbox/**/*.ts', '../../../../src/main/delivery/*.ts'],
    {
      query: '?raw',
      import: 'default',
      eager: true,
    },
  )
  const sources = Object.values(files)
  const patterns = [
    /\breason(?:: string)?(?: =|:) ['`]([a-z-]+)/g,
    /#step\([^'`]*?, ['`]([a-z-]+)/g,
    /\bto\('[a-z]+', [^\n]*?, ['`]([a-z-]+)[:'`]/g,
    /\breason = '([a-z-]+)'/g,
    /^(?:export )?const [A-Z_]+ = '((?:exported|imported|bundle)-[a-z-]+)'$/gm,
  ]
  const found = sources.flatMap((source) => patterns.flatMap((pattern) => [...source.matchAll(pattern)]))
  const waits: readonly string[] = WAIT_REASONS
  return [...new Set(found.map(([, code = '']) => code))].filter((code) => code !== '' && !waits.includes(code))
}

describe('the one sentence about the connection', () => {
  it('says since when, how many changes wait and what will happen', async () => {
    const lastOnlineAt = new Date('2026-03-02T09:41:00').getTime()
    const { connection, queue } = await state({ state: 'offline', reason: 'unreachable', lastOnlineAt })
    const waiting = (queued: number, attention = 0) => ({ ...queue, attention, counts: { ...queue.counts, queued } })
    expect(connectionBanner(t, connection, waiting(27), NOW)?.text).toBe(
      'Offline since 09:41. 27 changes are waiting on this PC and will be sent when the server is back.',
    )
    expect(connectionBanner(t, connection, waiting(1), NOW)?.text).toContain('1 change is waiting')
    expect(connectionBanner(t, connection, queue, NOW)?.text).toBe('Offline since 09:41. Nothing is waiting.')
  })

  it('promises to send only what will be sent, and counts apart what a person must decide', async () => {
    const { connection, queue } = await state({ state: 'offline', reason: 'unreachable', lastOnlineAt: NOW })
    const text = (queued: number, attention: number) =>
      connectionBanner(
        t,
        connection,
        { ...queue, pending: queued + attention, attention, counts: { ...queue.counts, queued } },
        NOW,
      )?.text
    expect(text(2, 1)).toMatch(/ 2 changes are waiting on this PC and will be sent .*\. 1 needs your decision first\.$/)
    expect(text(0, 3)).toBe('Offline since 09:45. 3 need your decision first.')
  })

  it('does not promise to send what waits for another user', async () => {
    const { connection, queue } = await state({ state: 'offline', reason: 'unreachable', lastOnlineAt: NOW })
    const user = { id: 'usr_1', name: 'operator' }
    const session = { user, lastUser: user, isSignedIn: true, ownWaiting: 1, othersWaiting: 3, othersQueued: 2 }
    const text = (queued: number) =>
      connectionBanner(t, connection, { ...queue, counts: { ...queue.counts, queued } }, NOW, session)?.text
    expect(text(3)).toMatch(/09:45\. 1 change is waiting .* 2 of others wait until they sign in\.$/)
    expect(text(2)).toBe('Offline since 09:45. 2 of others wait until they sign in.')
  })

  it('names whose changes wait after signing out, also after a restart, until a token is tried', async () => {
    const lastUser = { id: 'usr_1', name: 'operator' }
    const nobody = { user: null, lastUser, isSignedIn: false, ownWaiting: 3, othersWaiting: 0, othersQueued: 0 }
    const text = async (change: object, session = nobody) => {
      const { connection, queue } = await state(change)
      return connectionBanner(t, connection, queue, NOW, session)
    }
    const said = { action: 'sign-in', text: 'Signed out – 3 changes of operator wait until operator signs in.' }
    expect(await text({ state: 'disconnected', reason: 'by-operator' })).toMatchObject(said)
    expect(await text({ state: 'needs-auth', reason: 'token-missing' })).toMatchObject(said)
    expect((await text({ state: 'needs-auth', reason: 'token-refused' }))?.text).toMatch(/^The server does not accept/)
    expect(await text({ state: 'connecting' })).toBeNull()
    expect((await text({ state: 'disconnected', reason: 'by-operator' }, { ...nobody, ownWaiting: 0 }))?.text).toBe(
      'Signed out. Nothing of operator is waiting.',
    )
  })

  it('is another one for a sign-in, a wrong version, the operator’s own wish and a pause', async () => {
    const text = async (change: object) => {
      const { connection, queue } = await state(change)
      return connectionBanner(t, connection, { ...queue, counts: { ...queue.counts, queued: 2 }, isPaused: true }, NOW)
    }
    expect(await text({ state: 'needs-auth', reason: 'token-expired' })).toMatchObject({ action: 'sign-in-again' })
    expect(await text({ state: 'offline', reason: 'protocol-too-old' })).toMatchObject({ action: 'settings' })
    expect(await text({ state: 'disconnected', reason: 'by-operator' })).toMatchObject({ action: 'reconnect' })
    expect((await text({}))?.text).toBe('Sending is paused. 2 changes wait until you resume.')
  })

  it('is silent while all is well', async () => {
    const { connection, queue } = await state()
    expect(connectionBanner(t, connection, queue, NOW)).toBeNull()
  })

  it('stays the offline one while the console tries again', async () => {
    const { connection, queue } = await state({ state: 'connecting', reason: 'unreachable', attempt: 4 })
    expect(connectionBanner(t, connection, queue, NOW)?.text).toContain('Offline since')
  })

  it('is calm about a queue that stands still and about what asks to be confirmed again', async () => {
    const { queue } = await state()
    expect(stallBanner(t, queue, NOW)).toBeNull()
    const stall = { since: NOW - 60_000, message: 'Nothing is being sent.' }
    expect(stallBanner(t, { ...queue, stall }, NOW)).toEqual({
      tone: 'medium',
      text: 'Since 09:44: Nothing is being sent.',
      action: 'show-pending',
    })
    expect(staleBanner(t, queue)).toBeNull()
    const counts = { ...queue.counts, stale: 2 }
    expect(staleBanner(t, { ...queue, counts })?.text).toBe(
      '2 changes waited too long. They are sent only if you confirm them again.',
    )
  })

  it('says that what is queued is safe when the disk is full', () => {
    expect(storageBanner(t, { state: 'full', detail: null })).toContain('What is queued is safe')
    expect(storageBanner(t, { state: 'ok', detail: null })).toBeNull()
  })

  it('says what the disk refuses when it takes only a part', () => {
    expect(storageBanner(t, { state: 'refusing', detail: 'A mistake.' })).toContain('every few seconds: A mistake.')
  })
})

describe('figures in words', () => {
  it('shortens spans of time and sizes', () => {
    expect(formatAge(t, 3_400)).toBe('3 s')
    expect(formatAge(t, 240_000)).toBe('4 min')
    expect(formatAge(t, 7_500_000)).toBe('2 h 5 min')
    expect(formatAge(t, 3 * 86_400_000)).toBe('3 days')
    expect(formatBytes(t, 412)).toBe('412 B')
    expect(formatBytes(t, 5 * 1_024 * 1_024)).toBe('5 MB')
  })
})
