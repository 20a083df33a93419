import { operationGroupOf } from '#shared/domain/operation-groups.ts'
import { folded, foldedWords } from '#shared/i18n/folded.ts'
import type { OperationIndexRow, OperationQuery } from '../database/store.ts'
import type { Lanes } from './lanes.ts'
import type { WaitingPlace } from './waiting-rows.ts'

/** Operations looked at in one turn of the event loop: with a full queue, one look at all of them would hold up everything else. */
const AT_ONCE = 4_000

export type WaitingQuery = Omit<OperationQuery, 'scope' | 'offset' | 'limit'>

interface Search {
  readonly lanes: Lanes
  /** What it is found by besides its index row. */
  readonly wordsOfRow: (row: OperationIndexRow) => string
  /** Lets others go first. */
  readonly pause: () => Promise<void>
}

/**
 * The waiting operations that hold every word of `text` in the name or id of their thing, what they change of it or their
 * own key, and stand in one of the groups; in the order in which they were made. Looks in steps, with pauses between them.
 */
export async function placesFound(query: WaitingQuery, { lanes, wordsOfRow, pause }: Search): Promise<WaitingPlace[]> {
  const isAsked = filterOf(query)
  const words = foldedWords(query.text ?? '')
  const holdsWords = (place: WaitingPlace): boolean => {
    const row = lanes.bySequence(place.clientSequence)
    if (row === undefined) return false
    const searched = folded([wordsOfRow(row), place.entityId, row.key, row.kind, ...row.fields].join('\n'))
    return words.every((word) => searched.includes(word))
  }
  const found: WaitingPlace[] = []
  let isInOrder = true
  let looked = 0
  // What changes meanwhile is told as a change, and looked for again.
  for (const place of lanes.places()) {
    looked += 1
    if (looked % AT_ONCE === 0) await pause()
    if (!isAsked(place) || (words.length > 0 && !holdsWords(place))) continue
    isInOrder &&= place.clientSequence > (found.at(-1)?.clientSequence ?? 0)
    found.push(place)
  }
  return isInOrder ? found : inOrder(found)
}

/** What changed its place while it was looked for may have been met twice. */
function inOrder(found: readonly WaitingPlace[]): WaitingPlace[] {
  const byNumber = new Map(found.map((place) => [place.clientSequence, place]))
  return [...byNumber.values()].sort((a, b) => a.clientSequence - b.clientSequence)
}

function filterOf({ states, entityType, entityId, groups }: WaitingQuery): (place: WaitingPlace) => boolean {
  const ids = groups === undefined ? null : new Set(groups.ids)
  const by = groups?.by ?? 'lane'
  return (place) =>
    (states === undefined || states.includes(place.state)) &&
    (entityType === undefined || entityType === place.entityType) &&
    (entityId === undefined || entityId === place.entityId) &&
    (ids === null || ids.has(operationGroupOf(place, by)))
}

/** Looks at all of them in steps, with pauses between them. */
export async function inSteps<T>(all: readonly T[], look: (one: T) => void, pause: () => Promise<void>): Promise<void> {
  for (let start = 0; start < all.length; start += AT_ONCE) {
    if (start > 0) await pause()
    for (const one of all.slice(start, start + AT_ONCE)) look(one)
  }
}
