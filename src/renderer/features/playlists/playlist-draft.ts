import type { Fields } from '#shared/domain/entities.ts'

/** One place in a playlist. Its id is its own: the same content may stand in a list twice. */
export interface PlaylistItem {
  readonly id: string
  readonly contentId: string
  readonly durationSeconds: number
}

export interface PlaylistValues {
  readonly name: string
  readonly description: string
  readonly items: readonly PlaylistItem[]
}

/** One step of an edit. Places are told by the item that stands before, so that a step still fits when others changed the list. */
export type PlaylistStep =
  | { readonly kind: 'name' | 'description'; readonly text: string }
  | { readonly kind: 'add'; readonly item: PlaylistItem; readonly after: string | null }
  | { readonly kind: 'move'; readonly id: string; readonly after: string | null }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'duration'; readonly id: string; readonly seconds: number }

/** An edit that is not saved: its steps, of which those behind `done` were undone. Never changed in place. */
export interface PlaylistDraft {
  readonly steps: readonly PlaylistStep[]
  readonly done: number
}

export const NO_DRAFT: PlaylistDraft = { steps: [], done: 0 }

export const MAX_ITEMS = 1_000
export const MAX_SECONDS = 86_400

/** The values with the steps done on top of them. Where others took away what a step is about, the step does nothing. */
export function drafted(values: PlaylistValues, { steps, done }: PlaylistDraft): PlaylistValues {
  return steps.slice(0, done).reduce(stepped, values)
}

/** How many steps are about something that is not there any more. */
export function lostSteps(values: PlaylistValues, { steps, done }: PlaylistDraft): number {
  let lost = 0
  let now = values
  for (const step of steps.slice(0, done)) {
    const next = stepped(now, step)
    const isAbout = step.kind === 'move' || step.kind === 'duration' || step.kind === 'remove'
    if (isAbout && !now.items.some(({ id }) => id === step.id)) lost += 1
    now = next
  }
  return lost
}

function stepped(values: PlaylistValues, step: PlaylistStep): PlaylistValues {
  switch (step.kind) {
    case 'name':
    case 'description':
      return { ...values, [step.kind]: step.text }
    default: {
      const items = changedItems(values.items, step)
      return items === values.items ? values : { ...values, items }
    }
  }
}

type ItemStep = Exclude<PlaylistStep, { readonly kind: 'name' | 'description' }>

function changedItems(items: readonly PlaylistItem[], step: ItemStep): readonly PlaylistItem[] {
  if (step.kind === 'add') {
    const isThere = items.some(({ id }) => id === step.item.id)
    return isThere ? items : placed(items, step.item, step.after, items.length)
  }
  const at = items.findIndex(({ id }) => id === step.id)
  const item = items[at]
  if (item === undefined) return items
  if (step.kind === 'remove') return items.toSpliced(at, 1)
  if (step.kind === 'duration') return items.with(at, { ...item, durationSeconds: step.seconds })
  return step.after === step.id ? items : placed(items.toSpliced(at, 1), item, step.after, at)
}

/** With the item behind another one; null: first. Where that one is gone, at `otherwise`. */
function placed(
  items: readonly PlaylistItem[],
  item: PlaylistItem,
  after: string | null,
  otherwise: number,
): readonly PlaylistItem[] {
  const before = items.findIndex(({ id }) => id === after)
  const at = after === null ? 0 : before === -1 ? otherwise : before + 1
  return items.toSpliced(at, 0, item)
}

/** The draft with one step more. What was undone is forgotten; typing on in one field is one step. `fixed`: steps that stay apart. */
export function withStep({ steps, done }: PlaylistDraft, step: PlaylistStep, fixed = 0): PlaylistDraft {
  const kept = steps.slice(0, done)
  const last = kept.at(-1)
  if (last !== undefined && done > fixed && isSameField(last, step)) kept.pop()
  kept.push(step)
  return { steps: kept, done: kept.length }
}

function isSameField(one: PlaylistStep, other: PlaylistStep): boolean {
  if (one.kind !== other.kind) return false
  if (one.kind === 'name' || one.kind === 'description') return true
  return one.kind === 'duration' && other.kind === 'duration' && one.id === other.id
}

export function undone(draft: PlaylistDraft, fixed = 0): PlaylistDraft {
  return draft.done > fixed ? { ...draft, done: draft.done - 1 } : draft
}

export function redone(draft: PlaylistDraft): PlaylistDraft {
  return draft.done < draft.steps.length ? { ...draft, done: draft.done + 1 } : draft
}

/** Without its first steps, which were saved. */
export function withoutSaved({ steps, done }: PlaylistDraft, saved: number): PlaylistDraft {
  return { steps: steps.slice(saved), done: Math.max(0, done - saved) }
}

/** The step that moves an item by some places; null: it stands at that end already. */
export function moveBy(items: readonly PlaylistItem[], id: string, by: number): PlaylistStep | null {
  const from = items.findIndex((item) => item.id === id)
  if (from === -1) return null
  const to = Math.max(0, Math.min(items.length - 1, from + by))
  if (to === from) return null
  const others = items.toSpliced(from, 1)
  return { kind: 'move', id, after: others[to - 1]?.id ?? null }
}

/** The fields that differ. */
export function changedValues(before: PlaylistValues, after: PlaylistValues): Fields {
  const fields = (['name', 'description', 'items'] as const).filter((field) => !isSame(before[field], after[field]))
  return Object.fromEntries(fields.map((field) => [field, after[field]]))
}

export function isSameValues(one: PlaylistValues, other: PlaylistValues): boolean {
  return one === other || Object.keys(changedValues(one, other)).length === 0
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}

/** Seconds of what was typed: `90`, `1:30` or `1:02:05`. Null: it is no duration, or one that is not possible. */
export function secondsTyped(typed: string): number | null {
  const text = typed.trim()
  if (!/^\d{1,5}(:[0-5]?\d){0,2}$/.test(text)) return null
  const seconds = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return seconds >= 1 && seconds <= MAX_SECONDS ? seconds : null
}
