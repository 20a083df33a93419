import { beforeAll, describe, expect, it } from 'vitest'
import type { OperationView } from '#shared/domain/queue.ts'
import { formatAge, formatBytes } from '../../../../src/renderer/i18n/format.ts'
import { setUpTexts, type Translate } from '../../../../src/renderer/i18n/setup.ts'
import {
  connectionBanner,
  operationInWords,
  reasonInWords,
  storageBanner,
  waitInWords,
} from '../../../../src/renderer/i18n/words.ts'
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
    expect(words({ fields: { name: 'x', tags: [] } })).toBe('Change name, tags of ‘Gate 4 display’')
    expect(words({ kind: 'create' })).toBe('Add device ‘Gate 4 display’')
    expect(words({ kind: 'delete' })).toBe('Delete device ‘Gate 4 display’')
    expect(words({ kind: 'command', command: 'reboot' })).toBe('Reboot ‘Gate 4 display’')
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

  it('keeps a reason it does not know readable', () => {
    expect(reasonInWords(t, 'answer-lost')).toBe('the answer was lost')
    expect(reasonInWords(t, 'rejected:not-found')).toBe('the server refused it (not found)')
    expect(reasonInWords(t, 'something-new')).toBe('something new')
  })
})

describe('the one sentence about the connection', () => {
  it('says since when, how many changes wait and what will happen', async () => {
    const lastOnlineAt = new Date('2026-03-02T09:41:00').getTime()
    const { connection, queue } = await state({ state: 'offline', reason: 'unreachable', lastOnlineAt })
    expect(connectionBanner(t, connection, { ...queue, pending: 27 }, NOW)?.text).toBe(
      'Offline since 09:41. 27 changes are waiting on this PC and will be sent when the server is back.',
    )
    expect(connectionBanner(t, connection, { ...queue, pending: 1 }, NOW)?.text).toContain('1 change is waiting')
    expect(connectionBanner(t, connection, queue, NOW)?.text).toBe('Offline since 09:41. Nothing is waiting.')
  })

  it('is another one for a sign-in, a wrong version, the operator’s own wish and a pause', async () => {
    const text = async (change: object) => {
      const { connection, queue } = await state(change)
      return connectionBanner(t, connection, { ...queue, pending: 2, isPaused: true }, NOW)
    }
    expect(await text({ state: 'needs-auth', reason: 'token-expired' })).toMatchObject({ action: 'sign-in' })
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

  it('says that what is queued is safe when the disk is full', () => {
    expect(storageBanner(t, { state: 'full', detail: null })).toContain('What is queued is safe')
    expect(storageBanner(t, { state: 'ok', detail: null })).toBeNull()
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
