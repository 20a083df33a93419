import { describe, expect, it } from 'vitest'
import type { AttentionItem } from '#shared/domain/sites.ts'
import { landingOf } from '../../../../src/renderer/features/attention/attention-words.ts'

function item(change: Partial<AttentionItem>): AttentionItem {
  return {
    siteId: 'north',
    kind: 'alert',
    severity: 'critical',
    since: 1,
    subject: 'Gate 1',
    detail: 'Overheating',
    entity: { entityType: 'device', entityId: 'dev-1' },
    operationKey: null,
    alarmId: null,
    count: 1,
    ...change,
  }
}

describe('what needs a person at any site', () => {
  it('leads from an alarm to the alarm itself, as a notification does', () => {
    expect(landingOf(item({ alarmId: 'alr-7' }))).toEqual({ page: 'health', target: { alarmId: 'alr-7' } })
  })

  it('leads to all open alarms where it is not known which one it is', () => {
    expect(landingOf(item({}))).toEqual({ page: 'health', target: { scope: 'pending' } })
  })

  it('leads from what is stuck to where it is decided', () => {
    const key = 'k1'
    expect(landingOf(item({ kind: 'conflict', operationKey: key }))).toMatchObject({
      page: 'conflicts',
      target: { operationKey: key },
    })
    expect(landingOf(item({ kind: 'refused', operationKey: key }))).toEqual({
      page: 'pending',
      target: { state: 'quarantined', operationKey: key },
    })
  })
})
