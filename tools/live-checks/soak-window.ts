import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { ENTITY_TYPES } from '#shared/domain/ids.ts'
import { stageStatisticsSchema } from '#shared/domain/pipeline.ts'
import { replicaPageSchema } from '#shared/domain/view.ts'
import { ConsoleApp } from '../../tests/support/console-app.ts'
import { until } from '../../tests/support/fleet-server.ts'
import type { Fleet } from '../crash/fleet.ts'
import { pssOf } from './memory.ts'
import { nameOf, readServer } from './server-copy.ts'
import { countKinds, type SoakSubject } from './soak-subject.ts'
import type { Violations } from './violation.ts'

const CURRENT_TIMEOUT_MS = 120_000
const BYTES_OF_MB = 1_048_576

const resultSchema = z.object({ ok: z.literal(true), value: z.unknown() })
const stagesSchema = z.object({ stages: z.array(stageStatisticsSchema), resyncs: z.number() })
const stateSchema = z.object({
  connection: z.object({ state: z.string(), statistics: z.object({ reconnects: z.number() }) }),
  sync: z.object({ state: z.string(), cursor: z.number().nullable() }),
})
const fields = z.record(z.string(), z.unknown())
const viewsSchema = z.array(
  z.object({ entityType: z.string(), id: z.string(), version: z.number(), data: fields, reported: fields }),
)

/** The whole app in its window, with its list of devices open. */
export async function windowSubject(folder: string, fleet: Fleet): Promise<SoakSubject> {
  const { url, token } = fleet.address
  const app = await ConsoleApp.start({ profile: join(folder, 'profile'), serverUrl: url, token })
  const ask = async (name: string, request: object = {}): Promise<unknown> =>
    resultSchema.parse(await app.request(name, request)).value
  const state = async (): Promise<z.infer<typeof stateSchema>> => stateSchema.parse(await ask('app:state'))
  const reaches = (sequence: number, timeoutMs: number): Promise<boolean> =>
    until(
      'it is current',
      async () => {
        const { sync } = await state()
        return sync.state === 'current' && (sync.cursor ?? -1) >= sequence
      },
      timeoutMs,
    ).then(
      () => true,
      () => false,
    )
  return {
    start: async () => {
      if (!(await reaches(0, CURRENT_TIMEOUT_MS))) throw new Error('it never became current')
    },
    events: async () => {
      const { stages, resyncs } = stagesSchema.parse(await ask('sync:stages'))
      const passed = stages.find(({ name }) => name === 'order')?.passed ?? 0
      return { received: stages[0]?.received ?? 0, taken: passed, resyncs }
    },
    reconnects: async () => (await state()).connection.statistics.reconnects,
    look: () => lookAt(app),
    reaches,
    compare: (violations) => compareViews(ask, fleet, violations),
    stop: () => app.quit(),
  }
}

async function lookAt({ app }: ConsoleApp): Promise<Awaited<ReturnType<SoakSubject['look']>>> {
  const { pids, heap, kinds, listeners } = await app.evaluate(({ app: electron }) => ({
    pids: electron.getAppMetrics().map(({ pid }) => pid),
    heap: process.memoryUsage().heapUsed,
    kinds: process.getActiveResourcesInfo(),
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  }))
  const pssMb = pids.reduce((sum, pid) => sum + pssOf(pid), 0)
  return { heapMb: heap / BYTES_OF_MB, pssMb, held: { ...countKinds(kinds), 'process listeners': listeners } }
}

/** What the window is shown of each entity, against what the server holds. */
async function compareViews(
  ask: (name: string, request: object) => Promise<unknown>,
  fleet: Fleet,
  violations: Violations,
): Promise<number> {
  const server = await readServer(fleet.address)
  const shown = new Map<string, Pick<EntityRecord, 'version' | 'data' | 'reported'>>()
  for (const entityType of ENTITY_TYPES) {
    for (let page: string | null = null; ; ) {
      const value = replicaPageSchema.parse(await ask('replica:snapshot', { entityType, page }))
      for (const view of viewsSchema.parse(JSON.parse(value.entities))) shown.set(nameOf(view), view)
      if (value.next === null) break
      page = value.next
    }
  }
  for (const { entityType, id, ...record } of server.records) {
    const name = nameOf({ entityType, id })
    const view = shown.get(name)
    const same =
      view !== undefined &&
      (['version', 'data', 'reported'] as const).every((part) => isDeepStrictEqual(view[part], record[part]))
    if (!same) violations.add('copy', `${name} is shown as ${JSON.stringify(view)} and is ${JSON.stringify(record)}`)
    shown.delete(name)
  }
  for (const name of shown.keys()) violations.add('copy', `${name} is shown and is not there`)
  return server.records.length
}
