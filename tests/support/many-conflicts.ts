import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ConsoleApp } from './console-app.ts'
import { connectClient, type FleetServerProcess, goodValue, operation, until } from './fleet-server.ts'

const EDITS_PER_CALL = 1_000
const OPERATIONS_PER_CALL = 100
const PAGE = 1_000
const CONFLICTS_TIMEOUT_MS = 120_000

const pageSchema = z.object({
  value: z.object({
    total: z.number(),
    operations: z.array(
      z.object({ entityId: z.string(), fields: z.unknown(), baseFields: z.unknown(), conflict: z.unknown() }),
    ),
  }),
})
const viewsSchema = z.object({
  value: z.object({ next: z.string().nullable(), entities: z.string() }),
})
const entitiesSchema = z.array(z.object({ id: z.string(), data: z.unknown() }))
const outlineSchema = z.object({ value: z.object({ total: z.number() }) })

/**
 * The operator edits so many devices, and somebody else edits the same fields of them before anything is sent: three kinds
 * of clashes. Nothing is sent before the queue is resumed.
 */
export async function makeConflicts(app: ConsoleApp, server: FleetServerProcess, count: number): Promise<void> {
  const devices = (await server.entities('device')).slice(0, count)
  if (devices.length < count) throw new Error(`the server has only ${devices.length} devices`)
  await app.request('queue:pause', { isPaused: true })
  const mine = devices.map(({ id }, index) => ({
    kind: 'update',
    entityType: 'device',
    entityId: id,
    fields: fieldsOf(index, 'mine'),
  }))
  for (const intents of chunks(mine, EDITS_PER_CALL)) await app.request('operations:enqueue', { intents })
  const other = await connectClient(server)
  const theirs = devices.map(({ id, version }, index) =>
    operation({
      kind: 'update',
      entityType: 'device',
      entityId: id,
      baseVersion: version,
      fields: fieldsOf(index, 'theirs'),
    }),
  )
  for (const some of chunks(theirs, OPERATIONS_PER_CALL)) {
    goodValue(await other.request('operations:apply', { operations: some }, CONFLICTS_TIMEOUT_MS))
  }
  other.close()
  await until(`there are ${count} conflicts`, async () => (await conflictCount(app)) === count, CONFLICTS_TIMEOUT_MS)
}

function fieldsOf(index: number, side: string): Record<string, string> {
  if (index % 3 === 0) return { name: `${side} ${index}` }
  return index % 3 === 1 ? { location: `${side} ${index}` } : { name: `${side} ${index}`, location: `${side} ${index}` }
}

export async function conflictCount(app: ConsoleApp): Promise<number> {
  const outline = await app.request('conflicts:outline', { by: 'none', text: '', open: [], key: null })
  return outlineSchema.parse(outline).value.total
}

/** All that waits for a decision and all that is shown of the devices, as one sum: the same sum, the same bytes. */
export async function sumOfDesk(app: ConsoleApp): Promise<string> {
  const lines: string[] = []
  for (let offset = 0, total = 1; offset < total; offset += PAGE) {
    const query = { scope: 'pending', states: ['conflicted'], offset, limit: PAGE }
    const { value } = pageSchema.parse(await app.request('operations:list', query))
    total = value.total
    lines.push(...value.operations.map((one) => JSON.stringify(one)))
  }
  for (let page: string | null = null, isFirst = true; isFirst || page !== null; isFirst = false) {
    const { value } = viewsSchema.parse(await app.request('replica:snapshot', { entityType: 'device', page }))
    page = value.next
    const entities = entitiesSchema.parse(JSON.parse(value.entities))
    lines.push(...entities.map(({ id, data }) => JSON.stringify([id, data])))
  }
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex')
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))
}
