import type { EntityView } from '#shared/domain/view.ts'

const HEALTH: ReadonlySet<string> = new Set(['score', 'cpu', 'memory', 'storage', 'temperature'])
const REPORTED: ReadonlySet<string> = new Set(['status', 'lastSeenAt', 'lastResult', 'lastExecutedAt'])

/** One field of one thing, by its name in docs/wallboards.md. Null: there is no such thing, or it has none. */
export function entityField(view: EntityView | undefined, path: string): unknown {
  if (view === undefined) return null
  const field = path.slice(path.indexOf('.') + 1)
  const { data, reported } = view
  if (path === 'playlist.items') return itemsOf(data['items']).length
  if (path === 'playlist.seconds') {
    return itemsOf(data['items']).reduce((sum, { durationSeconds = 0 }) => sum + durationSeconds, 0)
  }
  if (HEALTH.has(field)) return (reported['health'] as Readonly<Record<string, unknown>> | undefined)?.[field] ?? null
  return (REPORTED.has(field) ? reported[field] : data[field]) ?? null
}

function itemsOf(value: unknown): readonly { readonly durationSeconds?: number }[] {
  return Array.isArray(value) ? (value as readonly { readonly durationSeconds?: number }[]) : []
}
