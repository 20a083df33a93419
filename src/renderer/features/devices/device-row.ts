import type { DeviceData, DeviceReported, DeviceStatus } from '#shared/domain/entities.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { type Mark, markOf } from '../../app/marks.ts'

/** A device as the list shows it. Made once per view, so an unchanged device stays the same object. */
export interface DeviceRow {
  readonly id: string
  readonly view: EntityView
  readonly data: DeviceData
  /** Null for a device the server does not know yet. */
  readonly reported: DeviceReported | null
  readonly mark: Mark | null
  /** Lower-case words that the search looks through. */
  readonly haystack: string
  /** Lower-case id and serial number; a digit or two would match nearly all of them. */
  readonly codes: string
}

const rows = new WeakMap<EntityView, DeviceRow>()

export function deviceRowOf(view: EntityView): DeviceRow {
  const known = rows.get(view)
  if (known !== undefined) return known
  const row = buildRow(view)
  rows.set(view, row)
  return row
}

function buildRow(view: EntityView): DeviceRow {
  // The main process has checked the record against the device's schema; a partial one must still be drawable.
  const data: DeviceData = { ...EMPTY, ...(view.data as Partial<DeviceData>) }
  const reported = 'status' in view.reported ? (view.reported as unknown as DeviceReported) : null
  const haystack = [data.name, data.site, data.location, data.model, data.tags.join(' ')].join('\n').toLowerCase()
  return {
    id: view.id,
    view,
    data,
    reported,
    mark: markOf(view.pending),
    haystack,
    codes: `${view.id}\n${data.serial}`.toLowerCase(),
  }
}

const EMPTY: DeviceData = { name: '', site: '', location: '', model: '', serial: '', tags: [], playlistId: null }

export function statusOf(row: DeviceRow): DeviceStatus | 'new' {
  return row.view.isNew ? 'new' : (row.reported?.status ?? 'offline')
}
