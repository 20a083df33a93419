import type { Page, Target } from '#shared/domain/window-route.ts'

/** Places that can be gone back to. */
const MAX_PLACES = 50

/** A page, and what it showed when it was left. */
export interface Visit {
  readonly page: Page
  readonly place: Target
}

/** Where the operator has been, oldest first, and which of it is shown. After steps back, what was left lies ahead. */
export interface RouteHistory {
  readonly visits: readonly Visit[]
  readonly at: number
}

export function historyFrom(page: Page, place: Target): RouteHistory {
  return { visits: [{ page, place }], at: 0 }
}

/** Goes on from what is shown now, which is remembered as it is left. What lay ahead is forgotten. */
export function visited(history: RouteHistory, left: Target, next: Visit): RouteHistory {
  const { visits, at } = noted(history, left)
  const here = visits[at]
  if (here !== undefined && isSameVisit(here, next)) return { visits, at }
  const kept = [...visits.slice(0, at + 1), next].slice(-MAX_PLACES)
  return { visits: kept, at: kept.length - 1 }
}

/** A step back (-1) or forward (1); null: there is nothing. */
export function stepped(
  history: RouteHistory,
  left: Target,
  by: -1 | 1,
): { readonly history: RouteHistory; readonly visit: Visit } | null {
  const visit = history.visits[history.at + by]
  if (visit === undefined) return null
  const { visits } = noted(history, left)
  return { history: { visits, at: history.at + by }, visit }
}

function noted({ visits, at }: RouteHistory, place: Target): RouteHistory {
  return { visits: visits.map((visit, index) => (index === at ? { ...visit, place } : visit)), at }
}

function isSameVisit(one: Visit, other: Visit): boolean {
  return one.page === other.page && JSON.stringify(namesOf(one.place)) === JSON.stringify(namesOf(other.place))
}

/** What is not asked for says as little as what is left out. */
function namesOf(place: Target): readonly (readonly [string, unknown])[] {
  return Object.entries(place)
    .filter(([, value]) => value !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
}
