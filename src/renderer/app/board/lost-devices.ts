import type { EntityView } from '#shared/domain/view.ts'

const MAX_LOST = 50

interface Lost {
  readonly view: EntityView
  readonly at: number
}

/**
 * Those that went offline last, the newest first, as they are bound. Of a large fleet thousands are offline, and all but a few are
 * passed over with one comparison.
 */
export function lostOf(offline: readonly EntityView[]) {
  const newest: Lost[] = []
  for (const view of offline) {
    const one = { view, at: Number(view.reported['lastSeenAt'] ?? 0) }
    const last = newest[MAX_LOST - 1]
    if (last !== undefined && compareLost(one, last) > 0) continue
    const place = newest.findIndex((other) => compareLost(one, other) < 0)
    newest.splice(place === -1 ? newest.length : place, 0, one)
    newest.length = Math.min(newest.length, MAX_LOST)
  }
  return newest.map(({ view, at }) => ({
    ...{ id: view.id, name: textOf(view, 'name') ?? view.id, place: textOf(view, 'site') ?? '' },
    ...{ status: 'offline', lastSeenAt: at },
  }))
}

function compareLost(one: Lost, other: Lost): number {
  return other.at - one.at || (one.view.id < other.view.id ? -1 : 1)
}

export function textOf(view: EntityView | undefined, field: string): string | null {
  const value = view?.data[field]
  return typeof value === 'string' ? value : null
}
