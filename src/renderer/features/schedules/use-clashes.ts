import { useEffect, useMemo, useState } from 'react'
import type { EntityView } from '#shared/domain/view.ts'
import { ClashIndex } from '#shared/schedule/clash-index.ts'
import type { Clash, Membership } from '#shared/schedule/clashes.ts'
import { useOutpost } from '../../app/context.tsx'
import { groupsOf } from '../../app/devices/device-row.ts'
import { after, every, measure, useNow } from '../../app/time.ts'
import { entityById } from '../../stores/entity-collection.ts'
import { IDLE_SLICE } from '../../stores/entity-slice.ts'
import type { ScheduleRow } from './schedule-row.ts'

/** Groups change seldom; going over a whole fleet for them must not be done with every report of a device. */
const LOOK_EVERY_MS = 5_000
/** What is typed is looked at when the fingers rest. */
const SETTLE_MS = 150
/** Half a frame. */
const SLICE_MS = 8
const HOUR_MS = 3_600_000

export interface Groups extends Membership {
  /** By name. */
  readonly names: readonly string[]
}

const NO_DEVICES: ReadonlySet<string> = new Set()

/** Which groups there are and who belongs to them, kept current every few seconds. */
export function useGroups(): Groups {
  const { entities } = useOutpost()
  const [byGroup, setByGroup] = useState<ReadonlyMap<string, ReadonlySet<string>>>(() => new Map())
  useEffect(() => {
    entities.getState().load('device')
    let seen: readonly EntityView[] | null = null
    const look = (): void => {
      const { rows } = (entities.getState().slices.device ?? IDLE_SLICE).collection
      if (rows === seen) return
      seen = rows
      setByGroup((before) => sameOr(before, membersOf(rows)))
    }
    look()
    // The first groups as soon as they can be told.
    const endFirst = entities.subscribe((state) => {
      if (state.slices.device?.status !== 'ready') return
      endFirst()
      look()
    })
    const end = every(LOOK_EVERY_MS, look)
    return () => {
      endFirst()
      end()
    }
  }, [entities])
  return useMemo(
    () => ({
      names: [...byGroup.keys()].sort(),
      devicesOf: (group) => byGroup.get(group) ?? NO_DEVICES,
      groupsOf: (deviceId) => {
        const { collection } = entities.getState().slices.device ?? IDLE_SLICE
        const view = entityById(collection, deviceId)
        return view === undefined ? [] : groupsOf(view)
      },
    }),
    [byGroup, entities],
  )
}

function membersOf(devices: readonly EntityView[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>()
  for (const view of devices) {
    for (const group of groupsOf(view)) groups.set(group, (groups.get(group) ?? new Set()).add(view.id))
  }
  return groups
}

type Members = ReadonlyMap<string, ReadonlySet<string>>

function sameOr(before: Members, after: Members): Members {
  if (before.size !== after.size) return after
  for (const [group, devices] of after) {
    const known = before.get(group)
    if (known?.size !== devices.size || ![...devices].every((id) => known.has(id))) return after
  }
  return before
}

export interface Clashes {
  readonly index: ClashIndex
  readonly byId: ReadonlyMap<string, readonly Clash[]>
  /** From when on clashes are looked for. */
  readonly from: number
}

type Steps = ReturnType<ClashIndex['steps']>

/** Goes on a little at a time, so that nobody waits for it. Answers the function that ends it. */
function lookInSlices(steps: Steps, onFound: (found: Clashes['byId']) => void): () => void {
  let cancel = after(SETTLE_MS, go)
  function go(): void {
    for (const end = measure() + SLICE_MS; measure() < end; ) {
      const step = steps.next()
      if (step.done === true) return onFound(step.value)
    }
    cancel = after(0, go)
  }
  return () => cancel()
}

const NO_CLASHES: ReadonlyMap<string, readonly Clash[]> = new Map()

/** What clashes among the schedules of the site, from now on; told a moment after something has changed. */
export function useClashes(rows: readonly ScheduleRow[], groups: Membership): Clashes {
  const from = Math.floor(useNow(60_000) / HOUR_MS) * HOUR_MS
  const index = useMemo(() => new ClashIndex(rows, groups), [rows, groups])
  const [byId, setById] = useState(NO_CLASHES)
  useEffect(() => lookInSlices(index.steps(from), setById), [index, from])
  return useMemo(() => ({ index, byId, from }), [index, byId, from])
}
