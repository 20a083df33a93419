import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictView } from '#shared/domain/conflict-desk.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import type { Target } from '#shared/domain/window-route.ts'
import { useApp, useClient, useUi } from '../../app/context.tsx'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { after } from '../../app/time.ts'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import { namesInRow, withinSentence } from '../../i18n/format-lists.ts'
import { operationInWords, stateInWords } from '../../i18n/operation-words.ts'
import type { Translate } from '../../i18n/setup.ts'
import { fieldInWords } from '../../i18n/words.ts'
import type { Client } from '../../ipc/client.ts'
import { LatestSearch } from './latest-search.ts'
import type { PaletteEntry } from './palette-entries.ts'
import { type Kind, withoutKind } from './palette-kinds.ts'

/** One letter is in nearly all of them. */
const MIN_LETTERS = 2
/** Main is asked when nothing has been typed for so long. */
const ASK_AFTER_MS = 120
const MAX_EACH = 6
/** The contract's limit. */
const MAX_TEXT = 200
/** A page lists so many by itself; where there are more, it is led to those that were searched for. */
const LISTED_OPERATIONS = 1_000
const LISTED_CONFLICTS = 200
/** Those in conflict are found as conflicts. */
const STATES = ['queued', 'stale', 'sending', 'unknown', 'accepted', 'quarantined'] as const

interface Answer {
  readonly conflicts: Found<ConflictView>
  readonly operations: Found<OperationView>
}

interface Found<T> {
  readonly items: readonly T[]
  readonly matching: number
  readonly total: number
  readonly hasFailed: boolean
}

interface Texts {
  readonly conflict: string
  readonly waiting: string
}

export interface WaitingFound {
  readonly entries: readonly PaletteEntry[]
  /** More may follow. */
  readonly isSearching: boolean
  /** Some of it could not be searched. */
  readonly hasFailed: boolean
}

const NOTHING: WaitingFound = { entries: [], isSearching: false, hasFailed: false }

/**
 * Single conflicts and waiting changes. They are searched in main, where all of them are, when the typing rests; the answer comes
 * as a whole, behind everything else, and only to what it was asked for.
 */
export function useWaitingEntries(query: string): WaitingFound {
  const { t } = useTranslation()
  const client = useClient()
  const go = useUi((state) => state.go)
  const { nameOf } = usePlaylistNames()
  const [shown, setShown] = useState<{ readonly text: string; readonly answer: Answer } | null>(null)
  const [search] = useState(() => new LatestSearch<Answer>((text) => ask(client, JSON.parse(text) as Texts), show))
  function show(text: string, answer: Answer): void {
    setShown({ text, answer })
  }
  const isLong = useApp((state) => (state.queue?.pending ?? 0) > LISTED_OPERATIONS)
  const isWanted = query.trim().length >= MIN_LETTERS
  const texts = textsOf(t, query)
  const text = JSON.stringify(texts)
  const isShown = shown?.text === text
  useEffect(() => {
    if (!isWanted || isShown) return
    const cancel = after(ASK_AFTER_MS, () => search.want(text))
    return () => {
      cancel()
      search.forget()
    }
  }, [search, isWanted, isShown, text])
  if (!isWanted) return NOTHING
  if (shown === null || !isShown) return { ...NOTHING, isSearching: true }
  const { conflicts, operations } = shown.answer
  const entries = [
    ...conflicts.items.map((one) =>
      conflictEntry(t, one, go, conflicts.total > LISTED_CONFLICTS ? texts.conflict : ''),
    ),
    ...moreEntry(t, 'conflicts', conflicts, () => go('conflicts', { scope: 'pending', search: texts.conflict })),
    ...operations.items.map((one) => {
      const words = operationInWords(t, one, (_type, id) => nameOf(id))
      return operationEntry(t, one, words, go, isLong ? texts.waiting : '')
    }),
    ...moreEntry(t, 'pending', operations, () => go('pending', { scope: 'pending', search: texts.waiting })),
  ]
  return { entries, isSearching: false, hasFailed: conflicts.hasFailed || operations.hasFailed }
}

function textsOf(t: Translate, query: string): Texts {
  const about = (kind: Kind): string => withoutKind(t, query, kind).slice(0, MAX_TEXT)
  return { conflict: about('conflict'), waiting: about('waiting') }
}

type Go = (page: 'conflicts' | 'pending', target: Target) => void

/** @param text what the page is to be limited to, because it would not list this one by itself; empty: nothing. */
export function operationEntry(t: Translate, one: OperationView, words: string, go: Go, text: string): PaletteEntry {
  const { key, state } = one
  const scope = state === 'accepted' ? ({ scope: 'device' } as const) : {}
  const search = text === '' || state === 'accepted' ? {} : { search: text }
  return {
    id: `operation-${key}`,
    group: t('finder.waiting'),
    text: words,
    hint: stateInWords(t, one),
    run: () => go('pending', { ...scope, ...search, operationKey: key }),
  }
}

export function conflictEntry(t: Translate, one: ConflictView, go: Go, search: string): PaletteEntry {
  const { key, entityId, entityName, changedBy } = one
  const name = inSentence(entityName === '' ? entityId : entityName)
  return {
    id: `conflict-${key}`,
    group: t('finder.conflicts'),
    text: t('finder.conflict', { name, what: clashInWords(t, one) }),
    hint: changedBy === null ? '' : foreignText(changedBy.actor),
    run: () => go('conflicts', { scope: 'pending', operationKey: key, search }),
  }
}

function clashInWords(t: Translate, { kind, isDeleted, fields }: ConflictView): string {
  if (isDeleted) return t('finder.clash.gone')
  if (kind === 'delete') return t('finder.clash.deletion')
  const clashing = fields.filter(({ standing }) => standing === 'clash')
  const named = (clashing.length > 0 ? clashing : fields).map(({ field }) => withinSentence(fieldInWords(t, field)))
  return namesInRow(named)
}

/** Leads to all that were found, where there are more of them than are shown. */
function moreEntry(
  t: Translate,
  page: 'conflicts' | 'pending',
  { items, matching }: Found<unknown>,
  run: () => void,
): readonly PaletteEntry[] {
  if (matching <= items.length) return []
  const group = t(page === 'conflicts' ? 'finder.conflicts' : 'finder.waiting')
  return [{ id: `more-${page}`, group, text: t(`finder.more.${page}`, { n: formatNumber(matching) }), hint: '', run }]
}

const FAILED: Found<never> = { items: [], matching: 0, total: 0, hasFailed: true }

async function ask(client: Client, { conflict, waiting }: Texts): Promise<Answer> {
  const [conflicts, operations] = await Promise.all([
    conflictsOf(client, conflict).catch(() => FAILED),
    operationsOf(client, waiting).catch(() => FAILED),
  ])
  return { conflicts, operations }
}

async function conflictsOf(client: Client, text: string): Promise<Found<ConflictView>> {
  const open = [{ id: '', limit: MAX_EACH }]
  const { groups, matching, total } = await client.request('conflicts:outline', { by: 'none', text, open, key: null })
  return { items: groups.flatMap(({ rows }) => rows), matching, total, hasFailed: false }
}

async function operationsOf(client: Client, text: string): Promise<Found<OperationView>> {
  const query = { states: [...STATES], text, offset: 0, limit: MAX_EACH }
  const { operations, total } = await client.request('operations:list', { scope: 'pending', ...query })
  return { items: operations, matching: total, total, hasFailed: false }
}
