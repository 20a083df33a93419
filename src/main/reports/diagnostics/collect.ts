import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { dateOf } from '../../platform/clock.ts'
import { readSmallFile } from '../../platform/file-atomic.ts'
import { type BundleFile, jsonFile, textFile } from './bundle-file.ts'
import { type Cleaner, cleanerOf } from './clean.ts'
import { figureFiles } from './figure-files.ts'
import { logFile, newestLogParts } from './log-part.ts'
import { readmeText } from './readme.ts'
import { siteFiles } from './site-files.ts'
import type { DiagnosticsSource, Picture } from './source.ts'
import { type DiagnosticsWatch, type IndexedFile, writeZip } from './write-zip.ts'

export interface DiagnosticsOrder {
  /** Where the bundle is put when it is whole; what is there is replaced. */
  readonly path: string
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly withScreenshots: boolean
  /** Also the values of the changes that wait. */
  readonly withValues: boolean
}

export interface WrittenDiagnostics {
  readonly files: number
  /** All files together, before they were packed. */
  readonly bytes: number
  /** Names of files that could not be read to their end. */
  readonly broken: readonly string[]
}

const MAX_POLICY_BYTES = 1_048_576
const MOST_DUMPS = 500

/**
 * Writes everything that helps to find out what went wrong into one archive. Needs no window. Rejects with the system's error
 * or the signal's reason; then the place is as it was.
 */
export async function collectDiagnostics(
  source: DiagnosticsSource,
  order: DiagnosticsOrder,
  watch: DiagnosticsWatch,
): Promise<WrittenDiagnostics> {
  const { path, now } = order
  const cleaner = cleanerOf(source.secrets)
  const logs = (await newestLogParts(source.logFolder)).map((part) => logFile(part, cleaner))
  const pictures = order.withScreenshots ? await picturesOf(source, watch) : []
  const versions = await source.versions()
  const about = { ...order, madeAt: dateOf(now).toISOString(), version: versions['program'] ?? '' }
  const files = [
    textFile('README.txt', 'console', () => readmeText(about)),
    ...consoleFiles(source, versions, cleaner),
    ...source.sites.flatMap((site) => siteFiles(site, { ...order, cleaner })),
    ...figureFiles(source, now, cleaner),
    ...logs,
    ...pictures,
  ]
  const indexed = await writeZip(path, files, { at: now, clean: cleaner.text, watch })
  return summaryOf(indexed)
}

function consoleFiles(
  source: DiagnosticsSource,
  versions: Readonly<Record<string, string>>,
  cleaner: Cleaner,
): BundleFile[] {
  const { variables, closedSites, processes, crashFolder, settings, policyFile } = source
  const facts = async () => {
    const running = { processes: processes?.() ?? null, crashDumps: await dumpsIn(crashFolder) }
    return { versions, environmentVariables: variables, closedSites, ...running }
  }
  const { values, sources, locks, lockedBy, problems } = settings
  const each = Object.entries(values).map(([name, value]): [string, unknown] => {
    return [name, { value, from: sources[name] ?? 'default' }]
  })
  return [
    jsonFile('console.json', 'console', facts, cleaner),
    jsonFile(
      'settings.json',
      'console',
      () => ({ settings: Object.fromEntries(each), locks, lockedBy, problems }),
      cleaner,
    ),
    jsonFile('policy.json', 'console', () => policyIn(policyFile), cleaner),
  ]
}

async function policyIn(file: string): Promise<unknown> {
  const text = await readSmallFile(file, MAX_POLICY_BYTES)
  if (text === null) return { file, isThere: false }
  try {
    const content: unknown = JSON.parse(text)
    return { file, isThere: true, content }
  } catch {
    return { file, isThere: true, problem: 'It is no JSON.', text }
  }
}

async function dumpsIn(folder: string | null): Promise<unknown> {
  if (folder === null) return []
  const names = await readdir(folder, { recursive: true }).catch((): string[] => [])
  const dumps = names.filter((name) => name.endsWith('.dmp')).slice(0, MOST_DUMPS)
  return Promise.all(
    dumps.map(async (name) => {
      const facts = await stat(join(folder, name)).catch(() => null)
      return { name, bytes: facts?.size ?? null, at: facts === null ? null : Math.round(facts.mtimeMs) }
    }),
  )
}

/** Taken before anything else is read: the windows are to be seen as they were when it was asked for. */
async function picturesOf(
  { pictures }: DiagnosticsSource,
  { signal, onProgress }: DiagnosticsWatch,
): Promise<BundleFile[]> {
  const taken: Picture[] = []
  if (pictures === null) return []
  onProgress('screenshots', 0)
  for await (const picture of pictures()) {
    signal.throwIfAborted()
    taken.push(picture)
  }
  return taken.map(({ name, png }) => ({ name: `windows/${name}.png`, step: 'screenshots', chunks: () => [png] }))
}

function summaryOf(indexed: readonly IndexedFile[]): WrittenDiagnostics {
  return {
    files: indexed.length,
    bytes: indexed.reduce((sum, { bytes }) => sum + bytes, 0),
    broken: indexed.filter(({ problem }) => problem !== null).map(({ name }) => name),
  }
}
