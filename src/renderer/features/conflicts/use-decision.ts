import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldChoice } from '#shared/domain/conflict.ts'
import type { ChoicePreview, ConflictChoice, ConflictField, ConflictView } from '#shared/domain/conflict-desk.ts'
import { fieldGroupOf } from '#shared/domain/field-groups.ts'
import { useConflictActions, useConflictPreview } from '../../app/hooks/conflicts.ts'
import { useKeptDraft } from '../../app/kept.ts'
import { kindOf, type TypedProblem, textOf, typedValue } from '../../app/typed-values.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'

/** A value of one's own, as its kind is typed, or as JSON. */
export interface TypedChoice {
  readonly typed: string
  readonly isJson: boolean
}

/** What is chosen for one field: a side, what merges, or what was typed. */
export type DraftChoice = 'mine' | 'theirs' | 'merged' | TypedChoice
type Draft = Readonly<Record<string, DraftChoice>>

/** What is chosen and typed about a conflict, and in sight of which version of the server's. */
interface KeptDecision {
  readonly version: number
  readonly draft: Draft
  readonly note: string
  /** Choices were made before the server's values changed. */
  readonly hasMoved: boolean
}

const NOTHING_DRAFTED: Omit<KeptDecision, 'version'> = { draft: {}, note: '', hasMoved: false }

export interface Decision {
  readonly draft: Draft
  /** Fields that still need a choice. */
  readonly open: readonly ConflictField[]
  readonly problems: Readonly<Record<string, TypedProblem>>
  /** What the choices come to; null: not known, or not all is chosen. */
  readonly preview: ChoicePreview | null
  /** The server's values have changed since the choices were made. */
  readonly hasMoved: boolean
  /** Why the last attempt was refused. */
  readonly refusal: string | null
  readonly isDeciding: boolean
  /** Why, in the words of whoever decides. */
  readonly note: string
  readonly setNote: (note: string) => void
  readonly choose: (field: string, choice: DraftChoice) => void
  readonly chooseAll: (choice: 'mine' | 'theirs' | 'merged') => void
  /** Decides as drafted, or for the whole. */
  readonly decide: (whole?: 'mine' | 'theirs') => Promise<void>
}

/** A person's choices about one conflict, until they are decided. */
export function useDecision(conflict: ConflictView, onDecided: (key: string) => void): Decision {
  const { t } = useTranslation()
  const actions = useConflictActions()
  // Typed in sight of this version; kept while another conflict or another page is shown.
  const [kept, keep, forget] = useKeptDraft<KeptDecision>(`decision/${conflict.key}`, {
    ...NOTHING_DRAFTED,
    version: conflict.serverVersion,
  })
  const { draft, note, hasMoved } = kept
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isDeciding, setDeciding] = useState(false)
  // What was chosen in sight of other values counts no more.
  if (kept.version !== conflict.serverVersion) {
    keep({ version: conflict.serverVersion, hasMoved: Object.keys(draft).length > 0, draft: {}, note })
  }
  const contested = conflict.kind === 'delete' || conflict.isDeleted ? [] : conflict.fields.filter(isContested)
  const open = contested.filter(({ field, standing }) => standing === 'clash' && draft[field] === undefined)
  const { fields, problems } = choicesOf(contested, draft)
  const isComplete = open.length === 0 && Object.keys(problems).length === 0
  const choice: ConflictChoice = { fields }
  const { value } = useConflictPreview(isComplete && isDecidable(conflict) ? { key: conflict.key, choice } : null)

  async function decide(whole?: 'mine' | 'theirs'): Promise<void> {
    if (isDeciding || (whole === undefined && !isComplete)) return
    setDeciding(true)
    try {
      const message = await actions.resolve(conflict.key, whole ?? choice, conflict.serverVersion, note)
      setRefusal(message)
      if (message === null) {
        forget()
        onDecided(conflict.key)
      }
    } catch (error) {
      setRefusal(errorSentence(t, toRequestError(error)))
    }
    setDeciding(false)
  }

  return {
    draft,
    open,
    problems,
    preview: isComplete ? value : null,
    hasMoved,
    refusal,
    isDeciding,
    note,
    setNote: (next) => keep({ ...kept, note: next }),
    choose: (field, chosen) => {
      setRefusal(null)
      // What says one thing together is chosen together.
      const group = fieldGroupOf(conflict.entityType, field) ?? [field]
      const rows = contested.filter((row) => group.includes(row.field))
      keep({ ...kept, draft: { ...draft, ...Object.fromEntries(rows.map((row) => [row.field, chosen])) } })
    },
    chooseAll: (chosen) => {
      setRefusal(null)
      // What does not merge stays open: nobody chose between its sides.
      const possible = contested.filter(({ merged }) => chosen !== 'merged' || merged !== null)
      keep({ ...kept, draft: { ...draft, ...Object.fromEntries(possible.map(({ field }) => [field, chosen])) } })
    },
    decide,
  }
}

/** Both sides have changed it, so there is something to choose. */
export function isContested({ standing }: ConflictField): boolean {
  return standing === 'clash' || standing === 'merged'
}

/** Whether its fields can be chosen one by one. */
function isDecidable({ kind, isDeleted }: ConflictView): boolean {
  return kind === 'update' && !isDeleted
}

function choicesOf(rows: readonly ConflictField[], draft: Draft) {
  const fields: Record<string, FieldChoice> = {}
  const problems: Record<string, TypedProblem> = {}
  for (const row of rows) {
    const chosen = draft[row.field]
    if (chosen === undefined) continue
    if (typeof chosen === 'string') {
      fields[row.field] = chosen
      continue
    }
    const typed = typedValue(chosen.isJson ? 'json' : kindOf(row.field, row.mine), chosen.typed)
    if ('problem' in typed) problems[row.field] = typed.problem
    else fields[row.field] = { edited: typed.value }
  }
  return { fields, problems }
}

/** What a field begins with when another value is typed: what merges, or mine. */
export function firstTyped({ field, mine, merged }: ConflictField): TypedChoice {
  const kind = kindOf(field, mine)
  const value = merged?.value ?? mine
  return kind === 'json' ? asJson(value) : { typed: textOf(kind, value), isJson: false }
}

/** The same value typed the other way; what is no value as it stands is left as it is. */
export function retyped({ field, mine }: ConflictField, { typed, isJson }: TypedChoice): TypedChoice {
  const kind = kindOf(field, mine)
  const read = typedValue(isJson ? 'json' : kind, typed)
  if ('problem' in read) return { typed, isJson: !isJson }
  if (!isJson) return asJson(read.value)
  const isSameKind = kindOf(field, read.value) === kind
  return { typed: isSameKind ? textOf(kind, read.value) : textOf('json', read.value), isJson: false }
}

function asJson(value: unknown): TypedChoice {
  return { typed: JSON.stringify(value, null, 2), isJson: true }
}
