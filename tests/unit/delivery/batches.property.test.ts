import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Intent } from '../../../src/shared/domain/operation.ts'
import { randomTrouble } from '../../support/model-server.ts'
import { seededRandom } from '../../support/queue-host.ts'
import { edit, QueueRig, reload } from '../../support/queue-rig.ts'

/** These tests are long, and share the PC with others. */
const TIMEOUT_MS = 120_000

const DEVICES = ['dev_1', 'dev_2', 'dev_3', 'dev_4']

const change = fc.record({
  device: fc.constantFrom(...DEVICES),
  field: fc.constantFrom('name', 'location', 'reload'),
  value: fc.nat(9),
})
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('batch' as const), of: fc.array(change, { minLength: 2, maxLength: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('single' as const), of: fc.tuple(change) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 2_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stranger' as const), device: fc.constantFrom(...DEVICES) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('retry' as const, 'roll-back' as const, 'keep-mine' as const),
      pick: fc.nat(9),
    }),
  },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

const intentOf = ({ device, field, value }: { device: string; field: string; value: number }): Intent =>
  field === 'reload' ? reload(device) : edit(device, { [field]: `value ${value}` })

async function play(acts: readonly Act[], seed: number): Promise<string[]> {
  const rig = await QueueRig.open()
  const random = seededRandom(seed)
  rig.seedDevices(...DEVICES)
  rig.server.trouble = randomTrouble(random, 0.25)
  rig.server.reject = (operation) => operation.kind === 'update' && operation.fields['name'] === 'value 0'
  await rig.host.delivery.run()
  const batches: string[][] = []
  for (const one of acts) {
    if (one.do === 'batch') batches.push(await rig.batch(...one.of.map(intentOf)))
    else if (one.do === 'single') await rig.enqueue(...one.of.map(intentOf))
    else if (one.do === 'wait') await rig.clock.advance(one.ms)
    else if (one.do === 'stranger') rig.server.edit(one.device, { location: 'theirs' })
    else if (one.do === 'restart') {
      await rig.reopen()
      await rig.host.delivery.run()
    } else {
      const waiting = [...rig.host.outbox.lanes.rows()].map((row) => row.key)
      const key = waiting[one.pick % Math.max(1, waiting.length)] ?? ''
      if (one.do === 'retry') await rig.host.desk.retry([key])
      else if (one.do === 'roll-back') await rig.host.desk.rollBack([key])
      else await rig.host.conflicts.keepMine([key])
    }
  }
  rig.server.trouble = () => 'none'
  await rig.clock.advance(60_000)
  const wrong: string[] = []
  const applied = new Set(rig.server.effects.map((effect) => effect.key))
  if (applied.size !== rig.server.effects.length) wrong.push('something was applied twice')
  for (const keys of batches) {
    const count = keys.filter((key) => applied.has(key)).length
    if (count !== 0 && count !== keys.length) wrong.push(`${count} of ${keys.length} were applied`)
    const states = new Set((await rig.states(...keys)).map(kindOf))
    if (states.size > 1) wrong.push(`one batch is ${[...states].join(' and ')}`)
  }
  for (const row of rig.host.outbox.lanes.rows()) {
    const { wait } = await rig.shown(row.key)
    if (wait.reason === 'ready') wrong.push(`${row.key} could go and does not`)
  }
  await rig.close()
  return wrong
}

/** Members of one batch are all waiting, all with the server, or all taken back. */
function kindOf(state: string): string {
  if (state === 'applied' || state === 'accepted') return 'with the server'
  return state === 'cancelled' ? state : 'waiting'
}

describe('batches, whatever the network, other editors and the operator do', () => {
  it(
    'are applied whole or not at all, and never come apart',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 20 }), fc.nat(), async (acts, seed) => {
          expect(await play(acts, seed)).toEqual([])
        }),
        { numRuns: 25 },
      )
    },
    TIMEOUT_MS,
  )
})
