import type { Mutation } from '../../../../src/main/database/store.ts'
import type { ConflictRecord } from '../../../../src/shared/domain/conflict.ts'
import type { Fields } from '../../../../src/shared/domain/entities.ts'
import { fieldsOf, type Operation, type OperationState } from '../../../../src/shared/domain/operation.ts'
import { type Settings, settingsSchema } from '../../../../src/shared/domain/settings.ts'
import type { WireOperation } from '../../../../src/shared/protocol/operations.ts'
import { Account } from '../../../../tools/simulate/checks/account.ts'
import { ConflictRules } from '../../../../tools/simulate/checks/conflict-rules.ts'
import { EffectRules } from '../../../../tools/simulate/checks/effect-rules.ts'
import type { DatedEffect, Facts } from '../../../../tools/simulate/checks/facts.ts'
import { SendRules } from '../../../../tools/simulate/checks/send-rules.ts'
import { StepRules } from '../../../../tools/simulate/checks/step-rules.ts'
import { FleetServer } from '../../../../tools/simulate/server/fleet-server.ts'
import { FULL_TRAITS, type ServerTraits } from '../../../../tools/simulate/server/traits.ts'
import { Chance } from '../../../../tools/simulate/world/chance.ts'
import { Timeline } from '../../../../tools/simulate/world/timeline.ts'
import { deviceData, pendingOperation } from '../../../support/builders.ts'

export const SENDER = { clientId: 'c', userId: 'usr_1', userName: 'operator' }
const SOMEBODY = { actor: 'Somebody', key: null }
const DEVICE = { entityType: 'device', entityId: 'dev_1' } as const

/** The rules of the simulator with a server and one console, to which a test tells what happens. */
export class Watcher {
  readonly timeline = new Timeline()
  readonly server: FleetServer
  readonly account: Account
  readonly sendRules: SendRules
  readonly broken: string[] = []
  readonly #effectRules: EffectRules
  readonly #effects = new Map<string, DatedEffect>()

  constructor(traits: Partial<ServerTraits> = {}, settings: Partial<Settings> = {}) {
    this.server = new FleetServer({
      timeline: this.timeline,
      chance: new Chance(1),
      traits: { ...FULL_TRAITS, ...traits },
      onEffect: (effect) => {
        const dated = { ...effect, at: this.timeline.now }
        this.#effects.set(effect.operation.key, dated)
        this.#effectRules.look(dated)
      },
    })
    this.account = new Account({
      name: 'console-1',
      now: () => this.timeline.now,
      shown: () => ({ version: 1, data: [deviceData(), this.#onTop()] as readonly Fields[] }),
      lastSleep: () => null,
      start: () => 'boot',
    })
    const facts: Facts = {
      now: () => this.timeline.now,
      server: this.server,
      settings: { ...settingsSchema.parse({}), ...settings },
      effects: this.#effects,
      accountOf: () => this.account,
      report: (promise) => this.broken.push(promise),
    }
    this.#effectRules = new EffectRules(facts)
    this.sendRules = new SendRules(facts, this.account)
    const rules = [new StepRules(facts), new ConflictRules(facts)]
    this.account.onStep = (step) => {
      for (const rule of rules) rule.look(step)
    }
    this.server.fleet.create(DEVICE, deviceData(), {}, SOMEBODY)
  }

  /** The device with everything that was made here. */
  #onTop(): Fields {
    const made = [...this.account.operations.values()].map(({ operation }) => fieldsOf(operation.intent))
    return Object.assign({}, deviceData(), ...made) as Fields
  }

  /** An edit of the device becomes durable; it was made against version 1. */
  made(clientSequence: number, changes: Partial<Operation> = {}): Operation {
    const operation = pendingOperation(clientSequence, { baseFields: { name: deviceData().name }, ...changes })
    this.account.committed([{ type: 'operation.insert', operation, reason: 'made' }])
    return operation
  }

  moved(
    operation: Operation,
    state: OperationState,
    reason: string,
    changes: Partial<Operation> = {},
    records: readonly ConflictRecord[] = [],
  ): Operation {
    const after = { ...operation, ...changes, state }
    const transition = { from: operation.state, to: state, at: 0, reason }
    const kept = records.map((record): Mutation => ({ type: 'conflict.record', record }))
    this.account.committed([{ type: 'operation.change', operation: after, transition, isAmended: true }, ...kept])
    return after
  }

  sent(operation: Operation): Operation {
    return this.moved(operation, 'sending', 'sent')
  }

  /** The server takes operations in one request, whatever the console said about them. */
  arrive(...operations: readonly Operation[]): void {
    this.server.applier.apply(operations.map(wireOf), SENDER)
    this.#effectRules.lookAtBatches(this.account)
  }

  somebodyEdits(fields: Fields): void {
    this.server.fleet.update(DEVICE, fields, SOMEBODY)
  }
}

export function wireOf({ key, clientSequence, createdAt, intent, baseVersion, batch }: Operation): WireOperation {
  const { entityId } = intent
  const common = { key, clientSequence, createdAt, entityId, ...(batch === null ? {} : { batch }) }
  switch (intent.kind) {
    case 'create':
      return { ...common, kind: 'create', entityType: intent.entityType, fields: intent.fields }
    case 'update':
      return { ...common, kind: 'update', entityType: intent.entityType, baseVersion, fields: intent.fields }
    case 'delete':
      return { ...common, kind: 'delete', entityType: intent.entityType, baseVersion }
    case 'command':
      return { ...common, kind: 'command', entityType: 'device', command: intent.command }
  }
}
