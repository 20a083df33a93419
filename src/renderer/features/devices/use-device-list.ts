import { useCallback, useMemo, useState } from 'react'
import type { EntityView } from '#shared/domain/view.ts'
import { useEntities } from '../../app/hooks/replica.ts'
import { useStableOrder } from '../../app/stable-order.ts'
import { entityById } from '../../stores/entity-collection.ts'
import { type DeviceRow, deviceRowOf, textOf } from './device-row.ts'
import { createOrderer, type DeviceQuery, EVERYTHING } from './ordering.ts'

/** The rows of the Devices page: what the query finds, in an order that holds still while it is read. */
export function useDeviceList() {
  const { rows, collection, cache } = useEntities('device')
  const [query, setQuery] = useState<DeviceQuery>(EVERYTHING)
  const [isHeld, setHeld] = useState(false)
  const [order] = useState(createOrderer)
  const ordered = useMemo(() => order(rows, query), [order, rows, query])
  const rowOf = useCallback(
    (id: string): DeviceRow | undefined => {
      const view = entityById(collection, id)
      return view === undefined ? undefined : deviceRowOf(view)
    },
    [collection],
  )
  const stable = useStableOrder(ordered.ids, isHeld, query, (id) => collection.positions.has(id))
  const change = useCallback((part: Partial<DeviceQuery>) => setQuery((old) => ({ ...old, ...part })), [])
  const isFiltered = query.search !== '' || query.status !== '' || query.site !== '' || query.isPendingOnly
  return { rows, cache, query, change, setHeld, stable, rowOf, isFiltered, matching: ordered.ids.length }
}

export type DeviceList = ReturnType<typeof useDeviceList>

/** The places devices are at, for filters and suggestions. */
export function sitesOf(rows: readonly EntityView[]): string[] {
  const sites = new Set(rows.map((view) => textOf(view, 'site')).filter((site) => site !== ''))
  return [...sites].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}
