import { type DeviceData, deviceDataSchema } from '#shared/domain/entities.ts'
import type { ShownDevice } from '../../app/devices/device-row.ts'
import { type FieldProblem, problemsOf } from '../../app/field-problems.ts'

/** The editable fields as an operator types them. */
export interface DeviceDraft {
  readonly name: string
  readonly site: string
  readonly location: string
  readonly model: string
  readonly serial: string
  readonly tags: string
  readonly playlistId: string
  readonly groups: string
}

export type DraftField = keyof DeviceDraft
export const EMPTY_DRAFT: DeviceDraft = {
  name: '',
  site: '',
  location: '',
  model: '',
  serial: '',
  tags: '',
  playlistId: '',
  groups: '',
}

export function draftOf(data: ShownDevice): DeviceDraft {
  const { tags, groups, playlistId } = data
  return { ...data, tags: tags.join(', '), groups: groups.join(', '), playlistId: playlistId ?? '' }
}

function tagsOf(text: string): string[] {
  const tags = text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
  return [...new Set(tags)]
}

function dataOf(draft: DeviceDraft): DeviceData {
  const playlistId = draft.playlistId === '' ? null : draft.playlistId
  return { ...draft, tags: tagsOf(draft.tags), playlistId, groups: tagsOf(draft.groups) }
}

export type DraftProblems = Readonly<Partial<Record<DraftField, FieldProblem>>>

export interface CheckedDraft {
  readonly data: DeviceData | null
  readonly problems: DraftProblems
}

/** The draft against the same schema that the queue and the server use. */
export function checkDraft(draft: DeviceDraft): CheckedDraft {
  const result = deviceDataSchema.safeParse(dataOf(draft))
  if (result.success) return { data: result.data, problems: {} }
  return { data: null, problems: problemsOf(result.error.issues) }
}

/** Made once: making a schema costs many times what a check with it costs. */
const SOME = deviceDataSchema.partial()

export interface CheckedEdit {
  /** Null while something that was typed is not possible. */
  readonly changes: Partial<DeviceData> | null
  readonly problems: DraftProblems
}

/**
 * What was typed into the form of a device. Only that is checked: a value that came from elsewhere and is not possible must not
 * keep the others from being changed.
 */
export function checkTouched(before: ShownDevice, touched: Partial<DeviceDraft>): CheckedEdit {
  const data = dataOf({ ...draftOf(before), ...touched })
  const typed = Object.entries(data).filter(([field]) => Object.hasOwn(touched, field))
  const result = SOME.safeParse(Object.fromEntries(typed))
  if (!result.success) return { changes: null, problems: problemsOf(result.error.issues) }
  return { changes: changedFields(before, result.data), problems: {} }
}

/** What a new device is made with. Groups only where it is in some: older servers know none. */
export function fieldsOfNew({ groups = [], ...data }: DeviceData): DeviceData {
  return groups.length === 0 ? data : { ...data, groups }
}

/** Only the fields whose values differ. */
export function changedFields(before: ShownDevice, after: object): Partial<DeviceData> {
  const changed = Object.entries(after).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof DeviceData]),
  )
  return Object.fromEntries(changed)
}

/** A pairing code as it was typed: capitals or not, with spaces or dashes. Null: it is none. */
export function codeOf(typed: string): string | null {
  const code = typed.replaceAll(/[\s-]/g, '').toUpperCase()
  return /^[A-Z0-9]{6}$/.test(code) ? code : null
}
