import type { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import type { EntityRecord } from '../../../src/shared/domain/entities.ts'
import type { ResponseOf } from '../../../src/shared/protocol/requests.ts'
import { MAX_PAGE } from '../../../src/shared/protocol/version.ts'
import { openDatabase } from '../../../src/sqlite/open.ts'
import {
  connectClient,
  type FleetServerProcess,
  goodValue,
  type PlainClient,
} from '../../../tests/support/fleet-server.ts'
import type { BenchContext } from '../context.ts'
import { chunksOf, LARGE_FLEET_DEVICES } from '../intents.ts'
import { type FigureResult, type Goal, type Round, resultOf } from '../result.ts'
import { openConsoleEngine, whenCurrent } from './console-engine.ts'
import { startLargeServer } from './live-app.ts'

const FULL: Goal = {
  id: 'P16-full',
  title: 'resync of 50,000 devices',
  unit: '× bare reading',
  better: 'lower',
  floor: 2,
  aim: 1.4,
}
const DELTA: Goal = { ...FULL, id: 'P16-delta', title: 'resync of 5 % of them', floor: 3, aim: 1.5 }
const HOUR: Goal = { id: 'resync', title: 'resync of 2,000 changes', unit: 'ms', better: 'lower', floor: 300, aim: 150 }
const DELTA_SHARE = 0.05
const HOUR_CHANGES = 2_000
const PARALLEL_CHANGES = 8

/** All devices anew, and 5 % of them, against the same pages read by a bare client and written in one transaction. */
export async function resync(context: BenchContext): Promise<FigureResult[]> {
  const server = await startLargeServer()
  const [full, delta]: Round[][] = [[], []]
  try {
    for (let round = 0; round < context.rounds; round += 1) {
      const { engine, tookMs } = await readAll(context, server)
      try {
        const limit = await bareReadAll(context, server)
        full?.push({ ratio: tookMs / limit, measured: tookMs, limit })
        delta?.push(await readDelta(context, server, engine, LARGE_FLEET_DEVICES * DELTA_SHARE))
      } finally {
        await engine.stop()
      }
    }
  } finally {
    await server.stop()
  }
  const limitNote =
    'The limit is a bare client that reads the same pages one after the other and writes their records in one transaction.'
  return [
    resultOf(FULL, full ?? [], {
      absoluteUnit: 'ms',
      note: `From the open session of a console that holds nothing until its copy is current and stored. ${limitNote}`,
    }),
    resultOf(DELTA, delta ?? [], {
      absoluteUnit: 'ms',
      note: `From the open session until the copy is current, after ${LARGE_FLEET_DEVICES * DELTA_SHARE} devices have reported meanwhile. ${limitNote}`,
    }),
  ]
}

/** A console that was away comes back: 2,000 changes, half of them edits by others. */
export async function resyncAfterAnHour(context: BenchContext): Promise<FigureResult[]> {
  const server = await startLargeServer()
  const { engine } = await readAll(context, server)
  const rounds: Round[] = []
  try {
    for (let round = 0; round < context.rounds; round += 1) {
      const { measured } = await readDelta(context, server, engine, HOUR_CHANGES, round + 1)
      rounds.push({ ratio: measured, measured })
    }
  } finally {
    await engine.stop()
    await server.stop()
  }
  const note = `${HOUR_CHANGES} changes of as many devices while the console was away, half of them reports, half edits by others; from the open session until the copy is current.`
  return [resultOf(HOUR, rounds, { absoluteUnit: 'ms', note })]
}

async function readAll(
  context: BenchContext,
  server: FleetServerProcess,
): Promise<{ engine: SiteEngine; tookMs: number }> {
  const file = context.folder.fresh('console.sqlite')
  const engine = await openConsoleEngine({ file, url: server.url, tenant: server.tenant, token: server.token })
  const tookMs = await fromSessionToCurrent(engine)
  return { engine, tookMs }
}

/** @param editRound 0: all changes are reports; otherwise half are edits, other ones in each round. */
async function readDelta(
  context: BenchContext,
  server: FleetServerProcess,
  engine: SiteEngine,
  changes: number,
  editRound = 0,
): Promise<Round & { readonly limit: number }> {
  const since = engine.inbound.status().cursor ?? 0
  engine.connection.disconnect()
  await change(server, changes, editRound)
  engine.connection.connect()
  const measured = await fromSessionToCurrent(engine)
  const limit = await bareReadChanges(context, server, since)
  return { ratio: measured / limit, measured, limit }
}

async function fromSessionToCurrent(engine: SiteEngine): Promise<number> {
  const startedAt = await new Promise<number>((resolve) => {
    const end = engine.connection.onSession((session) => {
      if (session === null) return
      end()
      resolve(performance.now())
    })
  })
  await whenCurrent(engine)
  return performance.now() - startedAt
}

async function change(server: FleetServerProcess, count: number, editRound: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  for (const some of chunksOf(numbers, PARALLEL_CHANGES)) {
    await Promise.all(
      some.map((number) => {
        const deviceId = `device-${String(number * 17).padStart(5, '0')}`
        if (editRound === 0 || number % 2 === 0) return server.switch('device-status', { deviceId, status: 'idle' })
        const fields = { location: `Hall ${editRound}` }
        return server.switch('edit', { entityType: 'device', entityId: deviceId, fields })
      }),
    )
  }
}

async function bareReadAll(context: BenchContext, server: FleetServerProcess): Promise<number> {
  return timed(server, async (client) => {
    const records: EntityRecord[] = []
    for (let page: string | null = null; ; ) {
      const part: ResponseOf<'sync:snapshot'> = goodValue(
        await client.request('sync:snapshot', { page, limit: MAX_PAGE }),
      )
      records.push(...part.records)
      if (part.nextPage === null) break
      page = part.nextPage
    }
    writeInOneTransaction(
      context.folder.fresh('bare.sqlite'),
      records.map(({ entityType, id, version, sequence, data, reported }) => [
        ...[entityType, id, version, sequence],
        ...[JSON.stringify(data), JSON.stringify(reported)],
      ]),
    )
  })
}

function bareReadChanges(context: BenchContext, server: FleetServerProcess, from: number): Promise<number> {
  return timed(server, async (client) => {
    const rows: (string | number)[][] = []
    for (let since = from; ; ) {
      const page = goodValue(await client.request('sync:changes', { since, limit: MAX_PAGE }))
      for (const { name, payload } of page.events) {
        rows.push([name, String(payload.sequence), 1, payload.sequence, JSON.stringify(payload), ''])
        since = payload.sequence
      }
      if (!page.hasMore) break
    }
    writeInOneTransaction(context.folder.fresh('bare.sqlite'), rows)
  })
}

async function timed(server: FleetServerProcess, read: (client: PlainClient) => Promise<void>): Promise<number> {
  const client = await connectClient(server)
  try {
    const startedAt = performance.now()
    await read(client)
    return performance.now() - startedAt
  } finally {
    client.close()
  }
}

function writeInOneTransaction(file: string, rows: readonly (readonly (string | number)[])[]): void {
  const database = openDatabase(file)
  try {
    database.exec(
      'CREATE TABLE entities (entity_type, id, version, sequence, data, reported, PRIMARY KEY (entity_type, id)) WITHOUT ROWID',
    )
    const insert = database.prepare('INSERT OR REPLACE INTO entities VALUES (?, ?, ?, ?, ?, ?)')
    database.transaction(() => {
      for (const row of rows) insert.run(...row)
    })()
  } finally {
    database.close()
  }
}
