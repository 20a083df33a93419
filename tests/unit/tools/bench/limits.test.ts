import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { WireOperation } from '#shared/protocol/operations.ts'
import { openDatabase } from '#sqlite/open.ts'
import { AcknowledgingServer } from '../../../../tools/bench/acknowledging-server.ts'
import { writeBurst } from '../../../../tools/bench/bare-burst.ts'
import { BareOutbox } from '../../../../tools/bench/bare-outbox.ts'
import { BareWriter } from '../../../../tools/bench/bare-writer.ts'
import { drainMix, waitingMix } from '../../../../tools/bench/intents.ts'
import { writtenRows } from '../../../../tools/bench/written-rows.ts'
import { temporaryFolder } from '../../../support/queue-host.ts'

const TABLES = `
  CREATE TABLE ledger (line INTEGER PRIMARY KEY REFERENCES operations (client_sequence), body TEXT);
  CREATE TABLE operations (client_sequence INTEGER PRIMARY KEY, key TEXT UNIQUE, intent TEXT, created_at INTEGER);
  CREATE TABLE entities (id TEXT PRIMARY KEY);
  INSERT INTO entities VALUES ('gate-1');
`
const folder = temporaryFolder()
afterAll(() => folder.remove())

function command(clientSequence: number, entityId: string): WireOperation {
  const key = `00000000-0000-4000-8000-${String(clientSequence).padStart(12, '0')}`
  return { key, clientSequence, entityId, createdAt: 1, kind: 'command', entityType: 'device', command: 'reload' }
}

describe('the acknowledging server', () => {
  it('counts an operation that comes after a later one of its entity, or a second time', async () => {
    const server = new AcknowledgingServer()
    await server.apply([command(1, 'gate-1'), command(3, 'gate-1'), command(2, 'gate-2')])
    expect(server.inversions).toBe(0)
    await server.apply([command(2, 'gate-1')])
    await server.apply([command(2, 'gate-2')])
    expect(server).toMatchObject({ inversions: 2, applied: 5, largestBatch: 3 })
  })
})

describe('the limits', () => {
  it('write the very rows that were written, in their own tables', () => {
    const [before, written, burst] = [freshSite('before'), freshSite('written'), freshSite('burst')]
    const filled = openDatabase(written)
    for (let number = 1; number <= 5; number += 1) {
      const intent = JSON.stringify({ kind: 'delete', entityType: 'device', entityId: `gate-${number}` })
      filled.prepare('INSERT INTO operations VALUES (?, ?, ?, 1)').run(number, `key-${number}`, intent)
      filled.prepare('INSERT INTO ledger VALUES (?, ?)').run(number, `line ${number}`)
    }
    filled.close()
    const rows = writtenRows(before, written)
    expect(rows.map(({ table, rows: { length } }) => [table, length])).toEqual([
      ['operations', 5],
      ['ledger', 5],
    ])
    expect(writeBurst(burst, rows, 2)).toBeGreaterThan(0)
    expect(contentOf(burst, 'ledger')).toEqual(contentOf(written, 'ledger'))
    expect(contentOf(burst, 'operations')).toEqual(contentOf(written, 'operations'))
    const bare = join(folder.path, 'bare')
    const writer = new BareWriter(bare, rows)
    for (let index = 0; index < writer.capacity; index += 1) writer.commit(index)
    writer.close()
    expect(contentOf(bare, 'operations')).toEqual(contentOf(written, 'operations'))
    expect(contentOf(bare, 'overlays')).toMatchObject([1, 2, 3, 4, 5].map((number) => ({ client_sequence: number })))
  })

  it('drain everything in order, in batches', async () => {
    const server = new AcknowledgingServer()
    const outbox = new BareOutbox(join(folder.path, 'outbox'), server)
    outbox.fill(Array.from({ length: 95 }, (_, index) => command(index + 1, `gate-${index % 7}`)))
    await outbox.drain(4, 10)
    await outbox.drain(4, 10)
    outbox.close()
    expect(server).toMatchObject({ applied: 95, inversions: 0, largestBatch: 10 })
  })
})

describe('the operations that are measured', () => {
  it('are lanes of four commands and edits of other devices for the drain', () => {
    const mix = drainMix(1_000)
    expect(mix).toHaveLength(1_000)
    const byDevice = Map.groupBy(mix, (intent) => intent.entityId)
    const depths = [...byDevice.values()].map((lane) => lane.map((intent) => intent.kind).join(' '))
    expect(new Set(depths)).toEqual(new Set(['command command command command', 'update']))
    expect(depths.filter((depth) => depth === 'update')).toHaveLength(200)
  })

  it('never touch a device twice in the same way where many wait', () => {
    const names = waitingMix(49_000, 51_000).map((intent) => `${intent.kind} ${intent.entityId}`)
    expect(new Set(names).size).toBe(2_000)
  })
})

function freshSite(name: string): string {
  const file = join(folder.path, name)
  const database = openDatabase(file)
  database.exec(TABLES)
  database.close()
  return file
}

function contentOf(file: string, table: string): unknown[] {
  const database = openDatabase(file, { readonly: true })
  const content = database.prepare(`SELECT * FROM ${table}`).all()
  database.close()
  return content
}
