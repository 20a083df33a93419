import type { z } from 'zod'
import { type DeviceData, deviceDataSchema } from '#shared/domain/entities.ts'

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

/** Why a field's value is not possible. */
export type DraftProblem =
  | { readonly kind: 'required' | 'other' }
  | { readonly kind: 'tooLong' | 'tooMany'; readonly max: number }
export type DraftProblems = Readonly<Partial<Record<DraftField, DraftProblem>>>

export interface CheckedDraft {
  readonly data: DeviceData | null
  readonly problems: DraftProblems
}

/** The draft against the same schema that the queue and the server use. */
export function checkDraft(draft: DeviceDraft): CheckedDraft {
  const result = deviceDataSchema.safeParse(dataOf(draft))
  if (result.success) return { data: result.data, problems: {} }
  const problems: Partial<Record<DraftField, DraftProblem>> = {}
  for (const issue of result.error.issues) {
    const field = String(issue.path[0]) as DraftField
    problems[field] ??= problemOf(issue)
  }
  return { data: null, problems }
}

function problemOf(issue: z.core.$ZodIssue): DraftProblem {
  if (issue.code === 'too_small') return { kind: 'required' }
  if (issue.code === 'too_big')
    return { kind: issue.origin === 'array' ? 'tooMany' : 'tooLong', max: Number(issue.maximum) }
  return { kind: 'other' }
}

/** Only the fields whose values differ. */
export function changedFields(before: DeviceData, after: DeviceData): Partial<DeviceData> {
  const changed = Object.entries(after).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof DeviceData]),
  )
  return Object.fromEntries(changed)
}
