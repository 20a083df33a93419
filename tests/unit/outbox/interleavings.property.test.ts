import fc, { type Scheduler } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/main/database/store.ts'
import type { Intent } from '../../../src/shared/domain/operation.ts'
import { deviceRecord } from '../../support/builders.ts'
import type { ModelServer } from '../../support/model-server.ts'
import { createDevice, edit, QueueRig, reload, remove } from '../../support/queue-rig.ts'
import { ReplyGate } from '../../support/slow-store.ts'

/** These tests are long, and share the PC with others. */
const TIMEOUT_MS = 120_000

const FIELDS = ['name', 'location'] as const

type Act =
  | { readonly do: 'edit'; readonly device: string; readonly field: (typeof FIELDS)[number]; readonly value: number }
  | { readonly do: 'reload'; readonly device: string }
  | { readonly do: 'delete' | 'create'; readonly device: string }
  | { readonly do: 'roll-back'; readonly pick: number }
  /** Somebody else edits the location. */
  | { readonly do: 'stranger'; readonly device: string; readonly value: number }

const deviceId = fc.constantFrom('dev_1', 'dev_2')
const editOf = (device: fc.Arbitrary<string>) =>
  fc.record({ do: fc.constant('edit' as const), device, field: fc.constantFrom(...FIELDS), value: fc.nat(99) })
const anEdit = editOf(deviceId)
const aReload = fc.record({ do: fc.constant('reload' as const), device: deviceId })
const aStranger = fc.record({
  do: fc.constant('stranger' as const),
  device: fc.constant('dev_1'),
  value: fc.nat(99),
})
const ofNew = fc.record({
  do: fc.constantFrom('create' as const, 'delete' as const),
  device: fc.constantFrom('dev_new_1', 'dev_new_2'),
})
const aRollBack = fc.record({ do: fc.constant('roll-back' as const), pick: fc.nat(20) })

interface Played {
  readonly rig: QueueRig
  /** What was accepted, in the order of the numbers. */
  readonly accepted: readonly { readonly intent: Intent; readonly key: string; readonly clientSequence: number }[]
  /** Own edits of a location that went on top of a stranger's edit their author had not seen. */
  readonly unseen: readonly string[]
}

/** Lets requests, answers of the disk and answers of the server come in any order the scheduler likes. */
async function play(acts: readonly Act[], scheduler: Scheduler): Promise<Played> {
  const gate = new ReplyGate()
  const seen = new Map<string, Seen>()
  const rig = await QueueRig.open({ wrapStore: (store) => gate.wrap(noteBases(store, seen)) })
  rig.seedDevices('dev_1', 'dev_2')
  const accepted: { intent: Intent; key: string; clientSequence: number }[] = []
  const unseen = watchStrangers(rig, scheduler, seen)
  await rig.host.delivery.run()
  gate.onHeld = () => void scheduler.schedule(Promise.resolve('disk')).then(() => gate.letOneThrough())
  gate.hold()
  for (const act of acts) {
    void scheduler.schedule(Promise.resolve(act)).then(async () => {
      if (act.do === 'stranger') return rig.server.edit(act.device, { location: `theirs ${act.value}` })
      if (act.do === 'roll-back') {
        const key = accepted[act.pick % Math.max(1, accepted.length)]?.key
        return key === undefined ? undefined : rig.host.desk.rollBack([key])
      }
      const intent = intentOf(act)
      // Refused ones (a second create, an edit of what is gone) are not part of the promise.
      const made = await rig.one(intent).catch(() => null)
      if (made !== null) accepted.push({ intent, key: made.key, clientSequence: made.clientSequence })
      return undefined
    })
  }
  await scheduler.waitIdle()
  gate.onHeld = () => undefined
  gate.open()
  await rig.clock.advance(20_000)
  return { rig, accepted: accepted.sort((a, b) => a.clientSequence - b.clientSequence), unseen }
}

function intentOf(act: Exclude<Act, { do: 'stranger' | 'roll-back' }>): Intent {
  if (act.do === 'reload') return reload(act.device)
  if (act.do === 'delete') return remove(act.device)
  if (act.do === 'edit') return edit(act.device, { [act.field]: `mine ${act.value}` })
  return createDevice(act.device)
}

/** What the author of an operation had seen: of one that carries an earlier one, the values tell, since its version is older. */
interface Seen {
  readonly version: number
  readonly location: unknown
}

/** Notes what the author of each operation had seen. */
function noteBases(store: Store, seen: Map<string, Seen>): Store {
  const commit = store.commit.bind(store)
  store.commit = (mutations) => {
    for (const one of mutations) {
      if (one.type !== 'operation.insert') continue
      const { key, baseVersion, baseFields } = one.operation
      seen.set(key, { version: baseVersion, location: baseFields['location'] })
    }
    return commit(mutations)
  }
  return store
}

