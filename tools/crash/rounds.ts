import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../../src/fleet-server/platform/random.ts'
import { compare } from './compare.ts'
import type { Evidence, Violation } from './evidence.ts'
import { Fleet } from './fleet.ts'
import { keepEvidence, type Summary, summaryOf } from './report.ts'
import { CrashRun, type Kills } from './run.ts'
import { readSiteFile, type SiteFile } from './site-file.ts'

export interface RoundsReport extends Summary {
  readonly rounds: number
  readonly seed: number
  readonly unknownSettled: number
  readonly kills: Kills
  readonly serverKills: number
  readonly serverStops: number
  readonly droppingRounds: number
  readonly seconds: number
  readonly violations: readonly Violation[]
  /** Folder with the file, the audit and the server's data; null when nothing is wrong. */
  readonly evidence: string | null
}

const PROGRESS_EVERY = 10
/** One kill during the making of a file for so many rounds on the file that lasts. */
const ROUNDS_PER_OPENING = 20

/** Kills the console's engine `rounds` times and compares the two ends. */
export async function crashRounds(
  rounds: number,
  seed: number,
  progress: (line: string) => void,
): Promise<RoundsReport> {
  const startedAt = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'outpost-crash-'))
  const file = join(folder, 'site.sqlite')
  mkdirSync(join(folder, 'server'))
  const fleet = new Fleet(join(folder, 'server'))
  await fleet.start()
  try {
    const { records: before } = await fleet.records()
    const run = new CrashRun(seededRandom(seed), fleet, file)
    for (let opening = 0; opening < rounds / ROUNDS_PER_OPENING; opening += 1) {
      await run.killFirstOpening(join(folder, `new-${opening}.sqlite`))
    }
    await run.prime()
    for (let round = 1; round <= rounds; round += 1) {
      await run.round(round)
      if (round % PROGRESS_EVERY === 0) progress(progressLine(round, rounds, run, startedAt))
    }
    const ends = await run.drain()
    const site = readSiteFile(file)
    const evidence = gather(run, site, { ...ends, before, effects: await fleet.audit() })
    const violations = [...run.violations, ...damageOf(site), ...compare(evidence)]
    if (violations.length > 0) keepEvidence(folder, evidence, violations)
    else rmSync(folder, { recursive: true, force: true })
    return {
      rounds,
      seed,
      ...summaryOf(evidence, violations),
      unknownSettled: site.unknownSettled,
      ...run.figures,
      seconds: Math.round(performance.now() - startedAt) / 1_000,
      violations,
      evidence: violations.length > 0 ? folder : null,
    }
  } finally {
    await fleet.stop()
  }
}

function gather(
  run: CrashRun,
  site: SiteFile,
  fleet: {
    before: Evidence['before']
    server: Evidence['after']
    copy: Evidence['after']
    effects: Evidence['effects']
  },
): Evidence {
  return {
    accepted: run.accepted,
    clientId: site.clientId,
    stored: site.operations,
    counters: site.counters,
    overlays: site.overlays,
    effects: fleet.effects,
    before: fleet.before,
    after: fleet.server,
    copies: [
      { name: "the console's memory", records: fleet.copy },
      { name: "the console's file", records: site.records },
    ],
  }
}

function damageOf(site: SiteFile): Violation[] {
  if (site.integrity === 'ok') return []
  return [{ what: 'host', key: "the console's file", detail: `is damaged: ${site.integrity}` }]
}

function progressLine(round: number, rounds: number, run: CrashRun, startedAt: number): string {
  const { kills, serverKills, serverStops } = run.figures
  const seconds = Math.round((performance.now() - startedAt) / 1_000)
  const killed = `killed ${kills.start} at start, ${kills.enqueue} while accepting, ${kills.drain} while sending, ${kills.idle} idle`
  return `round ${round} of ${rounds}, ${seconds} s: ${run.accepted.length} operations accepted; ${killed}; server killed ${serverKills}, stopped ${serverStops} times`
}
