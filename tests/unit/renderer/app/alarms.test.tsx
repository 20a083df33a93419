import { waitFor } from '@testing-library/react'
import { useEffect } from 'react'
import { describe, expect, it } from 'vitest'
import type { AlarmGroup } from '#shared/domain/alarm-groups.ts'
import { useAlarmCounts, useUrgentAlarms } from '../../../../src/renderer/app/hooks/alarms.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()

interface Seen {
  renders: number
  groups: readonly AlarmGroup[]
  total: number
  critical: number
}

interface ProbeProps {
  readonly limit: number
  readonly onDrawn: (shown: Omit<Seen, 'renders'>) => void
}

function Probe({ limit, onDrawn }: ProbeProps) {
  const { groups, total } = useUrgentAlarms(limit)
  const { critical } = useAlarmCounts()
  useEffect(() => onDrawn({ groups, total, critical }))
  return null
}

function watchAlarms(limit: number): { seen: Seen; opened: Opened } {
  const seen: Seen = { renders: 0, groups: [], total: 0, critical: 0 }
  const note: ProbeProps['onDrawn'] = (shown) => void Object.assign(seen, shown, { renders: seen.renders + 1 })
  return { seen, opened: open(<Probe limit={limit} onDrawn={note} />, { scenario: 'alarms', deviceCount: 400 }) }
}

const newestReport = ({ outpost }: Opened) =>
  Math.max(
    ...(outpost.entities.getState().slices.device?.collection.rows ?? []).map((row) =>
      Number(row.reported['lastSeenAt']),
    ),
  )

describe('the most urgent alarms', () => {
  it('are the lines of active ones, the most urgent first, as many as were asked for', async () => {
    const { seen } = watchAlarms(2)
    await waitFor(() => expect(seen.groups.map(({ cause }) => cause)).toEqual(['single', 'flood']))
    expect(seen.groups.map(({ priority, deviceCount }) => [priority, deviceCount])).toEqual([
      ['critical', 1],
      ['high', 41],
    ])
    expect([seen.total, seen.critical]).toEqual([9, 1])
  })

  it('cost nothing when devices report', async () => {
    const { seen, opened } = watchAlarms(2)
    await waitFor(() => expect(seen.groups[1]?.cause).toBe('flood'))
    const { renders } = seen
    const before = newestReport(opened)
    const end = opened.fake.stir(400)
    await waitFor(() => expect(newestReport(opened)).toBeGreaterThan(before))
    end()
    expect(seen.renders).toBe(renders)
  })

  it('are others once somebody has acknowledged or shelved one', async () => {
    const { seen, opened } = watchAlarms(1)
    await waitFor(() => expect(seen.critical).toBe(1))
    const fields = { shelvedUntil: Date.now() + 60_000, shelvedReason: 'x' }
    const intent = { kind: 'update', entityType: 'alert', entityId: 'alert-0001', fields } as const
    await opened.outpost.client.request('operations:enqueue', { intents: [intent] })
    await waitFor(() => expect(seen.critical).toBe(0))
    expect(seen.groups[0]?.cause).toBe('flood')
  })
})
