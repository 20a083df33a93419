import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatLogLine } from '../../../src/main/platform/log-line.ts'
import { readLog } from '../../../src/main/platform/log-reader.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

const AT = Date.UTC(2026, 2, 2, 4)
const SPAN = { fromAt: AT, toAt: AT + 60_000 }
const line = (at: number, message: string, data?: Record<string, unknown>): string =>
  formatLogLine({ at, level: 'info', scope: 'connection', message, data })

let folder: TemporaryFolder

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

function write(name: string, ...lines: readonly string[]): string {
  const file = join(folder.path, name)
  writeFileSync(file, lines.map((text) => `${text}\n`).join(''))
  return file
}

describe('the log of a minute', () => {
  it('is read across the turn of a file, oldest first, and of that minute only', async () => {
    write('main.1.log', line(AT - 1, 'before'), line(AT, 'lost'))
    write('main.log', line(AT + 59_999, 'back', { attempt: 3 }), line(AT + 60_000, 'after'))
    const { lines, isCut } = await readLog(folder.path, SPAN, 10)
    expect(lines).toEqual([
      { at: AT, level: 'info', scope: 'connection', text: 'lost' },
      { at: AT + 59_999, level: 'info', scope: 'connection', text: 'back {"attempt":3}' },
    ])
    expect(isCut).toBe(false)
  })

  it('is bounded: of many lines the newest are told, and that there were more', async () => {
    write('main.log', ...Array.from({ length: 9 }, (_, number) => line(AT + number, `line ${number}`)))
    const { lines, isCut } = await readLog(folder.path, SPAN, 2)
    expect(lines.map(({ text }) => text)).toEqual(['line 7', 'line 8'])
    expect(isCut).toBe(true)
  })

  it('leaves out what is damaged, and is empty where there is no log', async () => {
    const good = line(AT, 'whole')
    write('main.log', good.slice(0, -3), '{"at":"2026-03-02T04:00:00.000Z","level":"loud"}', '', 'x', good)
    expect((await readLog(folder.path, SPAN, 10)).lines.map(({ text }) => text)).toEqual(['whole'])
    expect(await readLog(join(folder.path, 'none'), SPAN, 10)).toEqual({ lines: [], isCut: false })
  })

  it('holds no secret, and does not read what ended before', async () => {
    write('main.log', line(AT, 'signed in', { token: 'hunter2-secret' }))
    expect(JSON.stringify(await readLog(folder.path, SPAN, 10))).not.toContain('hunter2')
    const old = write('main.log', line(AT, 'written before its file was last changed'))
    utimesSync(old, (AT - 1_000) / 1_000, (AT - 1_000) / 1_000)
    expect((await readLog(folder.path, SPAN, 10)).lines).toEqual([])
  })
})
