import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlertReported } from '#shared/domain/entities.ts'
import { REQUESTS } from '#shared/protocol/requests.ts'
import { seededRandom } from '../../../src/fleet-server/platform/random.ts'
import { offlineAlert } from '../../../src/fleet-server/simulation/alert-model.ts'
import { Simulation } from '../../../src/fleet-server/simulation/simulation.ts'
import { parseStored } from '../../../src/fleet-server/store/stored-json.ts'
import { type Fixture, fixture, START } from './fixture.ts'

let fleet: Fixture
beforeEach(() => {
  fleet = fixture({ devices: 400 })
})
afterEach(() => fleet.remove())

const rules = () => REQUESTS['alarms:rules'].response.parse(fleet.requests.alarmRules({})).rules

describe('the rules of the simulated fleet', () => {
  it('are those by which it raises alarms: every kind has one, with its priority, and no kind has two', () => {
    const pace = { eventsPerSecond: 2_000, alertsPerSecond: 500, editsPerMinute: 0, isPaused: false }
    const simulation = new Simulation(fleet.store, seededRandom(5), pace, 5)
    for (let tick = 1; tick <= 50; tick += 1) simulation.tick(START + tick * 100)
    const ofMany = fleet.store.entities.ofType('alert').map(({ reported }) => parseStored<AlertReported>(reported))
    // What an outage raises does not come by chance.
    const raised = [...ofMany, offlineAlert('device-00001', START)]
    const byKind = new Map(rules().map((rule) => [rule.kind, rule]))
    expect(byKind.size).toBe(rules().length)
    expect(new Set(raised.map(({ kind }) => kind))).toEqual(new Set(byKind.keys()))
    for (const { kind, severity, suppressedBy } of raised) {
      const rule = byKind.get(kind)
      expect(rule?.severity).toBe(severity)
      expect([null, undefined, rule?.suppressedWhile]).toContain(suppressedBy)
    }
  })

  it('say what comes of each and what to do, and that nothing is measured', () => {
    for (const { condition, consequence, action } of rules()) {
      expect(condition).toMatch(/^Simulated/)
      expect([consequence, action]).not.toContain('')
    }
  })

  it('are asked for without an argument', () => {
    expect(() => fleet.requests.alarmRules(null)).toThrow('expected object')
  })
})
