import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alarmOf, alarmState } from '#shared/domain/alarms.ts'
import { type EntityRecord, type Fields, SEVERITIES } from '#shared/domain/entities.ts'
import { BaseState } from '../../../src/main/replica/base.ts'

const NOW = 1_000

const record = (
  entityType: 'device' | 'alert',
  id: string,
  version: number,
  data: EntityRecord['data'],
  reported: EntityRecord['reported'],
): EntityRecord => ({ entityType, id, version, sequence: version, data, reported })

const ids = fc.constantFrom('a', 'b', 'c', 'd')
const device = fc
  .record({ id: ids, version: fc.nat(20), status: fc.constantFrom('online', 'idle', 'offline') })
  .map(({ id, version, status }) => record('device', id, version, { name: id }, { status }))
const alert = fc
  .record({
    id: ids,
    version: fc.nat(20),
    severity: fc.constantFrom(...SEVERITIES),
    acknowledged: fc.boolean(),
    clearedAt: fc.constantFrom(null, 5),
    shelvedUntil: fc.constantFrom(null, NOW, NOW + 1),
    isOutOfService: fc.boolean(),
    suppressedBy: fc.constantFrom(null, 'Offline.'),
  })
  .map(({ id, version, severity, clearedAt, suppressedBy, ...data }) =>
    record('alert', id, version, { ...data, note: '' }, { severity, clearedAt, suppressedBy }),
  )
const step = fc.oneof(
  device.map((one) => ({ kind: 'apply' as const, one })),
  alert.map((one) => ({ kind: 'apply' as const, one })),
  fc.oneof(device, alert).map((one) => ({ kind: 'put' as const, one })),
  fc.oneof(device, alert).map((one) => ({ kind: 'remove' as const, one })),
  // An operator's change of that alert waits, or does not any more.
  alert.map((one) => ({ kind: 'change' as const, one })),
  alert.map((one) => ({ kind: 'undo' as const, one })),
)

describe('the figures of a fleet', () => {
  it('are what counting all records would give, whatever happened to them', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const waiting = new Map<string, Fields>()
        const shown = ({ entityType, id, data }: EntityRecord) =>
          entityType === 'alert' ? { ...data, ...waiting.get(id) } : data
        const base = new BaseState(shown)
        for (const { kind, one } of steps) {
          if (kind === 'apply') base.apply({ kind: 'record', record: one })
          else if (kind === 'put') base.put(one)
          else if (kind === 'change' || kind === 'undo') {
            if (kind === 'change') waiting.set(one.id, one.data)
            else waiting.delete(one.id)
            base.recount({ entityType: 'alert', entityId: one.id })
          } else base.remove({ entityType: one.entityType, entityId: one.id })
        }
        const devices = [...base.all('device').values()]
        const alerts = [...base.all('alert').values()].filter((one) => {
          const { id, reported } = one
          const alarm = alarmOf({ id, data: shown(one), reported: { ...reported, deviceId: 'd', raisedAt: 1 } })
          return alarm !== null && alarmState(alarm, NOW).name === 'unacknowledged'
        })
        expect(base.tally.figures(NOW)).toEqual({
          devices: {
            total: devices.length,
            offline: devices.filter((one) => one.reported['status'] === 'offline').length,
          },
          alerts: Object.fromEntries(
            SEVERITIES.map((severity) => [
              severity,
              alerts.filter(({ reported }) => reported['severity'] === severity).length,
            ]),
          ),
        })
      }),
    )
  })
})
