import type { DeviceStatus } from '#shared/domain/device-status.ts'
import type { DeviceData, DeviceReported } from '#shared/domain/entities.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { folded } from '#shared/i18n/folded.ts'
import { type Mark, markOf } from '../marks.ts'

/** What operators edit of a device, with nothing left out. */
export interface ShownDevice extends DeviceData {
  readonly groups: string[]
}

/**
 * A device as the list shows it. Made once per view, so an unchanged device stays the same object; and only of those that
 * are shown, since a fleet has many.
 */
export interface DeviceRow {
  readonly id: string
  readonly view: EntityView
  readonly data: ShownDevice
  /** Null for a device the server does not know yet. */
  readonly reported: DeviceReported | null
  readonly mark: Mark | null
  /** Deleted meanwhile, and still in its place because the list is being read. */
  readonly isGone: boolean
}

/** What the search looks through. */
interface SearchText {
  /** Lower-case words. */
  readonly words: string
  /** Lower-case id and serial number; a digit or two would match nearly all of them. */
  readonly codes: string
}

const rows = new WeakMap<EntityView, DeviceRow>()
const searchTexts = new WeakMap<EntityView, SearchText>()

export function deviceRowOf(view: EntityView): DeviceRow {
  const known = rows.get(view)
  if (known !== undefined) return known
  const row = buildRow(view)
  rows.set(view, row)
  return row
}

function buildRow(view: EntityView): DeviceRow {
  const { id, pending } = view
  return { id, view, data: dataOf(view), reported: reportedOf(view), mark: markOf(pending), isGone: false }
}

/** The last that was known of a device that is gone. */
export function goneRowOf(view: EntityView): DeviceRow {
  const last = { ...view, pending: [], isDeleting: true }
  return { ...buildRow(last), isGone: true }
}

/** The main process has checked the record against the device's schema; a partial one must still be drawable. */
export function dataOf(view: EntityView): ShownDevice {
  return { ...EMPTY, ...(view.data as Partial<ShownDevice>) }
}

/** One of its texts, without making all of them. */
export function textOf(view: EntityView, field: 'name' | 'site' | 'model' | 'playlistId'): string {
  return (view.data as Partial<DeviceData>)[field] ?? ''
}

const NO_GROUPS: readonly string[] = []

/** The groups it belongs to, without making anything. */
export function groupsOf(view: EntityView): readonly string[] {
  return (view.data as Partial<DeviceData>).groups ?? NO_GROUPS
}

export function tagsOf(view: EntityView): readonly string[] {
  return (view.data as Partial<DeviceData>).tags ?? []
}

export function reportedOf(view: EntityView): DeviceReported | null {
  return 'status' in view.reported ? (view.reported as unknown as DeviceReported) : null
}

/** Made when somebody searches for the first time. */
export function searchTextOf(view: EntityView): SearchText {
  const known = searchTexts.get(view)
  if (known !== undefined) return known
  const { name, site, location, model, serial, tags, groups } = dataOf(view)
  const text = {
    words: folded([name, site, location, model, tags.join(' '), groups.join(' ')].join('\n')),
    codes: folded(`${view.id}\n${serial}`),
  }
  searchTexts.set(view, text)
  return text
}

const EMPTY: ShownDevice = {
  name: '',
  site: '',
  location: '',
  model: '',
  serial: '',
  tags: [],
  playlistId: null,
  groups: [],
}

/** From here on a health value in per cent is abnormal, and from `CRITICAL_PERCENT` on critical. */
export const HIGH_PERCENT = 85
export const CRITICAL_PERCENT = 95
const NEEDS_PERSON: ReadonlySet<string> = new Set(['stuck', 'conflict', 'stale', 'unknown'])

/** Offline, short of something, or with a change that a person has to look at. */
export function needsAttention(view: EntityView): boolean {
  const reported = reportedOf(view)
  if (reported?.status === 'offline') return true
  if (reported !== null) {
    const { cpu, memory, storage } = reported.health
    if (cpu >= CRITICAL_PERCENT || memory >= CRITICAL_PERCENT || storage >= CRITICAL_PERCENT) return true
  }
  return view.pending.length > 0 && NEEDS_PERSON.has(markOf(view.pending)?.kind ?? '')
}

export function statusOf({ view }: Pick<DeviceRow, 'view'>): DeviceStatus | 'new' {
  return view.isNew ? 'new' : (reportedOf(view)?.status ?? 'offline')
}
