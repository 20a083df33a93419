import type { EntityRecord } from '#shared/domain/entities.ts'
import { between, type Random } from '../../src/fleet-server/platform/random.ts'
import type { AcceptedOperation, Violation } from './evidence.ts'
import type { Fleet } from './fleet.ts'
import type { HostMessage, HostPlan } from './host-messages.ts'
import { HostProcess, type Stage } from './host-process.ts'
import { planRound, type RoundPlan } from './plan.ts'

/** Shortest timeout the settings allow, so that lost answers show within a round. */
const REQUEST_TIMEOUT_MS = 500
const MOMENT_TIMEOUT_MS = 15_000
const DRAIN_TIMEOUT_MS = 120_000
const REACH_TIMEOUT_MS = 20_000
const FOREIGN_EDITS = 6

/** From the first instruction to a whole, new database. */
const FIRST_OPEN_MS = 450

export interface Kills {
  /** While the file was made and migrated for the first time. */
  readonly migrate: number
  readonly start: number
  readonly enqueue: number
  readonly drain: number
  /** The host had nothing left to do. */
  readonly idle: number
}

/** Plays rounds on one file against one fleet, and keeps what the parent alone knows. */
export class CrashRun {
  readonly #random: Random
  readonly #fleet: Fleet
  readonly #file: string
  readonly #accepted: AcceptedOperation[] = []
  readonly #violations: Violation[] = []
  readonly #kills: Record<Stage, number> = { start: 0, enqueue: 0, drain: 0, idle: 0 }
  #migrateKills = 0
  #serverKills = 0
  #serverStops = 0
  #droppingRounds = 0

  constructor(random: Random, fleet: Fleet, file: string) {
    this.#random = random
    this.#fleet = fleet
    this.#file = file
  }

  get accepted(): readonly AcceptedOperation[] {
    return this.#accepted
  }

  /** What went wrong in the rounds themselves. */
  get violations(): readonly Violation[] {
    return this.#violations
  }

