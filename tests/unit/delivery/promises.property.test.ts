import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Step as QueueStep } from '../../../src/main/outbox/step.ts'
import type { Intent } from '../../../src/shared/domain/operation.ts'
import { deviceData, deviceRecord } from '../../support/builders.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { type Effect, ModelServer, randomTrouble } from '../../support/model-server.ts'
import { countingIds, QueueHost, seededRandom, temporaryFolder } from '../../support/queue-host.ts'

const DEVICES = ['dev_a', 'dev_b', 'dev_c']

type Step =
  | { readonly do: 'edit'; readonly device: number; readonly field: 'name' | 'location'; readonly value: number }
  | { readonly do: 'command'; readonly device: number }
  | { readonly do: 'create' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'restart' }
  | { readonly do: 'flap'; readonly isUp: boolean }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      device: fc.nat(2),
      field: fc.constantFrom('name' as const, 'location' as const),
      value: fc.nat(99),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('command' as const), device: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('create' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 3_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('flap' as const), isUp: fc.boolean() }) },
)

interface Outcome {
  readonly accepted: readonly number[]
  /** Those that later edits carried along. */
  readonly merged: ReadonlySet<number>
  readonly effects: readonly Effect[]
  readonly pending: number
  readonly totals: { readonly created: number; readonly applied: number; readonly merged: number }
}

type Tamper = (host: QueueHost, server: ModelServer) => void

/** Runs a history against a server that loses, refuses and forgets, with restarts, until the queue is empty. */
async function play(steps: readonly Step[], seed: number, tamper: Tamper = () => undefined): Promise<Outcome> {
  const folder = temporaryFolder()
  const clock = new ManualClock()
  const random = seededRandom(seed)
  const ids = countingIds()
  const server = new ModelServer()
  const open = async (): Promise<QueueHost> => {
    const host = await QueueHost.open({ file: join(folder.path, 'q.sqlite'), clock, random, ids, server })
    tamper(host, server)
    await host.delivery.run()
    return host
  }
  let host = await open()
  for (const id of DEVICES) {
    server.seed(id, { ...deviceData({ name: id }) })
    host.replica.apply({ kind: 'record', record: deviceRecord(id) })
  }
  server.trouble = randomTrouble(random, 0.3)
  const accepted: number[] = []
  const numbers = new Map<string, number>()
  const merged = new Set<number>()
  try {
    for (const one of steps) {
      if (one.do === 'wait') await clock.advance(one.ms)
      else if (one.do === 'flap') server.setBlock(one.isUp ? null : 'offline')
      else if (one.do === 'restart') {
        await host.close()
        host = await open()
      } else {
        for (const made of await host.outbox.enqueue([intentOf(one)])) {
          accepted.push(made.clientSequence)
          numbers.set(made.key, made.clientSequence)
          for (const key of made.merged) merged.add(numbers.get(key) ?? 0)
        }
      }
    }
    server.setBlock(null)
    server.trouble = () => 'none'
    for (let round = 0; round < 200 && host.outbox.lanes.size > 0; round++) await clock.advance(1_000)
    const status = host.outbox.status(false)
    return { accepted, merged, effects: server.effects, pending: status.pending, totals: status.totals }
  } finally {
    await host.close()
    folder.remove()
  }
}

function intentOf(one: Extract<Step, { do: 'edit' | 'command' | 'create' }>): Intent {
  if (one.do === 'create') return { kind: 'create', entityType: 'device', fields: { ...deviceData() } }
  const ref = { entityType: 'device' as const, entityId: DEVICES[one.device] ?? 'dev_a' }
  if (one.do === 'command') return { kind: 'command', ...ref, command: 'reload' }
  return { kind: 'update', ...ref, fields: { [one.field]: `value ${one.value}` } }
}

/** The promises, in a form that can fail. */
function violations(outcome: Outcome): string[] {
  const found: string[] = []
  const applied = new Map<number, number>()
  for (const { clientSequence } of outcome.effects) applied.set(clientSequence, (applied.get(clientSequence) ?? 0) + 1)
  for (const sequence of outcome.accepted) {
    const count = applied.get(sequence) ?? 0
    if (count === 0 && !outcome.merged.has(sequence)) found.push(`lost ${sequence}`)
    if (count > (outcome.merged.has(sequence) ? 0 : 1)) found.push(`doubled ${sequence}`)
  }
  const last = new Map<string, number>()
  for (const { entityId, clientSequence } of outcome.effects) {
    if (clientSequence < (last.get(entityId) ?? 0)) found.push(`reordered ${entityId} ${clientSequence}`)
    last.set(entityId, clientSequence)
  }
  if (outcome.pending !== 0) found.push(`stuck ${outcome.pending}`)
  if (outcome.totals.created !== outcome.totals.applied + outcome.totals.merged)
    found.push('the counters do not add up')
  return found
}

describe('the promises of the queue', () => {
  it('applies every accepted operation once and in order, whatever the network does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), fc.nat(), async (steps, seed) => {
        expect(violations(await play(steps, seed))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  const pause: Step = { do: 'wait', ms: 700 }
  const commands = Array.from({ length: 40 }, (_, index): Step[] => [
    { do: 'command', device: index % 3 },
    pause,
  ]).flat()
  const edits = Array.from({ length: 40 }, (_, value): Step[] => {
    const edit = { do: 'edit', device: value % 3, field: 'name', value } as const
    return value % 4 === 3 ? [edit, pause] : [edit]
  }).flat()

  /** A bug in what the queue does when an operation moves on. */
  function plant(host: QueueHost, bug: (step: QueueStep) => QueueStep): void {
    const { outbox } = host
    for (const name of ['transition', 'transitionBeside'] as const) {
      const transition = outbox[name].bind(outbox)
      outbox[name] = (keys, change) =>
        transition(keys, (operation) => {
          const step = change(operation)
          return step === null ? null : bug(step)
        })
    }
  }

  it('would notice an operation that is sent again under another key', async () => {
    const ids = countingIds()
    const outcome = await play(commands, 5, (_host, server) => {
      const apply = server.apply.bind(server)
      server.apply = async (operations) => {
        const renamed = operations.map((operation) => ({ ...operation, key: ids.uuid() }))
        const results = await apply(renamed)
        return results.map((result, index) => ({ ...result, key: operations[index]?.key ?? '' }))
      }
    })
    expect(violations(outcome).filter((violation) => violation.startsWith('doubled'))).not.toEqual([])
  })

  it('would notice an operation that counts as applied although the server never saw it', async () => {
    const outcome = await play(commands, 9, (host) =>
      plant(host, (step) => {
        if (step.reason !== 'not-known-to-server') return step
        return { ...step, after: { ...step.after, state: 'applied', acknowledged: { version: 1, sequence: 1, at: 1 } } }
      }),
    )
    expect(violations(outcome).filter((violation) => violation.startsWith('lost'))).not.toEqual([])
  })

  it('would notice a lane that does not wait for an unknown outcome', async () => {
    const outcome = await play(edits, 4, (host) => {
      const { lanes } = host.outbox
      lanes.sendable = (limit) => [...lanes.rows()].filter((row) => row.state === 'queued').slice(0, limit)
    })
    expect(violations(outcome).filter((violation) => /^(reordered|stuck)/.test(violation))).not.toEqual([])
  })
})