/** Delays requests and answers, tells the local copy of every change before the answer, and notes what nobody had seen. */
function watchStrangers(rig: QueueRig, scheduler: Scheduler, seen: ReadonlyMap<string, Seen>): string[] {
  const { server } = rig
  const unseen: string[] = []
  const strangers = new Map<string, Seen>()
  const editByStranger = server.edit.bind(server)
  let isOwn = false
  server.edit = (id, fields) => {
    editByStranger(id, fields)
    const version = server.entities.get(id)?.version ?? 0
    if (!isOwn) strangers.set(id, { version, location: fields['location'] })
  }
  const apply = server.apply.bind(server)
  server.apply = async (operations) => {
    await scheduler.schedule(Promise.resolve('request'))
    for (const { kind, entityId, key, ...rest } of operations) {
      if (kind !== 'update' || !('fields' in rest) || !('location' in rest.fields)) continue
      const theirs = strangers.get(entityId)
      const known = seen.get(key)
      if (theirs === undefined || known === undefined) continue
      const isOnTop = 'baseVersion' in rest && rest.baseVersion >= theirs.version
      if (isOnTop && known.version < theirs.version && known.location !== theirs.location) unseen.push(key)
    }
    isOwn = true
    const results = await apply(operations).finally(() => {
      isOwn = false
    })
    tellReplica(rig, server)
    await scheduler.schedule(Promise.resolve('answer'))
    return results
  }
  return unseen
}

function tellReplica(rig: QueueRig, server: ModelServer): void {
  for (const [id, { version, data }] of server.entities) {
    const record = deviceRecord(id, { version, sequence: version, data })
    rig.host.replica.apply({ kind: 'record', record })
  }
}

/** The values that a device ends with when nobody else touches it. */
function expected(played: Played, device: string): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { intent } of played.accepted) {
    if (intent.entityId === device && intent.kind === 'update') Object.assign(values, intent.fields)
  }
  return values
}

describe('requests, answers of the disk and answers of the server in any order', () => {
  it(
    'apply every edit once and in order, and never clash with each other',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ weight: 5, arbitrary: anEdit }, { weight: 1, arbitrary: aReload }), {
            minLength: 3,
            maxLength: 12,
          }),
          fc.scheduler(),
          async (acts, scheduler) => {
            const played = await play(acts, scheduler)
            const { rig, accepted } = played
            expect(accepted).toHaveLength(acts.length)
            expect(rig.host.outbox.lanes.size).toBe(0)
            const { created, applied, merged } = rig.host.outbox.status(false).totals
            expect([created, rig.server.effects.length]).toEqual([acts.length, applied])
            expect(applied + merged).toBe(created)
            for (const id of ['dev_1', 'dev_2']) {
              expect(rig.server.entities.get(id)?.data).toMatchObject(expected(played, id))
              expect(rig.view(id)?.data).toMatchObject(expected(played, id))
            }
            await rig.close()
          },
        ),
        { numRuns: 25 },
      )
    },
    TIMEOUT_MS,
  )

  it(
    'never overwrite what somebody else did meanwhile',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.oneof({ weight: 2, arbitrary: editOf(fc.constant('dev_1')) }, { weight: 1, arbitrary: aStranger }),
            {
              minLength: 4,
              maxLength: 10,
            },
          ),
          fc.scheduler(),
          async (acts, scheduler) => {
            const { rig, unseen } = await play(acts, scheduler)
            expect(unseen).toEqual([])
            for (const row of rig.host.outbox.lanes.rows()) expect(['conflicted', 'queued']).toContain(row.state)
            await rig.close()
          },
        ),
        { numRuns: 25 },
      )
    },
    TIMEOUT_MS,
  )

  it(
    'keep the books in order also when things are made, taken back and deleted',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof(ofNew, anEdit, aRollBack, aReload), { minLength: 3, maxLength: 14 }),
          fc.scheduler(),
          async (acts, scheduler) => {
            const { rig } = await play(acts, scheduler)
            const keys = rig.server.effects.map((effect) => effect.key)
            expect(new Set(keys).size).toBe(keys.length)
            const stuck = [...rig.host.outbox.lanes.rows()].filter((row) => row.state !== 'quarantined')
            expect(stuck.map((row) => row.state)).toEqual([])
            await rig.close()
          },
        ),
        { numRuns: 25 },
      )
    },
    TIMEOUT_MS,
  )
})
