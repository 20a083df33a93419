import type { EntityRecord } from '#shared/domain/entities.ts'
import { fieldsOf, type OperationState } from '#shared/domain/operation.ts'
import type { OperationResult, WireOperation } from '#shared/protocol/operations.ts'
import { between, chance, pick, type Random } from '../../src/fleet-server/platform/random.ts'
import type { Asked } from './evidence.ts'
import type { OldOperation, OldSite, OldStep } from './old-site.ts'

const ACTOR = 'Operator'
/** Steps after the making, by the state they lead to, with what an operation holds then. */
interface Ending extends Partial<Omit<OldOperation, 'steps'>> {
  readonly steps: readonly (readonly [OperationState, string])[]
}

const SENT = ['sending', 'sent'] as const
const REFUSED = { code: 'invalid', message: 'name: not like this' }

/** Every way an operation of the first version could have gone so far. */
const ENDINGS: readonly Ending[] = [
  { steps: [] },
  { steps: [SENT] },
  { steps: [SENT, ['unknown', 'answer-lost']] },
  { steps: [SENT, ['applied', 'acknowledged']], acknowledged: { version: 2, sequence: 9, at: 1 } },
  {
    steps: [SENT, ['unknown', 'restarted'], ['applied', 'known-to-server']],
    acknowledged: { version: 3, sequence: 11, at: 1 },
  },
  { steps: [SENT, ['unknown', 'answer-lost'], ['queued', 'not-known-to-server']] },
  { steps: [SENT, ['queued', 'refused:unavailable']], lastError: { code: 'unavailable', message: 'later' } },
  { steps: [SENT, ['quarantined', 'rejected:invalid']], attempts: 1, lastError: REFUSED },
  {
    steps: [SENT, ['conflicted', 'conflict']],
    conflict: { serverVersion: 4, serverFields: { name: 'theirs' }, isDeleted: false },
  },
  { steps: [['cancelled', 'rolled-back-by-operator']] },
]

/**
 * A site with a history of any length, for a migration to bring over. No server knows it.
 *
 * @param characters of the longest text in each edit.
 */
export function randomOldSite(random: Random, count: number, characters: number): OldSite {
  const operations = Array.from({ length: count }, (_, index) => {
    const number = index + 1
    return oldOperation(random, number, randomIntent(random, number, characters), 1, pick(random, ENDINGS))
  })
  return { clientId: 'console-old', actor: ACTOR, records: [], operations }
}

function randomIntent(random: Random, number: number, characters: number): OldOperation['intent'] {
  const entityId = `device-${between(random, 1, 200)}`
  const entityType = 'device' as const
  const fields = { name: `name ${number}`, tags: ['“a”', 'b'], location: 'é'.repeat(characters) }
  const roll = random.next()
  if (roll < 0.7) return { kind: 'update', entityType, entityId, fields }
  if (roll < 0.85) return { kind: 'command', entityType, entityId, command: 'reload' }
  return { kind: 'delete', entityType, entityId }
}

/** Lanes of the site that is sent to a server: those in which something is on its way, and those that wait. */
const LANES: readonly EntityLane[] = [
  { entityType: 'device', entityId: 'device-00001' },
  { entityType: 'device', entityId: 'device-00002' },
  { entityType: 'device', entityId: 'device-00003' },
  { entityType: 'playlist', entityId: 'playlist-01' },
  { entityType: 'content', entityId: 'content-01' },
]
type EntityLane = Pick<EntityRecord, 'entityType'> & { readonly entityId: string }

/** What an old site needs of the server. */
export interface OldServer {
  records(): Promise<{ readonly records: readonly EntityRecord[] }>
  apply(clientId: string, operations: readonly WireOperation[]): Promise<readonly OperationResult[]>
}

/**
 * A site of the first version as a server knows it: some operations were applied and acknowledged; of those on their way
 * some had reached the server and some not; others wait, were refused, or clash.
 */
