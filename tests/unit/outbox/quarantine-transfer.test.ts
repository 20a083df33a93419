import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { discard } from '../../../src/main/outbox/discard.ts'
import { QuarantineTransfer } from '../../../src/main/outbox/quarantine-transfer.ts'
import type { Intent } from '../../../src/shared/domain/operation.ts'
import { openDatabase } from '../../../src/sqlite/open.ts'
import { createPlaylist, edit, QueueRig, reload, rename } from '../../support/queue-rig.ts'

interface FileText {
  operations: {
    key: string
    change: { fields: Record<string, unknown> }
    refused: { code: string }
    history: object[]
    dependsOn: string[]
    batch: { id: string; size: number } | null
  }[]
}

const SITE = { id: 'site_1', tenant: 'main', name: 'North', server: 'https://fleet.example.org' }

let rig: QueueRig
let site: typeof SITE | null
let transfer: QuarantineTransfer

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.seedDevices('dev_1', 'dev_2')
  rig.server.reject = () => true
  site = SITE
  connectTransfer()
})
afterEach(() => rig.close())

function connectTransfer(): void {
  const { host, clock } = rig
  transfer = new QuarantineTransfer({
    store: host.store,
    outbox: host.outbox,
    list: host.list,
    timekeeper: host.timekeeper,
    clock,
    about: () => ({ site, clientId: 'pc-a', computer: 'Desk 4', program: 'test', user: host.user }),
  })
}

async function refusedOnes(...intents: readonly Intent[]): Promise<string[]> {
  const keys = await rig.enqueue(...intents)
  await rig.run(10_000)
  expect(await rig.states(...keys)).toEqual(keys.map(() => 'quarantined'))
  return keys
}

async function exported(...keys: readonly string[]): Promise<string> {
  const file = await transfer.exportText(keys)
  if (file === null) throw new Error('nothing was exported')
  return file.text
}

function changed(text: string, change: (file: FileText) => void): string {
  const file = JSON.parse(text) as FileText
  change(file)
  return JSON.stringify(file)
}

function giveUp(...keys: readonly string[]) {
  return discard(keys, rig.host)
}

describe('a file of refused changes', () => {
  it('says what was refused, why, and what happened before', async () => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    const file = JSON.parse(await exported(key ?? '')) as object
    expect(file).toMatchObject({
      format: 'outpost-refused-changes',
      version: 1,
      site: SITE,
      computer: 'Desk 4',
      operations: [
        {
          key,
          entityName: 'dev_1',
          refused: { code: 'invalid', message: 'not like this' },
          change: { kind: 'update', entityId: 'dev_1', fields: { name: 'One' } },
          before: { name: 'dev_1' },
          madeBy: { id: 'usr_1', name: 'operator' },
          history: [{ to: 'queued', reason: 'made' }, { to: 'sending' }, { to: 'quarantined' }],
        },
      ],
      unreadable: [],
    })
    expect(await rig.states(key ?? '')).toEqual(['quarantined'])
  })

  it('leaves out what was not refused, and is not written for nothing', async () => {
    const [waiting] = await rig.enqueue(rename('dev_2', 'Two'))
    expect(await transfer.exportText([waiting ?? ''])).toBeNull()
    const [refused] = await refusedOnes(rename('dev_1', 'One'))
    const file = await transfer.exportText([refused ?? '', 'unknown'])
    expect(file?.count).toBe(1)
  })

  it('holds everything that was refused or cannot be read when no keys are given', async () => {
    const [refused] = await refusedOnes(rename('dev_1', 'One'))
    const [damaged] = await rig.enqueue(reload('dev_2'))
    await rig.enqueue(rename('dev_2', 'Two'))
    await rig.closeHost()
    const database = openDatabase(rig.file)
    database.prepare("UPDATE operations SET intent = 'not { json' WHERE key = ?").run(damaged)
    database.close()
    await rig.reopen()
    connectTransfer()
    await rig.host.outbox.inspect()
    const file = await transfer.exportText(null)
    expect(file?.count).toBe(2)
    expect(JSON.parse(file?.text ?? '')).toMatchObject({
      operations: [{ key: refused }],
      unreadable: [{ key: damaged }],
    })
  })

  it('holds batches whole', async () => {
    const [one] = await rig.batch(rename('dev_1', 'One'), rename('dev_2', 'Two'))
    await rig.run(10_000)
    expect((JSON.parse(await exported(one ?? '')) as FileText).operations).toHaveLength(2)
  })

  it('holds what cannot be read as it is on disk', async () => {
    const [key] = await rig.enqueue(reload('dev_1'))
    await rig.closeHost()
    const database = openDatabase(rig.file)
    database.prepare("UPDATE operations SET intent = 'not { json' WHERE key = ?").run(key)
    database.close()
    await rig.reopen()
    connectTransfer()
    const text = await exported(key ?? '')
    expect(JSON.parse(text)).toMatchObject({
      operations: [],
      unreadable: [{ key, entityId: 'dev_1', kind: 'command', payload: 'not { json', problem: { code: 'unreadable' } }],
    })
    expect(await transfer.importText(text, 'queued')).toEqual({ imported: 0, known: 0, unreadable: 1 })
  })

  it('needs a site', async () => {
    site = null
    await expect(transfer.exportText(['a'])).rejects.toMatchObject({ code: 'site-unknown' })
  })
})

