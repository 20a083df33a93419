import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consequencesOf } from '../../../src/main/outbox/taken-along.ts'
import type { Intent, OperationState } from '../../../src/shared/domain/operation.ts'
import { createPlaylist, edit, QueueRig, reload, rename } from '../../support/queue-rig.ts'

const PEOPLE = [
  { id: 'usr_anna', name: 'Anna' },
  { id: 'usr_ben', name: 'Ben' },
]
const DEVICES = ['dev_0', 'dev_1', 'dev_2']

/** One request as drawn: what it does, by whom, whether as a batch, and which earlier ones it must wait for. */
const drawn = fc.record({
  act: fc.constantFrom('create', 'use', 'rename', 'reload', 'describe'),
  device: fc.nat(DEVICES.length - 1),
  list: fc.nat(2),
  by: fc.nat(1),
  isBatch: fc.boolean(),
  dependsOn: fc.array(fc.nat(20), { maxLength: 1 }),
})
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never

const MADE_BY_ANNA: Drawn = { act: 'create', device: 0, list: 0, by: 0, isBatch: false, dependsOn: [] }
/** Part of a batch builds on somebody else's work: drawn by chance too rarely. */
const USED_BY_BEN: Drawn = { act: 'use', device: 1, list: 0, by: 1, isBatch: true, dependsOn: [] }

function intentsOf(one: Drawn, index: number, lists: readonly string[]): Intent[] {
  const device = DEVICES[one.device] ?? ''
  const list = lists[one.list]
  switch (one.act) {
    case 'create':
      return [createPlaylist(`pls_${index}`), ...(one.isBatch ? [edit(device, { playlistId: `pls_${index}` })] : [])]
    case 'use':
      return list === undefined ? [reload(device)] : [edit(device, { playlistId: list }), reload(device)]
    case 'describe':
      return list === undefined ? [rename(device, `${index}`)] : [edit(list, { description: `${index}` }, 'playlist')]
    case 'reload':
      return [reload(device)]
    default:
      return [rename(device, `${index}`), ...(one.isBatch ? [edit(DEVICES[0] ?? '', { location: `${index}` })] : [])]
  }
}

async function fill(rig: QueueRig, list: readonly Drawn[]): Promise<string[]> {
  const keys: string[] = []
  const lists: string[] = []
  for (const [index, one] of list.entries()) {
    rig.host.user = PEOPLE[one.by] ?? rig.host.user
    rig.host.outbox.userChanged()
    const intents = intentsOf(one, index, lists)
    const waiting = keys.filter((key) => rig.host.outbox.lanes.get(key) !== undefined)
    const dependsOn = one.dependsOn.flatMap((at) => waiting[at % Math.max(waiting.length, 1)] ?? [])
    const isBatch = one.isBatch && intents.length > 1
    const accepted = await rig.accept(intents, { isBatch, dependsOn })
    keys.push(...accepted.map(({ key }) => key))
    if (one.act === 'create') lists.push(`pls_${index}`)
  }
  return keys.filter((key) => rig.host.outbox.lanes.get(key) !== undefined)
}

describe('what taking changes back would do to others', () => {
  it('is told before exactly as it happens then', async () => {
    const queue = fc.record({
      list: fc.array(drawn, { minLength: 2, maxLength: 9 }),
      chosen: fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }),
    })
    let told = 0
    await fc.assert(
      fc.asyncProperty(queue, async ({ list, chosen }) => {
        const rig = await QueueRig.open()
        try {
          rig.seedDevices(...DEVICES)
          rig.host.firstUserId = PEOPLE[0]?.id ?? null
          const keys = await fill(rig, list)
          const taken = [...new Set(chosen.map((at) => keys[at % keys.length] ?? ''))]
          const said = consequencesOf(taken, rig.host.outbox.lanes)
          await rig.host.desk.rollBack(taken)
          const states = await rig.states(...keys)
          const became = (state: OperationState) => keys.filter((_key, index) => states[index] === state).sort()
          // What somebody else made is not given up, but is refused where it builds on what is.
          expect([...said.along].sort()).toEqual(became('cancelled').filter((key) => !taken.includes(key)))
          expect([...said.refused].sort()).toEqual(became('quarantined'))
          told += said.along.length + said.refused.length
        } finally {
          await rig.close()
        }
      }),
      { numRuns: 120, examples: [[{ list: [MADE_BY_ANNA, USED_BY_BEN], chosen: [0] }]] },
    )
    // It would hold of queues in which nothing hangs together, too.
    expect(told).toBeGreaterThan(50)
  }, 60_000)
})
