import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../../tests/support/queue-host.ts'
import { checkImage } from './check-image.ts'
import { CUT_MODES, type DiskEvent, parseRecord, SimulatedDisk } from './disk.ts'

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
export function cutEverywhere(
  events: readonly DiskEvent[],
  cuts: number,
  seed: number,
  folder: string,
  onProgress: (done: number, violations: number) => void = () => undefined,
): string[] {
  const random = seededRandom(seed)
  const moments = Array.from({ length: cuts }, () => 1 + Math.floor(random.next() * events.length)).sort(
    (a, b) => a - b,
  )
  const disk = new SimulatedDisk()
  const accepted = new Set<string>()
  const violations: string[] = []
  let at = 0
  moments.forEach((moment, index) => {
    for (; at < moment; at++) {
      const event = events[at]
      if (event === undefined) break
      if (event.file !== 'accepted') disk.apply(event)
      else if (event.kind === 'write')
        for (const key of event.data.toString('utf8').split('\n')) if (key !== '') accepted.add(key)
    }
    const mode = CUT_MODES[index % CUT_MODES.length] ?? 'dropped'
    for (const violation of checkImage(join(folder, 'image'), disk.cut(mode, random), accepted)) {
      violations.push(`cut ${index} (${mode}) after event ${at}: ${violation}`)
    }
    onProgress(index + 1, violations.length)
  })
  return violations
}
