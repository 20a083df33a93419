import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SiteDatabase } from '../../src/main/database/site-database.ts'
import type { Effect, StoredOperation } from '../crash/evidence.ts'
import { Fleet } from '../crash/fleet.ts'
import { HostProcess } from '../crash/host-process.ts'
import { restore } from '../crash/migrations.ts'
import { writeOldSite } from '../crash/old-site.ts'
import { readSiteFile, schemaOf } from '../crash/site-file.ts'
import { siteInMidDrain } from './upgrade-site.ts'

const DEVICES = 200
const OPENING_MS = 60_000
const DRAIN_MS = 15 * 60_000
const LOOK_MS = 100
/** Where the new version is killed, as parts of the queue that have reached the server. */
const KILLS = [0.3, 0.65]

export interface UpgradeOptions {
  readonly operations: number
  readonly progress: (line: string) => void
  /** A copy is made after the first kill, as before an update, and put back after the last. */
  readonly goesBack?: boolean
  /** A planted mistake, after the first kill: to show that it is found. */
  readonly plant?: (place: { readonly file: string; readonly fleet: Fleet }) => Promise<void>
}

export interface UpgradeReport {
  readonly operations: number
  readonly schemaBefore: number
  readonly schemaAfter: number
  readonly kills: number
  readonly applied: number
  readonly lost: number
  readonly doubled: number
  /** What the console's own file says that is wrong. */
  readonly problems: readonly string[]
  readonly seconds: number
}

/**
 * Updates a console in the middle of its drain: the file of the first version is opened by this one, which is killed twice while it
 * goes on sending to a real server, and then everything that was made is looked for in what the server applied.
 */
export async function upgradeInMidDrain({
  operations,
  progress,
  plant,
  goesBack = false,
}: UpgradeOptions): Promise<UpgradeReport> {
  const folder = mkdtempSync(join(tmpdir(), 'outpost-upgrade-'))
  const fleet = new Fleet(join(folder, 'server'), { devices: DEVICES })
  const startedAt = performance.now()
  try {
    await fleet.start()
    const file = join(folder, 'site.sqlite')
    const site = await siteInMidDrain(fleet, operations)
    writeOldSite(file, site)
    const schemaBefore = await schemaOf(file)
    progress(`${operations} operations wait in a file of schema ${schemaBefore}`)
    for (const [index, part] of KILLS.entries()) {
      await drainTo(fleet, file, Math.floor(operations * part))
      progress(`killed with ${(await fleet.audit()).length} at the server`)
      if (index === 0) await plant?.({ file, fleet })
      if (index === 0 && goesBack) backUp(file)
    }
    if (goesBack) restore(copyOf(file), file)
    await drainTo(fleet, file, null)
    const created = site.operations.map(({ key }) => key)
    const found = judge(created, await fleet.audit(), await readSiteFile(file))
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    return { operations, schemaBefore, schemaAfter: await schemaOf(file), kills: KILLS.length, ...found, seconds }
  } finally {
    await fleet.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const copyOf = (file: string): string => `${file}.backup`

/** As the console does it before it is replaced. */
function backUp(file: string): void {
  const database = new SiteDatabase(file, 0)
  database.backUp(copyOf(file))
  database.close()
}

/** Lets the new version send until the server has so many, and kills it then; null: until nothing is left. */
async function drainTo(fleet: Fleet, file: string, count: number | null): Promise<void> {
  const { url, tenant, token } = fleet.address
  const nothing = { seed: 0, steps: 0, connectAtStep: 0, isHasty: false, oldOperations: 0, label: 'upgrade' }
  const plan = { file, url, tenant, token, requestTimeoutMs: 5_000, task: 'drain' as const, ...nothing }
  const state = { pending: Number.POSITIVE_INFINITY }
  const host = new HostProcess(plan, (message) => {
    if (message.type === 'idle') state.pending = message.pending
  })
  if ((await host.message('opened', OPENING_MS)) === null) throw new Error(`it could not be opened: ${host.log}`)
  if (count === null) {
    const isDone = await host.until(() => state.pending === 0, DRAIN_MS)
    if (!isDone) throw new Error(`it did not come to its end: ${host.log}`)
  } else await reached(fleet, host, count)
  await host.kill()
}

async function reached(fleet: Fleet, host: HostProcess, count: number): Promise<void> {
  for (let effects = 0, last = 0; effects < count; ) {
    if (host.isEnded) throw new Error(`it ended by itself: ${host.log}`)
    const more = await fleet.audit(last)
    effects += more.length
    last = more.at(-1)?.id ?? last
    if (effects < count) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** Holds what was made against what the server applied, by the keys and numbers of the operations. */
export function judge(
  created: readonly string[],
  effects: readonly Pick<Effect, 'key' | 'clientId' | 'clientSequence' | 'source'>[],
  file: {
    readonly operations: readonly Pick<StoredOperation, 'key' | 'state'>[]
    readonly problems: readonly string[]
  },
): Pick<UpgradeReport, 'applied' | 'lost' | 'doubled' | 'problems'> {
  const own = effects.filter(({ source }) => source === 'operation')
  const keys = new Set(own.map(({ key }) => key))
  const numbers = new Set(own.map(({ clientId, clientSequence }) => `${clientId} ${clientSequence}`))
  const states = new Map(file.operations.map(({ key, state }) => [key, state]))
  const untold = created.filter((key) => states.get(key) !== 'applied').length
  const problems = untold === 0 ? [] : [`${untold} operations are not applied by the console's own account`]
  return {
    applied: own.length,
    lost: created.filter((key) => !keys.has(key)).length,
    doubled: own.length - Math.min(keys.size, numbers.size),
    problems: [...file.problems, ...problems],
  }
}
