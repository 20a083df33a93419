import { useEffect, useState } from 'react'
import type { EntityView } from '#shared/domain/view.ts'
import { compareNames } from '../../i18n/format-lists.ts'
import { IDLE_SLICE } from '../../stores/entity-slice.ts'
import { useOutpost } from '../context.tsx'
import { groupsOf, textOf } from '../devices/device-row.ts'
import { every } from '../time.ts'

/** Places are not made by the second. */
const LOOK_EVERY_MS = 5_000

export interface FleetParts {
  readonly sites: readonly string[]
  readonly groups: readonly string[]
}

/** Where devices are, and what they belong to, by name. Goes over the fleet now and then, and draws only what has changed. */
export function useFleetParts(): FleetParts {
  const { entities } = useOutpost()
  const [parts, setParts] = useState<FleetParts>(() => partsOf(rowsOf(entities.getState())))
  useEffect(() => {
    entities.getState().load('device')
    const read = () => {
      const next = partsOf(rowsOf(entities.getState()))
      setParts((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    }
    const endFirst = entities.subscribe((state) => {
      if (state.slices.device?.status !== 'ready') return
      endFirst()
      read()
    })
    const end = every(LOOK_EVERY_MS, read)
    return () => {
      endFirst()
      end()
    }
  }, [entities])
  return parts
}

function rowsOf({ slices }: ReturnType<ReturnType<typeof useOutpost>['entities']['getState']>): readonly EntityView[] {
  return (slices.device ?? IDLE_SLICE).collection.rows
}

function partsOf(rows: readonly EntityView[]): FleetParts {
  const [sites, groups] = [new Set<string>(), new Set<string>()]
  for (const view of rows) {
    sites.add(textOf(view, 'site'))
    for (const group of groupsOf(view)) groups.add(group)
  }
  return { sites: sorted(sites), groups: sorted(groups) }
}

function sorted(names: ReadonlySet<string>): string[] {
  return [...names].sort(compareNames)
}
