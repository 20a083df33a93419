import { readdirSync, readFileSync, type WriteStream, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AskedFiles } from '../../../src/main/bootstrap/asked-files.ts'
import { DiagnosticsDesk } from '../../../src/main/bootstrap/diagnostics-desk.ts'
import { compileReport } from '../../../src/main/reports/compile.ts'
import { writeOutput } from '../../../src/main/reports/write-output.ts'
import { STABLE_WRITING } from '../../../src/shared/report/cells.ts'
import { diagnosticsSource } from '../../support/diagnostics-source.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { GOLDEN, GOLDEN_ABOUT, sourceOf } from '../../support/report-facts.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

/** Bytes that the disk still has room for; null: it is not full. */
const disk = vi.hoisted(() => ({ room: null as number | null }))

function take(bytes: number): void {
  if (disk.room === null) return
  disk.room -= bytes
  if (disk.room < 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
}

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>()
  type Written = (error: Error | null | undefined) => void
  return {
    ...real,
    createWriteStream(...given: Parameters<typeof real.createWriteStream>): WriteStream {
      const stream = real.createWriteStream(...given)
      const write = stream._write.bind(stream)
      // What fits is on the disk: half a file lies there until somebody takes it away.
      stream._write = (chunk: Buffer, encoding: BufferEncoding, done: Written) => {
        try {
          take(chunk.length)
          write(chunk, encoding, done)
        } catch (error) {
          done(error as Error)
        }
      }
      // oxlint-disable-next-line unicorn/no-useless-undefined -- many parts at once would get past it
      Object.assign(stream, { _writev: undefined })
      return stream
    },
  }
})

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  return {
    ...real,
    async open(...given: Parameters<typeof real.open>) {
      const handle = await real.open(...given)
      const append = handle.appendFile.bind(handle)
      handle.appendFile = async (data) => {
        take(Buffer.byteLength(data as string))
        await append(data)
      }
      return handle
    },
  }
})

let folder: TemporaryFolder

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => {
  disk.room = null
  folder.remove()
})

describe('a disk that becomes full', () => {
  it.each([0, 1, 200, 1_000, 2_500])(
    'while diagnostics are written, after %i bytes, leaves what was there',
    async (room) => {
      const stick = temporaryFolder()
      const path = stick.file('support.zip')
      writeFileSync(path, 'what was there before')
      const asked = async (): Promise<string> => path
      const desk = new DiagnosticsDesk({
        clock: new ManualClock(),
        files: new AskedFiles({ save: asked, open: asked, folder: asked, openMany: async () => [] }, folder.path),
        source: () => diagnosticsSource(folder),
        tell: () => undefined,
      })
      const request = { withScreenshots: false, withValues: false }
      disk.room = room
      expect(await desk.export(1, request)).toEqual({
        outcome: 'refused',
        problem: {
          code: 'no-room',
          message: 'There is no room for the file. Choose another place; nothing was changed.',
        },
      })
      expect(readdirSync(stick.path)).toEqual(['support.zip'])
      expect(readFileSync(path, 'utf8')).toBe('what was there before')
      // With room it is written in the same place, by the same desk.
      disk.room = null
      expect(await desk.export(1, request)).toMatchObject({ outcome: 'written' })
      expect(readdirSync(stick.path)).toEqual(['support.zip'])
      stick.remove()
    },
  )

  it.each(['json', 'csv', 'html', 'xlsx', 'records'] as const)(
    'is told by what writes a report as %s',
    async (format) => {
      const source = sourceOf(GOLDEN, GOLDEN_ABOUT)
      const report = await compileReport(source, GOLDEN_ABOUT)
      disk.room = 500
      const file = folder.file(`report.${format}`)
      const manner = { writing: STABLE_WRITING, letters: '' }
      await expect(writeOutput({ format, file }, report, source, manner)).rejects.toMatchObject({ code: 'ENOSPC' })
    },
  )
})
