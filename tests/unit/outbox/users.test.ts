import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { discard } from '../../../src/main/outbox/discard.ts'
import { restore } from '../../../src/main/outbox/restore.ts'
import { openDatabase } from '../../../src/sqlite/open.ts'
import { createDevice, edit, QueueRig, reload, remove, rename } from '../../support/queue-rig.ts'

const ANNA = { id: 'usr_anna', name: 'Anna' }
const BEN = { id: 'usr_ben', name: 'Ben' }
const NOBODY = { id: '', name: 'operator' }

const NO_ACTIONS = {
  ...{ canRetry: false, canRollBack: false, canKeepMine: false, canConfirm: false },
  ...{ canEdit: false, canDiscard: false, canRestore: false },
}

describe('operations of several people on one PC', () => {
  let rig: QueueRig

  beforeEach(async () => {
    rig = await QueueRig.open()
    rig.seedDevices('dev_1', 'dev_2')
    signIn(ANNA)
    rig.server.setBlock('offline')
    await rig.host.delivery.run()
  })
  afterEach(() => rig.close())

  function signIn(user: { id: string; name: string }): void {
    if (user.id !== '') rig.host.firstUserId ??= user.id
    rig.host.user = user
    rig.host.outbox.userChanged()
  }
  const online = async (): Promise<void> => {
    rig.server.setBlock(null)
    await rig.clock.advance(5_000)
  }
  const sent = () => rig.server.effects.map((effect) => effect.key)

  it('are sent only as the one who made them, and say so while they wait', async () => {
    const annas = await rig.one(rename('dev_1', 'by Anna'))
    signIn(BEN)
    const bens = await rig.one(rename('dev_2', 'by Ben'))
    await online()
    expect(sent()).toEqual([bens.key])
    expect(await rig.shown(annas.key)).toMatchObject({
      state: 'queued',
      wait: { reason: 'other-user', behindKey: null },
      actor: 'Anna',
    })
    signIn(ANNA)
    await rig.clock.advance(1_000)
    expect(sent()).toEqual([bens.key, annas.key])
  })

  it('are kept, shown and counted while somebody else works, and over a restart', async () => {
    const annas = await rig.one(rename('dev_1', 'by Anna'))
    signIn(BEN)
    await rig.reopen({ firstUserId: ANNA.id })
    signIn(BEN)
    await rig.run(0)
    await online()
    expect(sent()).toEqual([])
    expect(rig.view('dev_1')?.data['name']).toBe('by Anna')
    expect(rig.host.outbox.status(false).pending).toBe(1)
    expect(await rig.waits(annas.key)).toEqual(['other-user'])
  })

  it('keep their order: what another makes behind them waits, and says behind what', async () => {
    const annas = await rig.one(rename('dev_1', 'by Anna'))
    signIn(BEN)
    const bens = await rig.one(edit('dev_1', { location: 'by Ben' }))
    await online()
    expect(sent()).toEqual([])
    expect((await rig.shown(bens.key)).wait).toEqual({ reason: 'behind-earlier', behindKey: annas.key })
    signIn(ANNA)
    await rig.clock.advance(1_000)
    expect(sent()).toEqual([annas.key])
    signIn(BEN)
    await rig.clock.advance(1_000)
    expect(sent()).toEqual([annas.key, bens.key])
  })

  it('are not merged with, cancelled by or deleted through those of another', async () => {
    const made = await rig.one(createDevice('dev_new'))
    const renamed = await rig.one(rename('dev_1', 'by Anna'))
    signIn(BEN)
    const deleted = await rig.one(remove('dev_new'))
    const again = await rig.one(rename('dev_1', 'by Ben'))
    expect([deleted.merged, again.merged]).toEqual([[], []])
    expect(await rig.states(made.key, renamed.key)).toEqual(['queued', 'queued'])
  })

  it('that were on their way when the other signed in are settled all the same', async () => {
    rig.server.trouble = () => 'lost-answer'
    const annas = await rig.one(rename('dev_1', 'by Anna'))
    rig.server.setBlock(null)
    await rig.clock.advance(10)
    signIn(BEN)
    rig.server.trouble = () => 'none'
    await rig.clock.advance(5_000)
    expect(await rig.states(annas.key)).toEqual(['applied'])
  })

  it('that the server has not had wait for their author, not for whoever is there', async () => {
    rig.server.trouble = () => (rig.server.applyCalls === 1 && rig.server.lookupCalls === 0 ? 'lost-request' : 'none')
    const annas = await rig.one(reload('dev_1'))
    rig.server.setBlock(null)
    signIn(ANNA)
    await rig.clock.advance(0)
    rig.server.setBlock('offline')
    signIn(BEN)
    await online()
    const [state] = await rig.states(annas.key)
    expect(['queued', 'accepted', 'applied']).toContain(state)
    expect(sent().length).toBeLessThanOrEqual(1)
  })

  it('that wait are not corrected by another: the server would take that for the author’s own', async () => {
    rig.server.reject = () => true
    const annas = await rig.one(rename('dev_1', 'by Anna'))
    await online()
    signIn(BEN)
    const outcome = await rig.host.desk.editAndRetry(annas.key, { name: 'by Ben' })
    expect(outcome).toMatchObject({ ok: false })
    expect(outcome.message).toContain('Anna')
    expect((await rig.operation(annas.key)).intent).toMatchObject({ fields: { name: 'by Anna' } })
  })

  it('that ask again are confirmed only by their author', async () => {
    const annas = await rig.one(reload('dev_1'))
    await rig.clock.advance(180_000)
    signIn(BEN)
    expect(await rig.host.desk.confirmAgain([annas.key])).toMatchObject([{ ok: false }])
    signIn(ANNA)
    expect(await rig.host.desk.confirmAgain([annas.key])).toMatchObject([{ ok: true }])
  })

  it('that clash are decided only by their author', async () => {
    rig.server.edit('dev_1', { name: 'theirs' })
    const annas = await rig.one(rename('dev_1', 'by Anna'))
    await online()
    signIn(BEN)
    expect(await rig.host.conflicts.keepMine([annas.key])).toMatchObject([{ ok: false }])
    expect((await rig.host.conflicts.resolve(annas.key, 'theirs')).outcomes).toMatchObject([{ ok: false }])
    expect(await rig.states(annas.key)).toEqual(['conflicted'])
  })

  it('are rolled back, discarded and reprioritised only by their author', async () => {
    const annas = await rig.one(rename('dev_1', 'by Anna'))
    signIn(BEN)
    const { desk } = rig.host
    const outcomes = [
      await desk.rollBack([annas.key]),
      await discard([annas.key], rig.host),
      await desk.setPriority([annas.key], 'critical'),
    ]
    const message = 'It was made by Anna, who alone can send it or give it up.'
    expect(outcomes).toEqual(outcomes.map(() => [{ key: annas.key, ok: false, message }]))
    expect(await rig.operation(annas.key)).toMatchObject({ state: 'queued', priority: 'normal' })
    expect(await rig.shown(annas.key)).toMatchObject({ heldFor: 'author', actions: NO_ACTIONS })
    signIn(ANNA)
    expect(await rig.shown(annas.key)).toMatchObject({ heldFor: null, actions: { canRollBack: true } })
    expect(await desk.rollBack([annas.key])).toMatchObject([{ ok: true }])
  })

  it('that were given up are brought back only by their author', async () => {
    const annas = await rig.one(rename('dev_1', 'by Anna'))
    await rig.host.desk.rollBack([annas.key])
    signIn(BEN)
    expect(await restore([annas.key], rig.host)).toEqual([
      { key: annas.key, ok: false, message: 'It was made by Anna, who alone can bring it back.' },
    ])
    expect((await rig.shown(annas.key)).actions.canRestore).toBe(false)
    signIn(ANNA)
    expect(await restore([annas.key], rig.host)).toMatchObject([{ ok: true }])
  })

  it('offer nothing while nobody is signed in', async () => {
    const annas = await rig.one(rename('dev_1', 'by Anna'))
    rig.host.isSignedOut = true
    expect(await rig.shown(annas.key)).toMatchObject({ heldFor: 'sign-in', actions: NO_ACTIONS })
  })

  describe('made before anybody had signed in', () => {
    beforeEach(() => {
      rig.host.firstUserId = null
      signIn(NOBODY)
    })

    it('belong to the first who does', async () => {
      const early = await rig.one(rename('dev_1', 'early'))
      signIn(ANNA)
      await online()
      expect(sent()).toEqual([early.key])
    })

    it('belong to the first also when another is there when the network comes', async () => {
      const early = await rig.one(rename('dev_1', 'early'))
      signIn(ANNA)
      signIn(BEN)
      await online()
      expect(sent()).toEqual([])
      expect(await rig.waits(early.key)).toEqual(['other-user'])
      signIn(ANNA)
      await rig.clock.advance(1_000)
      expect(sent()).toEqual([early.key])
    })

    it('are nobody else’s while nobody has signed in', async () => {
      const early = await rig.one(rename('dev_1', 'early'))
      await online()
      expect(sent()).toEqual([early.key])
    })
  })

  it('of a version that kept only names belong to whoever has that name', async () => {
    const annas = await rig.one(rename('dev_1', 'by Anna'))
    const database = openDatabase(rig.file)
    database.prepare("UPDATE operations SET user_id = 'name:' || actor WHERE key = ?").run(annas.key)
    database.close()
    await rig.reopen()
    signIn(BEN)
    await rig.run(0)
    await online()
    expect(sent()).toEqual([])
    signIn(ANNA)
    await rig.clock.advance(1_000)
    expect(sent()).toEqual([annas.key])
  })
})
