import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { QueueRig } from '../../support/queue-rig.ts'

const NOW = 1_000
const ALARM = { entityType: 'alert', entityId: 'alr_1' } as const

let rig: QueueRig

beforeEach(async () => {
  rig = await QueueRig.open()
  const reported = { deviceId: 'dev_1', severity: 'critical', message: 'Overheating', raisedAt: 1, clearedAt: null }
  const data = { acknowledged: false, note: '' }
  rig.host.replica.apply({
    kind: 'record',
    record: { entityType: 'alert', id: ALARM.entityId, version: 1, sequence: 1, data, reported },
  })
})
afterEach(() => rig.close())

/** What the list of sites, the icon and All sites count. */
function critical(): { readonly count: number; readonly ids: readonly string[] } {
  const { replica } = rig.host
  return { count: replica.figures(NOW).alerts.critical, ids: replica.openAlerts('critical', NOW) }
}

const OPEN = { count: 1, ids: [ALARM.entityId] }
const NONE = { count: 0, ids: [] }

describe('the alarms of a site', () => {
  it('are counted with what waits on this PC, as the windows count them', async () => {
    expect(critical()).toEqual(OPEN)
    const [key = ''] = await rig.enqueue({ kind: 'update', ...ALARM, fields: { acknowledged: true } })
    expect(critical()).toEqual(NONE)
    await rig.host.desk.rollBack([key])
    expect(critical()).toEqual(OPEN)
  })

  it('are counted the same after a restart without a connection', async () => {
    await rig.host.replica.persist()
    await rig.enqueue({ kind: 'update', ...ALARM, fields: { shelvedUntil: NOW + 5, shelvedReason: 'works' } })
    expect(critical()).toEqual(NONE)
    await rig.reopen()
    expect(critical()).toEqual(NONE)
    expect(rig.host.replica.figures(NOW + 5).alerts.critical).toBe(1)
  })

  it('count again when the server refuses what was to be done with them', async () => {
    await rig.enqueue({ kind: 'update', ...ALARM, fields: { acknowledged: true } })
    expect(critical()).toEqual(NONE)
    await rig.run()
    expect(await rig.host.list.page({ scope: 'pending', offset: 0, limit: 1 })).toMatchObject({
      operations: [{ state: 'quarantined' }],
    })
    expect(critical()).toEqual(OPEN)
  })
})