  get figures(): { kills: Kills; serverKills: number; serverStops: number; droppingRounds: number } {
    return {
      kills: { migrate: this.#migrateKills, ...this.#kills },
      serverKills: this.#serverKills,
      serverStops: this.#serverStops,
      droppingRounds: this.#droppingRounds,
    }
  }

  /** A first host that only takes a copy of the fleet: without one there is nothing to edit. */
  async prime(): Promise<void> {
    const host = this.#host({ label: 'prime', seed: 0, steps: 0, connectAtStep: 0 })
    if ((await host.message('online', MOMENT_TIMEOUT_MS)) === null)
      throw new Error(`the first host was not online in time: ${host.log}`)
    host.send({ type: 'stop' })
    await host.ended()
  }

  /** Kills a host while it makes its file. The next one must find an old or a new file, never half of one. */
  async killFirstOpening(file: string): Promise<void> {
    const plan = { label: 'new', seed: 0, steps: 0, connectAtStep: 0 }
    const first = this.#host(plan, file)
    await sleep(this.#random.next() * FIRST_OPEN_MS)
    this.#migrateKills += 1
    await first.kill()
    const second = this.#host(plan, file)
    const isOpen = await second.message('opened', MOMENT_TIMEOUT_MS)
    if (isOpen === null) this.#blame(file, `could not be opened after a kill while it was made: ${second.log}`)
    await second.kill()
  }

  async round(index: number): Promise<void> {
    const plan = planRound(this.#random)
    if (plan.dropAcks > 0) this.#droppingRounds += 1
    await this.#setServer(plan.dropAcks, plan.ackDelayMs)
    const host = this.#host({
      label: `r${index}`,
      seed: plan.hostSeed,
      steps: plan.steps,
      connectAtStep: plan.connectAtStep,
    })
    const trouble = this.#makeTrouble(host, plan)
    const isReached = await this.#moment(host, plan)
    await sleep(plan.delayMs)
    if (host.isEnded) this.#blame(`round ${index}`, `the host ended by itself with code ${host.exitCode}: ${host.log}`)
    else if (!isReached) this.#blame(`round ${index}`, `the host did not come to ${plan.moment} in time: ${host.log}`)
    this.#kills[host.stage] += 1
    await host.kill()
    await trouble
  }

  /** A last host that nobody kills sends what is left. Resolves with the console's copy and the server's records at the end. */
  async drain(): Promise<{ copy: readonly EntityRecord[]; server: readonly EntityRecord[] }> {
    await this.#setServer(0, 0)
    const host = this.#host({ label: 'last', seed: 0, steps: 0, connectAtStep: 0 })
    const idle = await host.message('idle', DRAIN_TIMEOUT_MS)
    if (idle === null) this.#blame('last host', `did not drain the queue: ${host.log}`)
    const ends = await this.#readBothEnds(host)
    host.send({ type: 'stop' })
    await Promise.race([host.ended(), sleep(REACH_TIMEOUT_MS)])
    if (host.exitCode !== 0) this.#blame('last host', `ended with code ${host.exitCode}: ${host.log}`)
    await host.kill()
    return ends
  }

  /** Devices still report what commands made them do, so both ends are read until nothing moves any more. */
  async #readBothEnds(host: HostProcess): Promise<{ copy: readonly EntityRecord[]; server: readonly EntityRecord[] }> {
    for (;;) {
      const { head, records } = await this.#fleet.records()
      host.send({ type: 'reach', sequence: head })
      const reached = await host.message('reached', REACH_TIMEOUT_MS)
      if (reached === null) {
        this.#blame('last host', `did not follow the feed to ${head}: ${host.log}`)
        return { copy: [], server: records }
      }
      if (reached.cursor !== head || (await this.#fleet.records()).head !== head) continue
      if (reached.pendingViews > 0) this.#blame('last host', `${reached.pendingViews} entities are shown as pending`)
      return { copy: reached.records, server: records }
    }
  }

  #host(plan: Pick<HostPlan, 'label' | 'seed' | 'steps' | 'connectAtStep'>, file = this.#file): HostProcess {
    const { url, tenant, token } = this.#fleet.address
    const whole = { ...plan, file, url, tenant, token, requestTimeoutMs: REQUEST_TIMEOUT_MS }
    return new HostProcess(whole, (message) => this.#hear(plan.label, message))
  }

  #hear(label: string, message: HostMessage): void {
    if (message.type === 'accepted') this.#accepted.push(...message.operations)
    if (message.type === 'turned-down') this.#blame(label, `enqueue was turned down: ${message.message}`)
  }

  #moment(host: HostProcess, plan: RoundPlan): Promise<boolean> {
    if (plan.moment === 'start') return Promise.resolve(true)
    if (plan.moment === 'enqueue') return host.until(() => host.has('accepted'), MOMENT_TIMEOUT_MS)
    return host.until(() => host.has('made') && host.has('online'), MOMENT_TIMEOUT_MS)
  }

  async #makeTrouble(host: HostProcess, plan: RoundPlan): Promise<void> {
    if (plan.trouble === 'none') return
    await host.until(() => host.has('online'), MOMENT_TIMEOUT_MS)
    await sleep(plan.troubleDelayMs)
    if (plan.trouble === 'foreign-edits') return this.#editAsAnother()
    if (plan.trouble === 'cut') return this.#fleet.cut(between(this.#random, 0, 100))
    if (plan.trouble === 'kill') {
      this.#serverKills += 1
      await this.#fleet.kill()
    } else {
      this.#serverStops += 1
      await this.#fleet.stop()
    }
    await this.#fleet.start()
  }

  /** Another operator edits a field that this test leaves alone: both edits must stand, and nothing may clash. */
  async #editAsAnother(): Promise<void> {
    for (let edit = 0; edit < FOREIGN_EDITS; edit += 1) {
      const entityId = `device-0000${between(this.#random, 1, 3)}`
      const fields = { serial: `other-${between(this.#random, 1, 1_000_000)}` }
      await this.#fleet.flip('edit', { entityType: 'device', entityId, fields })
    }
  }

  async #setServer(dropAcks: number, delayMs: number): Promise<void> {
    await this.#fleet.flip('drop-acknowledgements', { probability: dropAcks })
    await this.#fleet.flip('delay-acknowledgements', { delayMs })
  }

  #blame(key: string, detail: string): void {
    this.#violations.push({ what: 'host', key, detail })
  }
}

function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
