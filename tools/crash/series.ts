import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Random, seededRandom } from '../../src/fleet-server/platform/random.ts'
import type { Violation } from './evidence.ts'
import { type Figures, noFigures } from './figures.ts'
import { Fleet } from './fleet.ts'
import { Life } from './life.ts'
import { MigrationRounds, openingHost } from './migrations.ts'
import { addedUp, keepEvidence, type Summary, summaryOf } from './report.ts'
import { readSiteFile } from './site-file.ts'

/** Rounds played one after the other, on one server and many files. */
export interface SeriesPlan {
  readonly folder: string
  readonly rounds: number
  readonly seed: number
  readonly index: number
  /** Names it in values and reports. */
  readonly label: string
  readonly isHasty: boolean
}

export interface SeriesResult {
  readonly summary: Summary
  readonly figures: Figures
  readonly violations: readonly Violation[]
}

const ROUNDS_PER_LIFE = 30
/** Of so many lives in a row two begin with a file of the first version. */
const LIVES_IN_TURN = 5
const SHARE_OF_MIGRATIONS = 0.12
const SHARE_OF_OPENINGS = 0.04
/** From the first instruction to a whole, new database. */
const FIRST_OPEN_MS = 400

/** Where a series is. */
export interface SeriesProgress {
  readonly figures: Figures
  readonly accepted: number
  readonly violations: number
}

/** @param onRound called after every round. Rejects when a server or a first host does not start. */
export async function playSeries(plan: SeriesPlan, onRound: (progress: SeriesProgress) => void): Promise<SeriesResult> {
  mkdirSync(join(plan.folder, 'server'), { recursive: true })
  const fleet = new Fleet(join(plan.folder, 'server'))
  await fleet.start()
  const series = new Series(plan, fleet)
  try {
    for (let round = 1; round <= plan.rounds; round += 1) {
      await series.round(`${plan.label}r${round}`)
      onRound(series.progress)
    }
    await series.endLife()
    return { summary: addedUp(series.summaries), figures: series.figures, violations: series.violations }
  } finally {
    await fleet.stop()
  }
}

class Series {
  readonly figures = noFigures()
  readonly violations: Violation[] = []
  readonly summaries: Summary[] = []
  readonly #plan: SeriesPlan
  readonly #fleet: Fleet
  readonly #random: Random
  readonly #migrations: MigrationRounds
  #life: Life | null = null
  #lives = 0
  #roundsOfLife = 0
  #lastEffect = 0

  constructor(plan: SeriesPlan, fleet: Fleet) {
    this.#plan = plan
    this.#fleet = fleet
    this.#random = seededRandom(plan.seed)
    this.#migrations = new MigrationRounds(this.#random, join(plan.folder, 'old.sqlite'), this.figures)
  }

  get progress(): SeriesProgress {
    const accepted = this.summaries.reduce((sum, one) => sum + one.accepted, this.#life?.record.accepted.length ?? 0)
    const violations = this.violations.length + (this.#life?.record.violations.length ?? 0)
    return { figures: this.figures, accepted, violations }
  }

  async round(label: string): Promise<void> {
    const roll = this.#random.next()
    if (roll < SHARE_OF_OPENINGS) return this.#killFirstOpening(label)
    if (roll < SHARE_OF_OPENINGS + SHARE_OF_MIGRATIONS) {
      this.violations.push(...(await this.#migrations.round(label)))
      return
    }
    this.#life ??= await this.#beginLife()
    await this.#life.round(label)
    this.#roundsOfLife += 1
    if (this.#roundsOfLife >= ROUNDS_PER_LIFE) await this.endLife()
  }

  async endLife(): Promise<void> {
    const life = this.#life
    if (life === null) return
    const evidence = await life.end()
    const { violations, lastEffect } = life.record
    this.violations.push(...violations)
    if (evidence !== null) this.summaries.push(summaryOf([evidence], violations))
    else this.summaries.push(summaryOf([], violations))
    if (violations.length === 0) rmSync(this.#folder, { recursive: true, force: true })
    else if (evidence !== null) keepEvidence(this.#folder, evidence, violations)
    else writeFileSync(join(this.#folder, 'violations.json'), JSON.stringify(violations, null, 1))
    this.#life = null
    this.#lastEffect = lastEffect
  }

  get #folder(): string {
    return join(this.#plan.folder, `life-${this.#lives}`)
  }

  #beginLife(): Promise<Life> {
    this.#lives += 1
    this.#roundsOfLife = 0
    mkdirSync(this.#folder)
    return Life.begin({
      random: this.#random,
      fleet: this.#fleet,
      file: join(this.#folder, 'site.sqlite'),
      label: `${this.#plan.label}l${this.#lives}`,
      isOld: (this.#lives + this.#plan.index) % LIVES_IN_TURN < 2,
      isHasty: this.#plan.isHasty,
      figures: this.figures,
      lastEffect: this.#lastEffect,
    })
  }

  /** Kills a host while it makes its file. The next one must find an old or a new file, never half of one. */
  async #killFirstOpening(label: string): Promise<void> {
    const file = join(this.#plan.folder, `${label}.sqlite`)
    const host = openingHost(label, file)
    await new Promise((resolve) => setTimeout(resolve, this.#random.next() * FIRST_OPEN_MS))
    this.figures.kills.new += 1
    await host.kill()
    try {
      const { operations, problems } = await readSiteFile(file)
      for (const detail of problems) this.violations.push({ what: 'ledger', key: label, detail })
      if (operations.length > 0)
        this.violations.push({ what: 'foreign', key: label, detail: 'a new file is not empty' })
      for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true })
    } catch (error) {
      const detail = `a file whose making was killed can not be opened: ${String(error)}`
      this.violations.push({ what: 'host', key: label, detail })
    }
  }
}
