import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SiteDatabase } from '../../src/main/database/site-database.ts'
import type { Counters } from '../../src/main/database/store.ts'
import type { Random } from '../../src/main/platform/random.ts'
import { seededRandom } from '../../tests/support/queue-host.ts'
import { checkImage, type ImageTrouble, writeImage } from './check-image.ts'
import { CUT_MODES, type CutMode, type DiskEvent, parseRecord, SimulatedDisk } from './disk.ts'
import { MIGRATED, MIGRATING, NOTES } from './notes.ts'

/** One in so many cuts falls into the migration of the older file, which is a small part of the record. */
const MIGRATION_CUTS = 5

export interface CutViolation extends ImageTrouble {
  readonly cut: number
  readonly mode: CutMode
  /** How many events of the record had happened. */
  readonly after: number
}

/** Records one run of the queue; returns what it did to its disk. */
export function recordRun(folder: string, operations: number): DiskEvent[] {
  const recorder = join(folder, 'recorder.so')
  const log = join(folder, 'record')
  const data = join(folder, 'data')
  mkdirSync(data, { recursive: true })
  const source = join(import.meta.dirname, 'recorder.c')
  execFileSync('gcc', ['-O2', '-shared', '-fPIC', '-o', recorder, source, '-ldl', '-lpthread'], { stdio: 'inherit' })
  execFileSync(process.execPath, [join(import.meta.dirname, 'host.ts'), data, String(operations)], {
    env: { ...process.env, LD_PRELOAD: recorder, POWERCUT_DIR: data, POWERCUT_LOG: log },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return parseRecord(readFileSync(log))
}

/** Cuts the power at `cuts` moments spread over the run and looks at what is left each time. */
export async function cutEverywhere(
  events: readonly DiskEvent[],
  cuts: number,
  seed: number,
  folder: string,
  onProgress: (done: number, violations: number) => void = () => undefined,
): Promise<CutViolation[]> {
  const random = seededRandom(seed)
  const disk = new SimulatedDisk()
  const accepted = new Set<string>()
  const violations: CutViolation[] = []
  let after = 0
  for (const [cut, moment] of momentsOf(events, cuts, random).entries()) {
    for (; after < moment; after++) {
      const event = events[after]
      if (event === undefined) break
      if (event.file !== NOTES) disk.apply(event)
      else for (const line of linesOf(event)) if (!line.startsWith('#')) accepted.add(line)
    }
    const mode = CUT_MODES[cut % CUT_MODES.length] ?? 'dropped'
    const found = await checkImage(join(folder, 'image'), disk.cut(mode, random), accepted)
    violations.push(...found.map((trouble) => ({ ...trouble, cut, mode, after })))
    onProgress(cut + 1, violations.length)
  }
  return violations
}

/** What became of all operations of a run, by the counters of the database it has left. */
export function endOf(events: readonly DiskEvent[], folder: string): Counters {
  const disk = new SimulatedDisk()
  for (const event of events) if (event.file !== NOTES) disk.apply(event)
  const place = join(folder, 'end')
  writeImage(place, disk.cut('dropped', seededRandom(0)))
  const database = new SiteDatabase(join(place, 'site.sqlite'), 1)
  try {
    return database.load().counters
  } finally {
    database.close()
  }
}

/** The numbers of the first and the last event of the migration; null: there was none. */
export function migrationIn(events: readonly DiskEvent[]): readonly [number, number] | null {
  const from = events.findIndex((event) => linesOf(event).includes(MIGRATING))
  const to = events.findIndex((event) => linesOf(event).includes(MIGRATED))
  return from < 0 || to < 0 ? null : [from, to]
}

/** In their order. A moment is the number of events that have happened. */
function momentsOf(events: readonly DiskEvent[], cuts: number, random: Random): number[] {
  const [from, to] = migrationIn(events) ?? [0, events.length]
  const drawn = (index: number): number =>
    index % MIGRATION_CUTS === 0
      ? from + 1 + Math.floor(random.next() * (to - from))
      : 1 + Math.floor(random.next() * events.length)
  return Array.from({ length: cuts }, (_, index) => drawn(index)).sort((a, b) => a - b)
}

function linesOf(event: DiskEvent): string[] {
  if (event.file !== NOTES || event.kind !== 'write') return []
  return event.data
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
}