describe('taking refused changes in', () => {
  it('changes nothing while they are still here', async () => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    const text = await exported(key ?? '')
    expect(await transfer.importText(text, 'queued')).toEqual({ imported: 0, known: 1, unreadable: 0 })
    expect(rig.host.outbox.lanes.size).toBe(1)
  })

  it('brings back what was discarded, refused as it was', async () => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    const text = await exported(key ?? '')
    await giveUp(key ?? '')
    expect(await transfer.importText(text, 'quarantined')).toMatchObject({ imported: 1 })
    const [row] = [...rig.host.outbox.lanes.rows()]
    expect(row).toMatchObject({ state: 'quarantined', lastError: { code: 'invalid' }, fields: ['name'] })
    expect(row?.key).not.toBe(key)
    expect(await rig.reasons(row?.key ?? '')).toEqual(['imported-from-file', 'imported-from-file'])
    expect(rig.view('dev_1')?.data['name']).toBe('dev_1')
  })

  it('does so once, however often the file is taken in, until it is discarded again', async () => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    const text = await exported(key ?? '')
    await giveUp(key ?? '')
    await transfer.importText(text, 'quarantined')
    expect(await transfer.importText(text, 'queued')).toMatchObject({ imported: 0, known: 1 })
    const [row] = [...rig.host.outbox.lanes.rows()]
    await giveUp(row?.key ?? '')
    expect(await transfer.importText(text, 'queued')).toMatchObject({ imported: 1 })
    rig.server.reject = () => false
    await rig.run(5_000)
    expect(await transfer.importText(text, 'queued')).toMatchObject({ imported: 0, known: 1 })
    expect(rig.server.effects).toHaveLength(1)
  })

  it('sends what was corrected by hand', async () => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    const text = changed(await exported(key ?? ''), (file) => {
      for (const { change } of file.operations) change.fields['name'] = 'Uno'
    })
    await giveUp(key ?? '')
    rig.server.reject = () => false
    await transfer.importText(text, 'queued')
    expect(rig.view('dev_1')?.data['name']).toBe('Uno')
    await rig.run(5_000)
    expect(rig.server.entities.get('dev_1')?.data['name']).toBe('Uno')
  })

  it('counts as made by who takes it in', async () => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    const text = await exported(key ?? '')
    await giveUp(key ?? '')
    rig.host.user = { id: 'usr_2', name: 'night shift' }
    await transfer.importText(text, 'queued')
    expect([...rig.host.outbox.lanes.rows()].map((row) => row.userId)).toEqual(['usr_2'])
  })

  it('takes batches in whole', async () => {
    const [making] = await refusedOnes(createPlaylist('pls_1'))
    const batch = await rig.batch(rename('dev_1', 'One'), rename('dev_2', 'Two'))
    await rig.run(10_000)
    const text = await exported(making ?? '', ...batch)
    await giveUp(making ?? '', ...batch)
    rig.server.reject = () => false
    expect(await transfer.importText(text, 'queued')).toMatchObject({ imported: 3 })
    await rig.run(5_000)
    expect(rig.host.outbox.lanes.size).toBe(0)
    expect(rig.server.effects).toHaveLength(3)
  })

  it('gives a command anew that its device had and could not do', async () => {
    rig.server.reject = () => false
    rig.server.report = () => ({ result: 'failed', at: 0, message: 'No disk.' })
    const [key] = await rig.enqueue(reload('dev_1'))
    await rig.run(60_000)
    expect(await rig.states(key ?? '')).toEqual(['quarantined'])
    const text = await exported(key ?? '')
    await giveUp(key ?? '')
    rig.server.report = () => ({ result: 'done', at: 0, message: null })
    await transfer.importText(text, 'queued')
    await rig.run(60_000)
    expect(rig.server.effects).toHaveLength(2)
    expect(rig.host.outbox.lanes.size).toBe(0)
  })

  it.each<[string, (file: FileText) => void]>([
    ['a field that no device has', (file) => Object.assign(file.operations[0]?.change.fields ?? {}, { power: 9 })],
    ['a value of a wrong form', (file) => Object.assign(file.operations[0]?.change.fields ?? {}, { name: 7 })],
    ['one key twice', (file) => file.operations.push(...file.operations)],
    [
      'half a batch',
      (file) => {
        for (const one of file.operations) one.batch = { id: one.key, size: 2 }
      },
    ],
  ])('refuses a file with %s, whole', async (_name, change) => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    const text = changed(await exported(key ?? ''), change)
    await giveUp(key ?? '')
    await expect(transfer.importText(text, 'queued')).rejects.toMatchObject({ code: 'invalid-operation' })
    expect(rig.host.outbox.lanes.size).toBe(0)
  })

  it.each([
    ['something else', 'Hello', 'wrong-format'],
    ['another JSON', '{"format":"other"}', 'wrong-format'],
    ['a newer form', '{"format":"outpost-refused-changes","version":2}', 'newer-version'],
    ['a part of one', '{"format":"outpost-refused-changes","version":1}', 'damaged'],
  ])('refuses %s', async (_name, text, code) => {
    await expect(transfer.importText(text, 'queued')).rejects.toMatchObject({ code })
  })

  it('refuses the file of another site', async () => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    const text = await exported(key ?? '')
    site = { ...SITE, id: 'site_2' }
    await expect(transfer.importText(text, 'queued')).rejects.toMatchObject({ code: 'wrong-site' })
  })

  it('makes no circle of what waits for each other', async () => {
    const [one, two] = await refusedOnes(edit('dev_1', { location: 'a' }), rename('dev_2', 'Two'))
    const text = changed(await exported(one ?? '', two ?? ''), (file) => {
      const [first, second] = file.operations
      first?.dependsOn.push(second?.key ?? '')
      second?.dependsOn.push(first?.key ?? '')
    })
    await giveUp(one ?? '', two ?? '')
    rig.server.reject = () => false
    await transfer.importText(text, 'queued')
    await rig.run(5_000)
    expect(rig.server.effects).toHaveLength(2)
  })
})
