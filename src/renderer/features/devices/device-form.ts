import { type DeviceData, deviceDataSchema } from '#shared/domain/entities.ts'
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
}

export function draftOf(data: DeviceData): DeviceDraft {
  return { ...data, tags: data.tags.join(', '), playlistId: data.playlistId ?? '' }
}

function tagsOf(text: string): string[] {
  const tags = text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
  return [...new Set(tags)]
}

function dataOf(draft: DeviceDraft): DeviceData {
  return { ...draft, tags: tagsOf(draft.tags), playlistId: draft.playlistId === '' ? null : draft.playlistId }
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

/** Only the fields whose values differ. */
export function changedFields(before: DeviceData, after: DeviceData): Partial<DeviceData> {
  const changed = Object.entries(after).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof DeviceData]),
  )
  return Object.fromEntries(changed)
}
