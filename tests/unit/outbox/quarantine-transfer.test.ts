import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { discard } from '../../../src/main/outbox/discard.ts'
import { laterKey, QuarantineTransfer } from '../../../src/main/outbox/quarantine-transfer.ts'
import { restore } from '../../../src/main/outbox/restore.ts'
import type { Intent } from '../../../src/shared/domain/operation.ts'
import { openDatabase } from '../../../src/sqlite/open.ts'
import { deviceRecord } from '../../support/builders.ts'
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

const SENT = { as: 'queued', givenUp: 'left-out' } as const
const REFUSED = { as: 'quarantined', givenUp: 'left-out' } as const
const SITE = { id: 'site_1', tenant: 'main', name: 'North', server: 'https://fleet.example.org' }

let rig: QueueRig
/** Another PC of the same site: the same server, another queue. */
let otherPc: QueueRig
let site: typeof SITE | null
let transfer: QuarantineTransfer
let other: QuarantineTransfer

beforeEach(async () => {
  rig = await QueueRig.open()
  otherPc = await QueueRig.open({ server: rig.server, clock: rig.clock })
  rig.seedDevices('dev_1', 'dev_2')
  for (const id of ['dev_1', 'dev_2']) otherPc.host.replica.apply({ kind: 'record', record: deviceRecord(id) })
  rig.server.reject = () => true
  site = SITE
  connectTransfers()
})
afterEach(async () => {
  await rig.close()
  await otherPc.close()
})

function connectTransfers(): void {
  transfer = transferOf(rig, { clientId: 'pc-a', computer: 'Desk 4' })
  other = transferOf(otherPc, { clientId: 'pc-b', computer: 'Desk 5' })
}

function transferOf({ host, ids }: QueueRig, own: { clientId: string; computer: string }): QuarantineTransfer {
  const { store, outbox, list, timekeeper } = host
  const about = () => ({ ...own, site, program: 'test', user: host.user })
  return new QuarantineTransfer({ store, outbox, list, timekeeper, clock: rig.clock, ids, about })
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
  await file.letGo()
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

/** The other PC sends what it has. */
async function sendThere(): Promise<void> {
  await otherPc.host.delivery.run()
  await rig.clock.advance(5_000)
}

const waitingThere = () => [...otherPc.host.outbox.lanes.rows()]

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
    connectTransfers()
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
    connectTransfers()
    const text = await exported(key ?? '')
    expect(JSON.parse(text)).toMatchObject({
      operations: [],
      unreadable: [{ key, entityId: 'dev_1', kind: 'command', payload: 'not { json', problem: { code: 'unreadable' } }],
    })
    expect(await transfer.importText(text, SENT)).toEqual({ imported: 0, known: 0, givenUp: 0, unreadable: 1 })
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
    expect(await transfer.importText(text, SENT)).toEqual({ imported: 0, known: 1, givenUp: 0, unreadable: 0 })
    expect(rig.host.outbox.lanes.size).toBe(1)
  })

  it('brings them to another PC, refused as they were, under the same keys', async () => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    expect(await other.importText(await exported(key ?? ''), REFUSED)).toMatchObject({ imported: 1 })
    expect(waitingThere()).toMatchObject([
      { key, state: 'quarantined', lastError: { code: 'invalid' }, fields: ['name'] },
    ])
    expect(await otherPc.reasons(key ?? '')).toEqual(['imported-from-file', 'imported-from-file'])
    expect(otherPc.view('dev_1')?.data['name']).toBe('dev_1')
  })

  it('does so once, however often the file is taken in, and whoever sends them', async () => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    const text = await exported(key ?? '')
    await other.importText(text, SENT)
    expect(await other.importText(text, SENT)).toMatchObject({ imported: 0, known: 1 })
    rig.server.reject = () => false
    await sendThere()
    expect(await other.importText(text, SENT)).toMatchObject({ imported: 0, known: 1 })
    await rig.host.desk.retry([key ?? ''])
    await rig.run(5_000)
    expect(await rig.states(key ?? '')).toEqual(['applied'])
    expect(rig.server.effects).toHaveLength(1)
  })

  it('sends what was corrected by hand', async () => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    const text = changed(await exported(key ?? ''), (file) => {
      for (const { change } of file.operations) change.fields['name'] = 'Uno'
    })
    rig.server.reject = () => false
    await other.importText(text, SENT)
    expect(otherPc.view('dev_1')?.data['name']).toBe('Uno')
    await sendThere()
    expect(rig.server.entities.get('dev_1')?.data['name']).toBe('Uno')
  })

  it('counts as made by who takes it in', async () => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    otherPc.host.user = { id: 'usr_2', name: 'night shift' }
    await other.importText(await exported(key ?? ''), SENT)
    expect(waitingThere().map((row) => row.userId)).toEqual(['usr_2'])
  })

  it('takes batches in whole', async () => {
    const [making] = await refusedOnes(createPlaylist('pls_1'))
    const batch = await rig.batch(rename('dev_1', 'One'), rename('dev_2', 'Two'))
    await rig.run(10_000)
    const text = await exported(making ?? '', ...batch)
    rig.server.reject = () => false
    expect(await other.importText(text, SENT)).toMatchObject({ imported: 3 })
    await sendThere()
    expect(otherPc.host.outbox.lanes.size).toBe(0)
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
    await transfer.importText(text, SENT)
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
    await expect(other.importText(text, SENT)).rejects.toMatchObject({ code: 'invalid-operation' })
    expect(otherPc.host.outbox.lanes.size).toBe(0)
  })

  it.each([
    ['something else', 'Hello', 'wrong-format'],
    ['another JSON', '{"format":"other"}', 'wrong-format'],
    ['a newer form', '{"format":"outpost-refused-changes","version":2}', 'newer-version'],
    ['a part of one', '{"format":"outpost-refused-changes","version":1}', 'damaged'],
  ])('refuses %s', async (_name, text, code) => {
    await expect(transfer.importText(text, SENT)).rejects.toMatchObject({ code })
  })

  it('refuses the file of another site', async () => {
    const [key] = await refusedOnes(rename('dev_1', 'One'))
    const text = await exported(key ?? '')
    site = { ...SITE, id: 'site_2' }
    await expect(transfer.importText(text, SENT)).rejects.toMatchObject({ code: 'wrong-site' })
  })

  it('makes no circle of what waits for each other', async () => {
    const [one, two] = await refusedOnes(edit('dev_1', { location: 'a' }), rename('dev_2', 'Two'))
    const text = changed(await exported(one ?? '', two ?? ''), (file) => {
      const [first, second] = file.operations
      first?.dependsOn.push(second?.key ?? '')
      second?.dependsOn.push(first?.key ?? '')
    })
    rig.server.reject = () => false
    await other.importText(text, SENT)
    await sendThere()
    expect(rig.server.effects).toHaveLength(2)
  })
})

