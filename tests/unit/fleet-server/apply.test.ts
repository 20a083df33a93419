import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OperationResult, WireOperation } from '#shared/protocol/operations.ts'
import { Refusal } from '../../../src/fleet-server/core/refusal.ts'
import { type Fixture, fixture, keyOf, OPERATOR, rename, START } from './fixture.ts'

let fleet: Fixture
beforeEach(() => {
  fleet = fixture()
})
afterEach(() => fleet.remove())

const schedule = (number: number, fields: Record<string, unknown>): WireOperation => ({
  key: keyOf(number),
  clientSequence: number,
  createdAt: START,
  kind: 'create',
  entityType: 'schedule',
  entityId: `schedule-new-${number}`,
  fields: {
    name: 'New',
    playlistId: 'playlist-01',
    deviceIds: ['device-00001'],
    days: [1],
    startTime: '08:00',
    endTime: '09:00',
    timeZone: 'UTC',
    priority: 1,
    enabled: true,
    ...fields,
  },
})

describe('apply', () => {
  it('raises the version by one, numbers the event and writes the audit, all together', () => {
    const [result] = fleet.apply([rename(1, 'device-00001', 1, 'A')])
    expect(result).toEqual({
      outcome: 'applied',
      key: keyOf(1),
      entityId: 'device-00001',
      version: 2,
      sequence: 1,
      at: START,
    })
    expect(fleet.store.entities.find('device', 'device-00001')).toMatchObject({ version: 2, sequence: 1 })
    expect(fleet.events).toMatchObject([
      { name: 'entity:changed', payload: { sequence: 1, previous: 0, version: 2, key: keyOf(1) } },
    ])
    expect(fleet.store.effects(0, 10)).toMatchObject([
      { key: keyOf(1), clientId: 'client-1', clientSequence: 1, source: 'operation' },
    ])
    expect(fleet.store.operations.clientSequence('client-1')).toBe(1)
  })

  it('changes nothing when it answers conflict or rejected', () => {
    fleet.apply([rename(1, 'device-00001', 1, 'A')])
    const before = fleet.store.entities.find('device', 'device-00001')
    fleet.apply([
      rename(2, 'device-00001', 1, 'B'),
      rename(3, 'device-00001', 7, 'C'),
      rename(4, 'device-00001', 2, ''),
    ])
    expect(fleet.store.entities.find('device', 'device-00001')).toEqual(before)
    expect([fleet.events.length, fleet.store.effects(0, 10).length]).toEqual([1, 1])
  })

  it('shows all fields when the base version never existed here', () => {
    const [result] = fleet.apply([rename(1, 'device-00001', 9, 'A')])
    expect(Object.keys(result?.outcome === 'conflict' ? result.fields : {})).toContain('serial')
  })

  it('judges a rejected key anew, but keeps the answer for lookups', () => {
    const missing = schedule(1, { playlistId: 'playlist-new' })
    expect(fleet.apply([missing])).toMatchObject([{ outcome: 'rejected', code: 'invalid', field: 'playlistId' }])
    expect(fleet.requests.lookup({ keys: [keyOf(1)] }).results).toMatchObject([
      { known: true, result: { outcome: 'rejected' } },
    ])
    const playlist: WireOperation = {
      ...schedule(2, {}),
      kind: 'create',
      entityType: 'playlist',
      entityId: 'playlist-new',
      fields: { name: 'P', description: '', items: [] },
    }
    expect(fleet.apply([playlist, missing])).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }])
  })

  it('checks what an operation refers to', () => {
    const field = (fields: Record<string, unknown>, number: number) => {
      const [result] = fleet.apply([schedule(number, fields)])
      return result?.outcome === 'rejected' ? result.field : result?.outcome
    }
    expect(field({ deviceIds: ['device-00001', 'device-77777'] }, 1)).toBe('deviceIds')
    expect(field({ startTime: '25:00' }, 2)).toBe('startTime')
    expect(field({ surprise: 1 }, 3)).toBe('surprise')
    expect(field({ name: undefined }, 4)).toBe('name')
    expect(field({}, 5)).toBe('applied')
  })

  it('does not ask for references that the edit leaves alone', () => {
    fleet.apply([schedule(1, { deviceIds: ['device-00002'] })])
    const row = fleet.store.entities.find('device', 'device-00002')
    fleet.apply([{ ...rename(2, 'device-00002', row?.version ?? 0, ''), kind: 'delete' } as unknown as WireOperation])
    const edit = { ...rename(3, 'schedule-new-1', 1, 'Renamed'), entityType: 'schedule' } as WireOperation
    expect(fleet.apply([edit])).toMatchObject([{ outcome: 'applied' }])
  })

  it('refuses an entity that would not fit into a message', () => {
    const deviceIds = Array.from({ length: 2_500 }, () => 'd'.repeat(120))
    fleet.store.transact(() => fleet.store.entities.insert('device', 'd'.repeat(120), 0, {}, {}))
    expect(fleet.apply([schedule(1, { deviceIds })])).toMatchObject([{ outcome: 'rejected', code: 'invalid' }])
  })

  it('applies nothing of a batch whose answer would not fit into a message', () => {
    const names = Array.from({ length: 40 }, (_, index) => `${'x'.repeat(100)}${index}`)
    const big = (number: number, tags: string[]): WireOperation =>
      ({ ...rename(number, 'device-00001', 1, ''), fields: { tags } }) as WireOperation
    expect(
      fleet.apply([
        big(
          1,
          names.map((name) => name.slice(0, 60)),
        ),
      ]),
    ).toMatchObject([{ outcome: 'applied' }])
    const conflicts = Array.from({ length: 499 }, (_, index) => rename(10 + index, 'device-00001', 1, 'x'))
    const batch = [rename(2, 'device-00002', 1, 'Applied?'), ...conflicts]
    expect(() => fleet.apply(batch)).toThrow(Refusal)
    expect(fleet.store.entities.find('device', 'device-00002')).toMatchObject({ version: 1 })
    expect(fleet.apply(batch.slice(0, 10)).map(({ outcome }) => outcome)).toEqual([
      'applied',
      ...Array<string>(9).fill('conflict'),
    ])
  })

  it('tells the fleet of a command once, however often it is sent', () => {
    const reboot: WireOperation = {
      key: keyOf(1),
      clientSequence: 1,
      createdAt: START,
      kind: 'command',
      entityType: 'device',
      entityId: 'device-00001',
      command: 'reboot',
    }
    fleet.apply([reboot, reboot])
    fleet.apply([reboot])
    expect(fleet.commands).toEqual([['device-00001', 'reboot']])
  })

  it('lets a viewer do nothing', () => {
    const viewer = { ...OPERATOR, role: 'viewer' } as const
    expect(fleet.apply([rename(1, 'device-00001', 1, 'A')], viewer)).toMatchObject([
      { outcome: 'rejected', code: 'forbidden' },
    ])
    expect(fleet.apply([rename(1, 'device-00001', 1, 'A')])).toMatchObject([{ outcome: 'applied' }])
  })
})

