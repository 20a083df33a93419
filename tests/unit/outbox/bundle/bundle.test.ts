import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wholeState } from '../../../../src/main/database/load-state.ts'
import type { Intent, OperationState } from '../../../../src/shared/domain/operation.ts'
import { type BundlePc, newSigner, Office } from '../../../support/bundle-pc.ts'
import { booksOf, createContent, createPlaylist, edit, reload, remove, rename } from '../../../support/queue-rig.ts'

const TOGETHER = [rename('dev_2', 'Two'), rename('dev_3', 'Three')]

let office: Office
let a: BundlePc
let b: BundlePc

beforeEach(async () => {
  office = new Office()
  a = await office.pc('pc-a')
  b = await office.pc('pc-b')
  office.seedDevices('dev_1', 'dev_2', 'dev_3', 'dev_4')
})
afterEach(async () => {
  const problems = [...(await booksOf(a.host)), ...(await booksOf(b.host))]
  await office.close()
  if (problems.length > 0) throw new Error(`the books are not in order: ${problems.join(' ')}`)
})

async function enqueue(pc: BundlePc, intents: readonly Intent[], options = {}): Promise<string[]> {
  return (await pc.host.outbox.enqueue(intents, options)).map((accepted) => accepted.key)
}

async function drain(...pcs: readonly BundlePc[]): Promise<void> {
  for (const pc of pcs) pc.goOnline()
  await office.clock.advance(30_000)
}

/** How often the server did each. */
function effectsOf(keys: readonly string[]): number[] {
  return keys.map((key) => office.server.effects.filter((effect) => effect.key === key).length)
}

async function waitsOf(pc: BundlePc, key: string): Promise<string | undefined> {
  const { operations } = await pc.host.list.page({ scope: 'pending', offset: 0, limit: 100 })
  return operations.find((operation) => operation.key === key)?.wait.reason
}

const times = (count: number, state: OperationState): OperationState[] => Array.from({ length: count }, () => state)

describe('writing a bundle', () => {
  it('takes what waits and leaves it unknown here, shown as before', async () => {
    const keys = await enqueue(a, [rename('dev_1', 'One'), reload('dev_2')])
    expect(await a.export()).toMatchObject({ outcome: 'written', count: 2, left: 0 })
    expect(await a.states(...keys)).toEqual(times(2, 'unknown'))
    expect((await a.host.list.transitions(keys[0] ?? '')).at(-1)).toMatchObject({ reason: 'exported-in-bundle' })
    expect(a.host.replica.view({ entityType: 'device', entityId: 'dev_1' })?.data['name']).toBe('One')
    expect(JSON.parse(office.stick.read('waiting.json').toString())).toMatchObject({
      bundle: { format: 'outpost-queue-bundle', version: 1, computer: 'pc-a', site: { id: 'site_1' }, count: 2 },
      operations: [{ key: keys[0], state: 'queued', user: { id: 'usr_1' } }, { key: keys[1] }],
    })
  })

  it('says so when nothing waits, and writes no file', async () => {
    expect(await a.export()).toEqual({ outcome: 'nothing', left: 0 })
    expect(office.stick.files.size).toBe(0)
  })

  it('leaves what is on its way, what asks for a person, and all that builds on either', async () => {
    office.server.reject = ({ entityId }) => entityId === 'pls_1'
    const [refused, behind] = await enqueue(a, [createPlaylist('pls_1'), edit('dev_1', { playlistId: 'pls_1' })])
    const batch = await enqueue(a, [edit('pls_1', { name: 'x' }, 'playlist'), rename('dev_3', 'Three')], {
      isBatch: true,
    })
    await drain(a)
    expect(await a.states(refused ?? '')).toEqual(['quarantined'])
    a.trouble = () => 'lost-answer'
    const [lost] = await enqueue(a, [reload('dev_2')])
    await office.clock.advance(10)
    a.goOffline()
    const [later] = await enqueue(a, [rename('dev_2', 'Two')])
    const [free] = await enqueue(a, [reload('dev_4')])
    expect(await a.states(lost ?? '')).toEqual(['unknown'])
    expect(await a.export()).toMatchObject({ count: 1, left: 6 })
    expect(await a.states(free ?? '', behind ?? '', later ?? '', ...batch)).toEqual(['unknown', ...times(4, 'queued')])
  })

  it('takes batches whole', async () => {
    const keys = await enqueue(a, TOGETHER, { isBatch: true })
    await a.export()
    await b.import()
    await drain(b)
    expect(effectsOf(keys)).toEqual([1, 1])
    expect(office.server.requests.some((request) => request.length === 2)).toBe(true)
  })

  it('writes again what an earlier bundle carried away, as long as nobody has answered for it', async () => {
    const first = await enqueue(a, [rename('dev_1', 'One')])
    await a.export('lost.json')
    const second = await enqueue(a, [edit('dev_1', { location: 'Hall 2' })])
    expect(await a.export('found.json')).toMatchObject({ count: 2, left: 0 })
    expect(await b.import('found.json')).toEqual({ imported: 2, known: 0 })
    expect(await b.import('lost.json')).toEqual({ imported: 0, known: 1 })
    await drain(b, a)
    expect(effectsOf([...first, ...second])).toEqual([1, 1])
  })

  it('needs a site: a PC that was never connected is told to connect', async () => {
    a.site = null
    const keys = await enqueue(a, [rename('dev_1', 'One')])
    await expect(a.export()).rejects.toMatchObject({ code: 'site-unknown' })
    expect(await a.states(...keys)).toEqual(['queued'])
  })
})

