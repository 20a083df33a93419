import { copyFileSync } from 'node:fs'
import { between, type Random } from '../../src/fleet-server/platform/random.ts'
import type { Evidence } from './evidence.ts'
import { CUT_OFFS, type CutOff, type Figures } from './figures.ts'
import type { Fleet } from './fleet.ts'
import type { HostPlan } from './host-messages.ts'
import { HostProcess } from './host-process.ts'
import { type Ends, LifeRecord } from './life-record.ts'
import { killWhileMigrating, restore } from './migrations.ts'
import { askedOf, servedOldSite } from './old-histories.ts'
import { writeOldSite } from './old-site.ts'
import { planRound, type RoundPlan } from './plan.ts'
import { type SiteFile, schemaOf } from './site-file.ts'

/** Shortest timeout the settings allow, so that lost answers show within a round. */
const REQUEST_TIMEOUT_MS = 500
const MOMENT_TIMEOUT_MS = 15_000
const DRAIN_TIMEOUT_MS = 60_000
const REACH_TIMEOUT_MS = 20_000
const FOREIGN_EDITS = 6
/** The old file of a life is small: nearly all of this is the loading of the storage worker. */
const OLD_MIGRATION = { from: 60, to: 140 }

export interface LifeOptions {
  readonly random: Random
  readonly fleet: Fleet
  readonly file: string
  /** Names it in values and reports. */
  readonly label: string
  /** The file was made by the first version of the program. */
  readonly isOld: boolean
  readonly isHasty: boolean
  readonly figures: Figures
  /** The last effect of the lives before. */
  readonly lastEffect: number
}

/** One file of a console, from its making to its last acknowledgement, through many kills. */
export class Life {
  readonly #options: LifeOptions
  readonly #record: LifeRecord
  #oldOperations = 0
  #migrateRounds = 0

  private constructor(options: LifeOptions, record: LifeRecord) {
    this.#options = options
    this.#record = record
  }