interface Step {
  readonly key: number
  readonly device: number
  readonly base: number
  readonly name: string
}

/** Small numbers, so that keys, entities and versions collide often. */
const step: fc.Arbitrary<Step> = fc.record({
  key: fc.integer({ min: 1, max: 12 }),
  device: fc.integer({ min: 1, max: 3 }),
  base: fc.integer({ min: 1, max: 5 }),
  name: fc.constantFrom('A', 'B'),
})

/** What must come of each step: compare-and-set and idempotency in their shortest form. */
class Model {
  readonly versions = new Map<number, number>()
  readonly applied = new Map<number, { readonly payload: string; readonly version: number }>()
  /** Per device, the versions this request's operations gave it, and the one before; someone else's edit ends it. */
  #own = new Map<number, Set<number>>()

  request(steps: readonly Step[]): string[] {
    this.#own = new Map()
    return steps.map((one) => this.#next(one))
  }

  #next({ key, device, base, name }: Step): string {
    const payload = `${device} ${name}`
    const version = this.versions.get(device) ?? 1
    const known = this.applied.get(key)
    if (known !== undefined && known.payload !== payload) return 'rejected'
    if (known !== undefined) {
      this.#note(device, known.version)
      return 'duplicate'
    }
    const own = this.#own.get(device)
    const isOwn = own?.has(base) === true && Math.max(...own) === version
    if (base !== version && !isOwn) return `conflict at ${version}`
    this.versions.set(device, version + 1)
    this.applied.set(key, { payload, version: version + 1 })
    this.#note(device, version + 1)
    return `applied as ${version + 1}`
  }

  #note(device: number, version: number): void {
    const own = this.#own.get(device) ?? new Set<number>()
    const isKnown = own.has(version) && own.has(version - 1)
    if (isKnown) return
    this.#own.set(device, new Set(Math.max(...own) === version - 1 ? [...own, version] : [version - 1, version]))
  }
}

function summary(result: OperationResult): string {
  if (result.outcome === 'applied') return `applied as ${result.version}`
  return result.outcome === 'conflict' ? `conflict at ${result.version}` : result.outcome
}

function agreesWithModel(batches: readonly (readonly Step[])[]): void {
  const own = fixture({ devices: 3 })
  try {
    const model = new Model()
    for (const batch of batches) {
      const operations = batch.map(({ key, device, base, name }) => rename(key, `device-0000${device}`, base, name))
      expect(own.apply(operations).map(summary)).toEqual(model.request(batch))
    }
    const sequences = own.events.map(({ payload }) => payload.sequence)
    expect(sequences).toEqual(sequences.map((_, index) => index + 1))
    const keys = own.store.effects(0, 1_000).map(({ key }) => key)
    expect(keys).toHaveLength(model.applied.size)
    expect(new Set(keys)).toEqual(new Set([...model.applied.keys()].map(keyOf)))
  } finally {
    own.remove()
  }
}

describe('any sequence of operations', () => {
  it('applies each key once, on top of its base version or of its own request, as a plain model does', () => {
    const batches = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 15 })
    expect(() => fc.assert(fc.property(batches, agreesWithModel), { numRuns: 60 })).not.toThrow()
  })
})
