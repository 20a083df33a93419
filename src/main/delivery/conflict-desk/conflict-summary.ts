import type { BulkPreview, ConflictView } from '#shared/domain/conflict-desk.ts'
import {
  type ConflictGrouping,
  type ConflictSelection,
  FIELD_SEPARATOR,
  GROUP_OF_DELETIONS,
  GROUP_OF_GONE,
  GROUP_OF_SOMEONE,
} from '#shared/domain/conflict-outline.ts'
import type { Operation } from '#shared/domain/operation.ts'
import { folded, foldedWords } from '#shared/i18n/folded.ts'

/** Of one value, as far as it can be searched. */
const SEARCHED_CHARACTERS = 300

/** What is kept in memory of a conflict: enough to count it, group it and find it. */
export interface ConflictSummary {
  readonly key: string
  readonly sequence: number
  readonly entityType: ConflictView['entityType']
  readonly entityId: string
  readonly entityName: string
  readonly serverVersion: number
  readonly cause: ConflictView['reason']
  /** The fields that clash; where none does, those that both sides changed. Sorted by name. */
  readonly fields: readonly string[]
  readonly isDeletion: boolean
  readonly isGone: boolean
  /** Who changed it at the server; null: not known. */
  readonly other: string | null
  readonly userId: string
  readonly actor: string
  /** In lower case. */
  readonly text: string
}

/** The conflicts that a selection names, each once. Single ones are taken as they are, whether they still wait or not. */
export function chosenKeys(all: readonly ConflictSummary[], { keys, groups }: ConflictSelection): readonly string[] {
  if (groups === null) return [...new Set(keys)]
  const { by, text, ids, except } = groups
  const wanted = ids === null ? null : new Set(ids)
  const spared = new Set(except)
  const chosen = matching(all, text).filter((one) => !spared.has(one.key) && (wanted?.has(groupOf(one, by)) ?? true))
  return [...new Set([...keys, ...chosen.map(({ key }) => key)])]
}

/** Those that hold every word of the text. */
export function matching(all: readonly ConflictSummary[], text: string): readonly ConflictSummary[] {
  const words = foldedWords(text)
  return words.length === 0 ? all : all.filter((one) => words.every((word) => one.text.includes(word)))
}

/** The group that a conflict belongs to: exactly one. */
export function groupOf(one: ConflictSummary, by: ConflictGrouping): string {
  switch (by) {
    case 'none':
      return ''
    case 'entity':
      return `${one.entityType}:${one.entityId}`
    case 'field':
      if (one.isDeletion) return GROUP_OF_DELETIONS
      return one.isGone ? GROUP_OF_GONE : one.fields.join(FIELD_SEPARATOR)
    case 'cause':
      return one.cause
    case 'person':
      return one.other ?? GROUP_OF_SOMEONE
    case 'maker':
      return one.userId
  }
}

export function summaryOf({ key, clientSequence, user }: Operation, view: ConflictView): ConflictSummary {
  const { entityType, entityId, entityName, serverVersion, reason, actor, isDeleted } = view
  const clashing = view.fields.filter(({ standing }) => standing === 'clash')
  const contested = clashing.length > 0 ? clashing : view.fields.filter(({ standing }) => standing === 'merged')
  const values = view.fields.flatMap(({ field, mine, theirs }) => [field, searched(mine), searched(theirs)])
  const others = view.fields.flatMap(({ changedBy }) => changedBy?.actor ?? [])
  return {
    key,
    sequence: clientSequence,
    entityType,
    entityId,
    entityName,
    serverVersion,
    cause: reason,
    fields: contested.map(({ field }) => field).sort(),
    isDeletion: view.kind === 'delete',
    isGone: isDeleted,
    other: view.changedBy?.actor ?? null,
    userId: user.id,
    actor,
    text: folded([entityName, entityId, actor, ...others, ...values].join('\n')),
  }
}

function searched(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.slice(0, SEARCHED_CHARACTERS)
}

/** How many of these clash in which field, the most frequent first. */
export function countFields(all: readonly ConflictSummary[], keys: ReadonlySet<string>): BulkPreview['fields'] {
  const counts = new Map<string, number>()
  for (const { key, fields } of all) {
    if (keys.has(key)) for (const field of fields) counts.set(field, (counts.get(field) ?? 0) + 1)
  }
  return [...counts].map(([field, count]) => ({ field, count })).sort((a, b) => b.count - a.count)
}
