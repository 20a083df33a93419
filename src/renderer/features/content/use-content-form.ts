import { useMemo, useState } from 'react'
import { contentDataSchema } from '#shared/domain/entities.ts'
import { type FieldProblem, problemsOf } from '../../app/field-problems.ts'
import { useLeaveGuard } from '../../app/hooks/leave-guard.ts'
import type { ContentRow } from './content-row.ts'
import { folderTyped } from './folders.ts'

const SOME = contentDataSchema.partial()

export const FORM_FIELDS = ['name', 'folder', 'tags', 'durationSeconds', 'url'] as const
export type FormField = (typeof FORM_FIELDS)[number]
type Texts = Readonly<Record<FormField, string>>

/**
 * The edit of one piece. Only what was typed lies on top of the live values: a field that nobody has touched here follows what
 * others make of it.
 */
export function useContentForm(row: ContentRow, askToLeave: (proceed: () => void) => void) {
  const [typed, setTyped] = useState<Partial<Texts>>({})
  const [isSaving, setSaving] = useState(false)
  const live = textsOf(row)
  const open = FORM_FIELDS.filter((field) => typed[field] !== undefined && typed[field] !== live[field])
  const { changes, problems } = useMemo(() => checked(open, typed), [open, typed])
  const isDirty = open.length > 0
  const leaving = useLeaveGuard(isDirty, askToLeave)

  async function save(queue: (fields: Readonly<Record<string, unknown>>) => Promise<boolean>): Promise<void> {
    if (changes === null || !isDirty || isSaving) return
    setSaving(true)
    const end = leaving.hold()
    const isQueued = await queue(changes)
    setSaving(false)
    if (isQueued) setTyped({})
    end(isQueued)
  }

  return {
    textOf: (field: FormField): string => typed[field] ?? live[field],
    type: (field: FormField, text: string): void => setTyped({ ...typed, [field]: text }),
    problems,
    isDirty,
    canSave: isDirty && changes !== null && !isSaving,
    reset: () => setTyped({}),
    save,
  }
}

export type ContentForm = ReturnType<typeof useContentForm>

function textsOf({ name, folder, tags, durationSeconds, url }: ContentRow): Texts {
  return { name, folder, tags: tags.join(', '), durationSeconds: String(durationSeconds), url: url ?? '' }
}

function valueTyped(field: FormField, text: string): unknown {
  if (field === 'folder') return folderTyped(text)
  if (field === 'durationSeconds') return /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN
  if (field !== 'tags') return text.trim()
  const tags = text.split(',').map((tag) => tag.trim())
  return [...new Set(tags.filter((tag) => tag !== ''))]
}

interface Checked {
  /** Null while something that was typed is not possible. */
  readonly changes: Readonly<Record<string, unknown>> | null
  readonly problems: Readonly<Partial<Record<FormField, FieldProblem>>>
}

function checked(open: readonly FormField[], typed: Partial<Texts>): Checked {
  const result = SOME.safeParse(Object.fromEntries(open.map((field) => [field, valueTyped(field, typed[field] ?? '')])))
  return result.success
    ? { changes: result.data, problems: {} }
    : { changes: null, problems: problemsOf(result.error.issues) }
}