describe('taking a bundle in', () => {
  it('keeps keys, makers, order and dependencies, with numbers of its own', async () => {
    await enqueue(b, [reload('dev_3')])
    const keys = await enqueue(a, [createContent('con_1'), createPlaylist('pls_1', ['con_1']), rename('dev_1', 'One')])
    await a.export()
    expect(await b.import()).toEqual({ imported: 3, known: 0 })
    const { operations } = await b.host.store.operations(keys)
    expect(operations.map(({ clientSequence }) => clientSequence)).toEqual([2, 3, 4])
    expect(operations[1]).toMatchObject({ dependsOn: [2], user: { id: 'usr_1', name: 'operator' }, state: 'queued' })
    expect(b.host.replica.view({ entityType: 'device', entityId: 'dev_1' })?.data['name']).toBe('One')
    await drain(b)
    expect(effectsOf(keys)).toEqual([1, 1, 1])
  })

  it('says before what kinds of change it holds', async () => {
    await enqueue(a, [reload('dev_3'), createContent('con_1'), rename('dev_1', 'One'), rename('dev_2', 'Two')])
    await a.export()
    expect((await b.inspect()).summary).toMatchObject({
      count: 4,
      commands: 1,
      parts: [
        { kind: 'create', entityType: 'content', count: 1 },
        { kind: 'update', entityType: 'device', count: 2 },
        { kind: 'command', entityType: 'device', count: 1 },
      ],
    })
  })

  it('once changes something, a second time changes nothing and says so', async () => {
    const keys = await enqueue(a, [rename('dev_1', 'One')])
    await a.export()
    expect((await b.inspect()).summary).toMatchObject({
      fresh: 1,
      importedAt: null,
      isKnownSigner: false,
      isOwn: false,
    })
    await b.import()
    const head = await b.host.store.ledgerHead()
    expect((await b.inspect()).summary).toMatchObject({ fresh: 0, isKnownSigner: true })
    expect((await b.inspect()).summary.importedAt).toBe(office.clock.now())
    expect(await b.import()).toEqual({ imported: 0, known: 1 })
    expect(await b.host.store.ledgerHead()).toEqual(head)
    await drain(b)
    expect(await b.import()).toEqual({ imported: 0, known: 1 })
    await b.reopen()
    expect(await b.import()).toEqual({ imported: 0, known: 1 })
    await drain(b)
    expect(effectsOf(keys)).toEqual([1])
  })

  it('on the PC that wrote it changes nothing', async () => {
    const keys = await enqueue(a, [rename('dev_1', 'One')])
    await a.export()
    expect((await a.inspect()).summary).toMatchObject({ isOwn: true, fresh: 0, importedAt: null })
    expect(await a.import()).toEqual({ imported: 0, known: 1 })
    expect(await a.states(...keys)).toEqual(['unknown'])
  })

  it('does not bring back what was taken back here', async () => {
    const keys = await enqueue(a, [rename('dev_1', 'One')])
    await a.export()
    await b.import()
    await b.host.desk.rollBack(keys)
    expect(await b.import()).toEqual({ imported: 0, known: 1 })
    expect(await b.states(...keys)).toEqual(['cancelled'])
  })

  it('parks what builds on something that was taken back here', async () => {
    const [making] = await enqueue(a, [createPlaylist('pls_1')])
    await a.export()
    await b.import()
    await b.host.desk.rollBack([making ?? ''])
    const [using] = await enqueue(a, [edit('dev_1', { playlistId: 'pls_1' })])
    await a.export()
    await b.import()
    expect(await b.states(using ?? '')).toEqual(['quarantined'])
  })

  it('tells who made it before anything is taken in', async () => {
    await enqueue(a, [rename('dev_1', 'One'), reload('dev_2')])
    const written = await a.export()
    const { summary, token, problems } = await b.inspect()
    expect(summary).toMatchObject({
      madeBy: { computer: 'pc-a', user: { name: 'operator' } },
      fingerprint: written.outcome === 'written' ? written.fingerprint : '',
      count: 2,
      commands: 1,
      makers: ['operator'],
      site: { name: 'North' },
    })
    expect(summary.fingerprint).toMatch(/^([0-9a-f]{4}-){4}[0-9a-f]{4}$/)
    expect({ token: typeof token, problems, size: b.host.outbox.lanes.size }).toEqual({
      token: 'string',
      problems: [],
      size: 0,
    })
  })

  it.each([
    ['another site', { id: 'site_2', tenant: 'main' }, 'wrong-site'],
    ['another tenant of the site', { id: 'site_1', tenant: 'other' }, 'wrong-site'],
    ['no site yet', null, 'site-unknown'],
  ])('is refused on a PC of %s', async (_name, site, code) => {
    await enqueue(a, [rename('dev_1', 'One')])
    await a.export()
    b.site = site
    expect(await b.inspect()).toMatchObject({ token: null, problems: [{ code }] })
  })

  it('is refused when the site was changed after it was looked at', async () => {
    await enqueue(a, [rename('dev_1', 'One')])
    await a.export()
    const { token } = await b.inspect()
    b.site = { id: 'site_2', tenant: 'main' }
    await expect(b.importToken(token ?? '')).rejects.toMatchObject({ code: 'wrong-site' })
    expect(b.host.outbox.lanes.size).toBe(0)
  })

  it('is refused for another file than the one that was looked at last', async () => {
    await enqueue(a, [rename('dev_1', 'One')])
    await a.export()
    const { token } = await b.inspect()
    await b.inspect()
    await expect(b.importToken(token ?? '')).rejects.toMatchObject({ code: 'not-found' })
    await expect(b.importToken('')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('needs nothing of what the server had taken when it was written', async () => {
    const [making] = await enqueue(a, [createPlaylist('pls_1')])
    await drain(a)
    a.goOffline()
    expect(await a.states(making ?? '')).toEqual(['applied'])
    const keys = await enqueue(a, [edit('dev_1', { playlistId: 'pls_1' })])
    await a.export()
    expect(await b.import()).toEqual({ imported: 1, known: 0 })
    await drain(b)
    expect(effectsOf(keys)).toEqual([1])
  })

  it('does not fit into a full queue: nothing of it is taken in', async () => {
    const small = await office.pc('small', { limits: { count: 2, bytes: 1_000_000 } })
    await enqueue(a, [rename('dev_1', 'One'), rename('dev_2', 'Two'), rename('dev_3', 'Three')])
    await a.export()
    await expect(small.import()).rejects.toMatchObject({ code: 'queue-full' })
    expect(small.host.outbox.lanes.size).toBe(0)
    expect((await wholeState(await small.host.store.load())).operations).toEqual([])
  })
})

describe('an operation that is on two PCs', () => {
  it.each(['a first', 'b first', 'together'])('has one effect when they reconnect: %s', async (order) => {
    const keys = await enqueue(a, [rename('dev_1', 'One'), reload('dev_1'), createPlaylist('pls_1'), remove('dev_3')])
    await a.export()
    await b.import()
    if (order === 'a first') await drain(a)
    if (order === 'b first') await drain(b)
    await drain(a, b)
    expect(effectsOf(keys)).toEqual([1, 1, 1, 1])
    expect(await a.states(...keys)).toEqual(times(4, 'applied'))
    expect(await b.states(...keys)).toEqual(times(4, 'applied'))
    expect(office.server.entities.get('dev_1')?.data['name']).toBe('One')
  })

  it('is not merged into a later edit, on neither', async () => {
    const [first] = await enqueue(a, [rename('dev_1', 'One')])
    await a.export()
    await b.import()
    const [onB] = await enqueue(b, [edit('dev_1', { location: 'Hall 2' })])
    expect(await b.states(first ?? '', onB ?? '')).toEqual(['queued', 'queued'])
    await drain(a)
    a.goOffline()
    const [onA] = await enqueue(a, [edit('dev_1', { model: 'M2' })])
    await drain(b, a)
    expect(effectsOf([first ?? '', onB ?? '', onA ?? ''])).toEqual([1, 1, 1])
    expect(office.server.entities.get('dev_1')?.data).toMatchObject({ name: 'One', location: 'Hall 2', model: 'M2' })
  })

  it('does not vanish when its making is deleted on one of them', async () => {
    const [making] = await enqueue(a, [createPlaylist('pls_1')])
    await a.export()
    await b.import()
    const [deleting] = await enqueue(b, [remove('pls_1', 'playlist')])
    await drain(b, a)
    expect(effectsOf([making ?? '', deleting ?? ''])).toEqual([1, 1])
    expect(await a.states(making ?? '')).toEqual(['applied'])
  })

  it('stays apart also after a restart of either', async () => {
    const [first] = await enqueue(a, [rename('dev_1', 'One')])
    await a.export()
    await b.import()
    await a.reopen()
    await b.reopen()
    const [onB] = await enqueue(b, [rename('dev_1', 'Two')])
    expect(await b.states(first ?? '', onB ?? '')).toEqual(['queued', 'queued'])
    await drain(b)
    await drain(a)
    expect(effectsOf([first ?? '', onB ?? ''])).toEqual([1, 1])
    expect(office.server.entities.get('dev_1')?.data['name']).toBe('Two')
  })

  it('does not overwrite unseen what was edited on the other meanwhile', async () => {
    const [own] = await enqueue(b, [rename('dev_1', 'From B')])
    const [carried] = await enqueue(a, [rename('dev_1', 'From A')])
    await a.export()
    await b.import()
    await drain(b)
    expect(await b.states(own ?? '', carried ?? '')).toEqual(['applied', 'conflicted'])
    expect(office.server.entities.get('dev_1')?.data['name']).toBe('From B')
    await drain(a)
    expect(await a.states(carried ?? '')).toEqual(['conflicted'])
    await b.host.conflicts.keepMine([carried ?? ''])
    await office.clock.advance(5_000)
    await a.host.conflicts.keepMine([carried ?? ''])
    await office.clock.advance(5_000)
    expect(effectsOf([carried ?? ''])).toEqual([1])
    expect(await a.states(carried ?? '')).toEqual(['applied'])
  })

  it('does not let a later edit overwrite unseen what the other PC put below it', async () => {
    await enqueue(a, [rename('dev_1', 'From A')])
    await a.export()
    const [onB] = await enqueue(b, [edit('dev_1', { location: 'From B' })])
    await b.import()
    const [later] = await enqueue(a, [edit('dev_1', { location: 'Later' })])
    await drain(b)
    await drain(a)
    expect(await b.states(onB ?? '')).toEqual(['applied'])
    expect(await a.states(later ?? '')).toEqual(['conflicted'])
    expect(office.server.entities.get('dev_1')?.data).toMatchObject({ name: 'From A', location: 'From B' })
  })
})

describe('who made an operation', () => {
  const other = { id: 'usr_2', name: 'night shift' }

  it('is who sends it: somebody else who is signed in does not', async () => {
    const keys = await enqueue(a, [rename('dev_1', 'One')])
    await a.export()
    await b.signIn(other)
    expect((await b.inspect()).summary).toMatchObject({ ofOthers: 1, makers: ['operator'] })
    await b.import()
    await drain(b)
    expect(effectsOf(keys)).toEqual([0])
    expect(await waitsOf(b, keys[0] ?? '')).toBe('other-user')
    await b.signIn({ id: 'usr_1', name: 'operator' })
    await office.clock.advance(5_000)
    expect(effectsOf(keys)).toEqual([1])
  })

  it('is told also for what was made before anybody had signed in', async () => {
    await a.signIn({ id: '', name: 'operator' })
    const keys = await enqueue(a, [rename('dev_1', 'One')])
    await a.signIn({ id: 'usr_1', name: 'operator' })
    await a.export()
    await b.signIn(other)
    await b.import()
    expect((await b.host.store.operations(keys)).operations[0]?.user.id).toBe('usr_1')
    expect(await waitsOf(b, keys[0] ?? '')).toBe('other-user')
  })
})

describe('a signature', () => {
  it('of another key is another maker', async () => {
    await enqueue(a, [rename('dev_1', 'One')])
    await a.export()
    const before = (await b.inspect()).summary.fingerprint
    await b.import()
    a.signer = newSigner()
    await a.export()
    expect((await b.inspect()).summary).toMatchObject({ isKnownSigner: false })
    expect((await b.inspect()).summary.fingerprint).not.toBe(before)
  })
})