  static async begin(options: LifeOptions): Promise<Life> {
    const { fleet, file, lastEffect, isOld } = options
    await setServer(fleet, { dropAcks: 0, ackDelayMs: 0, reports: 'normal' })
    const life = new Life(options, await LifeRecord.begin(fleet, file, lastEffect))
    await (isOld ? life.#beginOld() : life.#takeCopy())
    options.figures.lives[isOld ? 'old' : 'new'] += 1
    return life
  }

  get record(): LifeRecord {
    return this.#record
  }

  async round(label: string): Promise<void> {
    if (this.#migrateRounds > 0) return this.#killMigration(label)
    const { fleet, figures } = this.#options
    const plan = planRound(this.#options.random)
    if (plan.dropAcks > 0) figures.droppingRounds += 1
    await setServer(fleet, plan)
    if (plan.areOthersFirst) await this.#editAsAnother()
    const schemaBefore = await schemaOf(this.#options.file)
    const host = this.#host({ label, task: 'work', seed: plan.hostSeed, ...plan })
    const trouble = this.#makeTrouble(host, plan)
    const isReached = await this.#moment(host, plan)
    await sleep(plan.delayMs)
    if (host.isEnded) this.#blame(label, `the host ended by itself with code ${host.exitCode}: ${host.log}`)
    else if (!isReached) this.#blame(label, `the host did not come to ${plan.moment} in time: ${host.log}`)
    figures.kills[schemaBefore === 1 && !host.has('opened') ? 'migrate' : host.stage] += 1
    await host.kill()
    await trouble
    const site = await this.#record.check(label)
    if (site !== null) for (const cutOff of cutOffsOf(site)) figures.cutOff[cutOff] += 1
  }

  /** A last host that nobody kills sends what is left. Resolves with what was compared; null: there was nothing to compare. */
  async end(): Promise<Evidence | null> {
    await setServer(this.#options.fleet, { dropAcks: 0, ackDelayMs: 0, reports: 'normal' })
    const host = this.#host({ label: 'last', task: 'drain' })
    const idle = await host.message('idle', DRAIN_TIMEOUT_MS)
    if (idle === null) this.#blame('last host', `did not drain the queue: ${host.log}`)
    const ends = await this.#readBothEnds(host)
    host.send({ type: 'stop' })
    await host.until(() => host.isEnded, REACH_TIMEOUT_MS)
    if (host.exitCode !== 0) this.#blame('last host', `ended with code ${host.exitCode}: ${host.log}`)
    await host.kill()
    const concluded = await this.#record.conclude(ends)
    return concluded === null ? null : this.#count(concluded)
  }

  #count({ evidence, site }: { evidence: Evidence; site: SiteFile }): Evidence {
    const { steps } = this.#options.figures
    for (const [reason, n] of Object.entries(site.steps)) steps[reason] = (steps[reason] ?? 0) + n
    return evidence
  }

  /** The first host of a new file only takes a copy of the fleet: without one there is nothing to edit. */
  async #takeCopy(): Promise<void> {
    const host = this.#host({ label: 'first', task: 'work' })
    if ((await host.message('online', MOMENT_TIMEOUT_MS)) === null)
      throw new Error(`the first host was not online in time: ${host.log}`)
    host.send({ type: 'stop' })
    await host.ended()
  }

  async #beginOld(): Promise<void> {
    const { random, fleet, file, label } = this.#options
    const site = await servedOldSite(random, fleet, label)
    writeOldSite(file, site)
    copyFileSync(file, this.#pristine)
    this.#oldOperations = site.operations.length
    this.#migrateRounds = between(random, 1, 4)
    for (const operation of site.operations) {
      const { key, clientSequence } = operation
      this.#record.accepted.push({ key, clientSequence, asked: askedOf(operation) })
    }
  }

  /** Nothing was sent or accepted so far: where the new file was reached, the next kill finds the old one again. */
  async #killMigration(label: string): Promise<void> {
    const { figures, file, random } = this.#options
    this.#migrateRounds -= 1
    const host = this.#host({ label, task: 'open' })
    const found = await killWhileMigrating(host, file, random, OLD_MIGRATION)
    figures.kills.migrate += 1
    figures.migrated[found] += 1
    await this.#record.check(label)
    if (found === 'new' && this.#migrateRounds > 0) restore(this.#pristine, file)
  }

  get #pristine(): string {
    return `${this.#options.file}.old`
  }

  /** Devices still report what commands made them do, so both ends are read until nothing moves any more. */
  async #readBothEnds(host: HostProcess): Promise<Ends> {
    for (;;) {
      const { head, records } = await this.#options.fleet.records()
      host.send({ type: 'reach', sequence: head })
      const reached = await host.message('reached', REACH_TIMEOUT_MS)
      if (reached === null) {
        this.#blame('last host', `did not follow the feed to ${head}: ${host.log}`)
        return { copy: [], server: records }
      }
      if (reached.cursor !== head || (await this.#options.fleet.records()).head !== head) continue
      return { copy: reached.records, server: records }
    }
  }

  #host(plan: Pick<HostPlan, 'label' | 'task'> & Partial<HostPlan>): HostProcess {
    const { fleet, file, isHasty } = this.#options
    const { url, tenant, token } = fleet.address
    const idle = { seed: 0, steps: 0, connectAtStep: 0 }
    const { label, task, seed, steps, connectAtStep } = { ...idle, ...plan }
    const place = { file, url, tenant, token, requestTimeoutMs: REQUEST_TIMEOUT_MS }
    const whole = { ...place, label, task, seed, steps, connectAtStep, isHasty, oldOperations: this.#oldOperations }
    return new HostProcess(whole, (message) => this.#record.hear(label, message))
  }

  #moment(host: HostProcess, plan: RoundPlan): Promise<boolean> {
    if (plan.moment === 'start') return Promise.resolve(true)
    if (plan.moment === 'enqueue') return host.until(() => host.has('accepted'), MOMENT_TIMEOUT_MS)
    return host.until(() => host.has('made') && host.has('online'), MOMENT_TIMEOUT_MS)
  }

  async #makeTrouble(host: HostProcess, plan: RoundPlan): Promise<void> {
    const { fleet, figures, random } = this.#options
    if (plan.trouble === 'none') return
    await host.until(() => host.has('online'), MOMENT_TIMEOUT_MS)
    await sleep(plan.troubleDelayMs)
    if (plan.trouble === 'foreign-edits') return this.#editAsAnother()
    if (plan.trouble === 'cut') return fleet.cut(between(random, 0, 100))
    if (plan.trouble === 'kill') {
      figures.serverKills += 1
      await fleet.kill()
    } else {
      figures.serverStops += 1
      await fleet.stop()
    }
    await fleet.start()
  }

  /** Another operator edits a field that this test leaves alone: both edits must stand, and nothing may clash. */
  async #editAsAnother(): Promise<void> {
    const { fleet, random } = this.#options
    for (let edit = 0; edit < FOREIGN_EDITS; edit += 1) {
      const entityId = `device-0000${between(random, 1, 3)}`
      const fields = { serial: `other-${between(random, 1, 1_000_000)}` }
      await fleet.flip('edit', { entityType: 'device', entityId, fields })
    }
  }

  #blame(key: string, detail: string): void {
    this.#record.blame('host', `${this.#options.label} ${key}`, detail)
  }
}

async function setServer(
  fleet: Fleet,
  { dropAcks, ackDelayMs, reports }: Pick<RoundPlan, 'dropAcks' | 'ackDelayMs' | 'reports'>,
): Promise<void> {
  await fleet.flip('drop-acknowledgements', { probability: dropAcks })
  await fleet.flip('delay-acknowledgements', { delayMs: ackDelayMs })
  await fleet.flip('command-reports', { mode: reports })
}

function cutOffsOf({ operations }: SiteFile): CutOff[] {
  const waiting = operations.filter(({ state }) => state === 'queued')
  return CUT_OFFS.filter((what) => {
    if (what === 'batch') return waiting.some(({ batch }) => batch !== null)
    if (what === 'dependency') return waiting.some(({ dependsOn }) => dependsOn.length > 0)
    return operations.some(({ state }) => state === what)
  })
}

function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
