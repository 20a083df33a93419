import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WireOperation } from '#shared/protocol/operations.ts'
import { seededRandom } from '../../../src/fleet-server/platform/random.ts'
import { Simulation } from '../../../src/fleet-server/simulation/simulation.ts'
import { type Fixture, fixture, keyOf, START } from './fixture.ts'

const QUIET = { eventsPerSecond: 0, editsPerMinute: 0, isPaused: false }
const TICKS = 30

let fleet: Fixture
beforeEach(() => {
  fleet = fixture()
})
afterEach(() => fleet.remove())

const given = (number: number, change: object): WireOperation =>
  ({
    key: keyOf(number),
    clientSequence: number,
    createdAt: START,
    kind: 'command',
    entityType: 'device',
    entityId: 'device-00001',
    ...change,
  }) as WireOperation
const push = (number: number, contentId: string) => given(number, { command: 'push-content', contentId })
const someContent = () => fleet.store.entities.ofType('content').map(({ id }) => id)

describe('content that is pushed to a device', () => {
  it('is taken once, whoever sends the command again', () => {
    const [content = ''] = someContent()
    expect(fleet.apply([push(1, content), push(1, content)])).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'duplicate' },
    ])
    expect(fleet.commands).toEqual([['device-00001', 'push-content']])
  })

  it('is refused when there is no such content, and says which field is at fault', () => {
    expect(fleet.apply([push(1, 'content-gone')])).toMatchObject([
      { outcome: 'rejected', code: 'invalid', field: 'contentId', message: 'There is no content content-gone.' },
    ])
    expect(fleet.commands).toEqual([])
  })

  it('is refused when none is named, and when another command names some', () => {
    const [content = ''] = someContent()
    const results = fleet.apply([
      given(1, { command: 'push-content' }),
      given(2, { command: 'reload', contentId: content }),
    ])
    expect(results).toMatchObject([
      { outcome: 'rejected', code: 'invalid', field: 'contentId' },
      { outcome: 'rejected', code: 'invalid', field: 'contentId' },
    ])
    expect(fleet.commands).toEqual([])
  })

  it('is another operation than the same key with other content', () => {
    const [first = '', second = ''] = someContent()
    expect(second).not.toBe('')
    fleet.apply([push(1, first)])
    expect(fleet.apply([push(1, second)])).toMatchObject([{ outcome: 'rejected', code: 'invalid' }])
  })

  it('is confirmed by the device', () => {
    const simulation = new Simulation(fleet.store, seededRandom(1), QUIET, 0)
    fleet.connect(simulation)
    const [content = ''] = someContent()
    fleet.store.transact(() => {
      const device = simulation.fleet.find('device-00001')
      if (device !== undefined) simulation.fleet.report(device, 'online', device.health, START)
    })
    fleet.apply([push(1, content)])
    for (let tick = 1; tick <= TICKS; tick += 1) simulation.tick(START + tick * 100)
    const reports = fleet.events.flatMap((event) => (event.name === 'command:reported' ? [event.payload] : []))
    expect(reports).toMatchObject([{ key: keyOf(1), command: 'push-content', result: 'done' }])
  })
})