export async function servedOldSite(random: Random, server: OldServer, label: string): Promise<OldSite> {
  const site = new ServedSite(random, server, `console-old-${label}`, label)
  for (let done = between(random, 4, 12); done > 0; done -= 1) {
    await site.add(pick(random, LANES), 'applied', { steps: [SENT, ['applied', 'acknowledged']] })
  }
  const known = (await server.records()).records
  const [first, second, third, fourth, fifth] = LANES
  await site.add(first, 'applied', { steps: [SENT] })
  await site.add(second, 'applied', { steps: [SENT, ['unknown', 'answer-lost']] })
  await site.add(third, 'kept', { steps: [SENT] })
  await site.add(fourth, 'kept', {
    steps: [SENT, ['quarantined', 'rejected:invalid']],
    attempts: 1,
    lastError: REFUSED,
  })
  const version = versionIn(known, fifth)
  const conflict = { serverVersion: version, serverFields: { name: 'theirs' }, isDeleted: false }
  await site.add(fifth, 'kept', { steps: [SENT, ['conflicted', 'conflict']], conflict })
  for (let waiting = between(random, 5, 15); waiting > 0; waiting -= 1) {
    await site.add(pick(random, LANES), 'kept', { steps: [] }, known)
  }
  return {
    clientId: site.clientId,
    actor: ACTOR,
    records: known,
    operations: site.operations,
  }
}

/** Makes operations one after the other; what has reached the server is really applied there. */
class ServedSite {
  readonly clientId: string
  readonly operations: OldOperation[] = []
  readonly #random: Random
  readonly #server: OldServer
  readonly #label: string

  constructor(random: Random, server: OldServer, clientId: string, label: string) {
    this.#random = random
    this.#server = server
    this.clientId = clientId
    this.#label = label
  }

  /** @param known the console's copy, for what it made without hearing of the newest; left out: the server's. */
  async add(
    lane: EntityLane | undefined,
    fate: 'applied' | 'kept',
    ending: Ending,
    known?: readonly EntityRecord[],
  ): Promise<void> {
    if (lane === undefined) return
    const number = this.operations.length + 1
    const version = versionIn(known ?? (await this.#server.records()).records, lane)
    const intent = this.#intentFor(lane, number, fate)
    const made = oldOperation(this.#random, number, intent, version, ending)
    if (fate === 'kept') return void this.operations.push(made)
    const [result] = await this.#server.apply(this.clientId, [wireOf(made)])
    if (result?.outcome !== 'applied') throw new Error(`the old operation was not applied: ${JSON.stringify(result)}`)
    const isHeard = made.steps.at(-1)?.to === 'applied'
    const acknowledged = { version: result.version, sequence: result.sequence, at: result.at }
    this.operations.push(isHeard ? { ...made, acknowledged } : made)
  }

  #intentFor({ entityType, entityId }: EntityLane, number: number, fate: 'applied' | 'kept'): OldOperation['intent'] {
    if (entityType === 'device' && fate === 'kept' && chance(this.#random, 0.2))
      return { kind: 'command', entityType, entityId, command: 'clear-cache' }
    const value = `${this.#label}-old-${number}`
    return { kind: 'update', entityType, entityId, fields: { name: value } }
  }
}

function oldOperation(
  random: Random,
  clientSequence: number,
  intent: OldOperation['intent'],
  baseVersion: number,
  { steps, ...rest }: Ending,
): OldOperation {
  const madeAt = 1_700_000_000_000 + clientSequence * 1_000
  const all: OldStep[] = [{ from: null, to: 'queued', at: madeAt, reason: 'made' }]
  for (const [to, reason] of steps) {
    const last = all.at(-1)
    all.push({ from: last?.to ?? null, to, at: (last?.at ?? madeAt) + between(random, 1, 5_000), reason })
  }
  return {
    key: uuid(random),
    clientSequence,
    intent,
    baseVersion: intent.kind === 'command' ? 0 : baseVersion,
    baseFields: intent.kind === 'update' ? { name: 'before' } : {},
    attempts: 0,
    lastError: null,
    conflict: null,
    acknowledged: null,
    ...rest,
    steps: all,
  }
}

function wireOf({ key, clientSequence, steps, intent, baseVersion }: OldOperation): WireOperation {
  const common = { key, clientSequence, createdAt: steps[0]?.at ?? 0, entityId: intent.entityId }
  if (intent.kind !== 'update') throw new Error('only edits of an old site have reached the server')
  return { ...common, kind: 'update', entityType: intent.entityType, baseVersion, fields: intent.fields }
}

function versionIn(records: readonly EntityRecord[], lane: EntityLane | undefined): number {
  return records.find(({ entityType, id }) => entityType === lane?.entityType && id === lane.entityId)?.version ?? 0
}

/** Of version 4, from the seed: the same seed makes the same site. */
function uuid(random: Random): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random.next() * 16).toString(16))
  digits[12] = '4'
  digits[16] = '8'
  const text = digits.join('')
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
}

/** What was asked for, as it would have been heard. */
export function askedOf({ intent }: OldOperation): Asked {
  const { kind, entityType, entityId } = intent
  return { kind, entityType, entityId, fields: { ...fieldsOf(intent) }, dependsOn: [] }
}