describe('what was given up here after it was written into a file', () => {
  it('gets no second key by being restored or taken in again, so that it is done once at most, also after a restart', async () => {
    const [key = ''] = await refusedOnes(rename('dev_1', 'One'))
    const text = await exported(key)
    await other.importText(text, SENT)
    await giveUp(key)
    rig.server.reject = () => false
    for (const isAfterRestart of [false, true]) {
      if (isAfterRestart) {
        await rig.reopen()
        connectTransfers()
      }
      expect((await restore([key], rig.host))[0]?.message).toContain('Another PC may have it too')
      expect(await transfer.importText(text, SENT)).toEqual({ imported: 0, known: 0, givenUp: 1, unreadable: 0 })
    }
    await rig.run(5_000)
    await sendThere()
    expect(rig.server.effects).toMatchObject([{ key }])
  })

  it('is made again where a person says that no other PC has it, once, until it is given up again', async () => {
    const [key = ''] = await refusedOnes(rename('dev_1', 'One'))
    const text = await exported(key)
    await giveUp(key)
    const again = { ...REFUSED, givenUp: 'made-again' } as const
    expect(await transfer.importText(text, again)).toMatchObject({ imported: 1, givenUp: 0 })
    expect(await rig.operation(laterKey(key, 1))).toMatchObject({
      state: 'quarantined',
      lastError: { code: 'invalid' },
    })
    for (const how of [again, REFUSED])
      expect(await transfer.importText(text, how)).toMatchObject({ imported: 0, known: 1, givenUp: 0 })
    await giveUp(laterKey(key, 1))
    rig.server.reject = () => false
    await transfer.importText(text, { ...again, as: 'queued' })
    await rig.run(5_000)
    expect(await transfer.importText(text, again)).toMatchObject({ imported: 0, known: 1 })
    expect(rig.server.effects).toMatchObject([{ key: laterKey(key, 2) }])
  })

  it('gets none either where it was taken in from the file: where it was written it may wait still', async () => {
    const [key = ''] = await refusedOnes(rename('dev_1', 'One'))
    const text = await exported(key)
    await other.importText(text, REFUSED)
    await discard([key], otherPc.host)
    expect((await restore([key], otherPc.host))[0]?.message).toContain('Another PC may have it too')
    expect(await other.importText(text, SENT)).toMatchObject({ imported: 0, givenUp: 1 })
    rig.server.reject = () => false
    await rig.host.desk.retry([key])
    await rig.run(5_000)
    await sendThere()
    expect(rig.server.effects).toMatchObject([{ key }])
  })

  it('is never carried along by a later change, which another key would have', async () => {
    const [key = ''] = await refusedOnes(rename('dev_1', 'One'))
    await other.importText(await exported(key), REFUSED)
    rig.server.setBlock('offline')
    await rig.host.desk.retry([key])
    await otherPc.host.desk.retry([key])
    await rig.enqueue(rename('dev_1', 'Two'))
    await otherPc.host.outbox.enqueue([rename('dev_1', 'Three')])
    expect([await rig.states(key), await otherPc.states(key)]).toEqual([['queued'], ['queued']])
  })

  it('is restored where no file was written after all: nobody chose a place for it', async () => {
    const [key = ''] = await refusedOnes(rename('dev_1', 'One'))
    await transfer.exportText([key])
    await giveUp(key)
    expect(await restore([key], rig.host)).toMatchObject([{ ok: true }])
  })

  it('is not written when it was given up while a place was chosen', async () => {
    const [key = ''] = await refusedOnes(rename('dev_1', 'One'))
    const file = await transfer.exportText([key])
    await giveUp(key)
    await expect(file?.letGo()).rejects.toMatchObject({ code: 'moving' })
    expect(await restore([key], rig.host)).toMatchObject([{ ok: true }])
  })
})

describe('a command that its device could not do', () => {
  it('is given anew under one key, on whichever PC it is taken in', async () => {
    rig.server.reject = () => false
    rig.server.report = () => ({ result: 'failed', at: 0, message: 'No disk.' })
    const [key = ''] = await rig.enqueue(reload('dev_1'))
    await rig.run(60_000)
    const text = await exported(key)
    await giveUp(key)
    rig.server.report = () => ({ result: 'done', at: 0, message: null })
    await transfer.importText(text, SENT)
    await other.importText(text, SENT)
    expect(waitingThere().map((row) => row.key)).toEqual([laterKey(key, 1)])
    await rig.run(60_000)
    await sendThere()
    expect(rig.server.effects.map((effect) => effect.key)).toEqual([key, laterKey(key, 1)])
  })
})
