import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WireOperation } from '#shared/protocol/operations.ts'
import { seededRandom } from '../../../src/fleet-server/platform/random.ts'
import { Simulation } from '../../../src/fleet-server/simulation/simulation.ts'
import { CODE_VALID_MS } from '../../../src/fleet-server/simulation/unpaired.ts'
import { type Fixture, fixture, keyOf, OPERATOR, START } from './fixture.ts'

const CODE = 'K7Q2M9'

let fleet: Fixture
beforeEach(() => {
  fleet = fixture({ showsCodes: true })
  const { pairings } = fleet.store
  fleet.store.transact(() =>
    pairings.add({ code: CODE, model: 'Brightline 55', serial: 'OC1', expiresAt: START + 1_000 }),
  )
})
afterEach(() => fleet.remove())

function pair(number: number, pairingCode: string, fields: Record<string, unknown> = {}): WireOperation {
  return {
    key: keyOf(number),
    clientSequence: number,
    createdAt: START,
    kind: 'create',
    entityType: 'device',
    entityId: `dev_${number}`,
    fields: {
      name: 'Lobby left',
      site: 'Central Station',
      location: '',
      model: '',
      serial: '',
      tags: [],
      playlistId: null,
      ...fields,
      pairingCode,
    },
  }
}

const dataOf = (id: string) => JSON.parse(fleet.store.entities.find('device', id)?.data ?? 'null') as unknown
const codes = () => fleet.requests.unpaired({}).devices.map(({ code }) => code)

describe('a device that is paired', () => {
  it('becomes an entity with the model and serial number of its hardware, and without the code', () => {
    expect(codes()).toEqual([CODE])
    expect(fleet.apply([pair(1, CODE)])).toMatchObject([{ outcome: 'applied', entityId: 'dev_1', version: 1 }])
    expect(dataOf('dev_1')).toEqual({
      name: 'Lobby left',
      site: 'Central Station',
      location: '',
      model: 'Brightline 55',
      serial: 'OC1',
      tags: [],
      playlistId: null,
    })
    expect(JSON.stringify(fleet.events)).not.toContain(CODE)
    expect(codes()).toEqual([])
  })

  it('is paired once, however often the same operation comes', () => {
    fleet.apply([pair(1, CODE)])
    expect(fleet.apply([pair(1, CODE)])).toMatchObject([{ outcome: 'duplicate', entityId: 'dev_1' }])
    fleet = fleet.reopen()
    expect(fleet.apply([pair(1, CODE)])).toMatchObject([{ outcome: 'duplicate', entityId: 'dev_1' }])
  })

  it('goes to one of two who enter its code, also in one request', () => {
    const other = { ...OPERATOR, clientId: 'client-2' }
    expect(fleet.apply([pair(1, CODE), pair(2, CODE)])).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'rejected', code: 'invalid', field: 'pairingCode' },
    ])
    const [late] = fleet.apply([pair(3, CODE)], other)
    expect(late).toMatchObject({ message: `The code ${CODE} was used already: its device is paired.` })
    expect(dataOf('dev_3')).toBeNull()
  })

  it('is refused with a sentence when the code is wrong or has expired, and the same key may try again', () => {
    expect(fleet.apply([pair(1, 'AAAAAA')])).toMatchObject([
      {
        outcome: 'rejected',
        message: 'No device shows the code AAAAAA. Look at its screen again.',
        field: 'pairingCode',
      },
    ])
    expect(fleet.apply([pair(1, 'k7q2m9')])).toMatchObject([{ outcome: 'applied' }])
    const late = { code: 'LATE22', model: 'M', serial: 'S', expiresAt: START + 1_000 }
    fleet.store.transact(() => fleet.store.pairings.add(late))
    fleet.advance(1_000)
    expect(fleet.apply([pair(2, 'LATE22')])).toMatchObject([
      { message: 'The code LATE22 has expired. The device shows a new one by now.' },
    ])
  })

  it('keeps its code when something else about the request is refused, or its batch is', () => {
    expect(fleet.apply([pair(1, CODE, { playlistId: 'nowhere' })])).toMatchObject([{ field: 'playlistId' }])
    expect(codes()).toEqual([CODE])
    const batch = { id: keyOf(90), size: 2 }
    const bad = pair(3, CODE, { playlistId: 'nowhere' })
    expect(
      fleet.apply([
        { ...pair(2, CODE), batch },
        { ...bad, batch },
      ]),
    ).toMatchObject([{ outcome: 'held' }, { outcome: 'rejected' }])
    expect(codes()).toEqual([CODE])
  })

  it('is not paired by an edit', () => {
    const edit = {
      ...pair(1, CODE),
      kind: 'update',
      entityId: 'device-00001',
      baseVersion: 1,
      fields: { pairingCode: CODE },
    }
    expect(fleet.apply([edit as WireOperation])).toMatchObject([
      { outcome: 'rejected', message: 'A device is paired when it is created.' },
    ])
    expect(codes()).toEqual([CODE])
  })
})

describe('new devices', () => {
  it('wait with a code each, and show another when it expires or was used', () => {
    const simulation = new Simulation(
      fleet.store,
      seededRandom(1),
      { eventsPerSecond: 0, editsPerMinute: 0, isPaused: true },
      7,
    )
    simulation.tick(START)
    const shown = codes()
    expect(shown).toHaveLength(3)
    for (const code of shown) expect(code).toMatch(/^[A-HJ-NP-Z2-9]{6}$/)
    expect(new Set(shown).size).toBe(3)
    fleet.apply([pair(1, shown[0] ?? '')])
    simulation.tick(START + 1_000)
    expect(fleet.store.pairings.waiting(START + 1_000)).toHaveLength(3)
    simulation.tick(START + 1_000 + CODE_VALID_MS)
    const later = fleet.store.pairings.waiting(START + 1_000 + CODE_VALID_MS).map(({ code }) => code)
    expect(later).toHaveLength(3)
    expect(later.filter((code) => shown.includes(code))).toEqual([])
  })

  it('are told only by a server that shows codes', () => {
    const quiet = fixture()
    expect(() => quiet.requests.unpaired({})).toThrow('This server tells no codes: look at the screen.')
    quiet.remove()
  })
})
