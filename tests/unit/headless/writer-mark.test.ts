import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { markWriter, takeAfterWriter, unmarkWriter } from '../../../src/main/headless/writer-mark.ts'
import { systemClock } from '../../../src/main/platform/clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

let folder: TemporaryFolder
let tries: number
let waits: number

beforeEach(() => {
  folder = temporaryFolder()
  tries = 0
  waits = 0
})
afterEach(() => folder.remove())

/** Which of its tries would succeed. */
function take(number: number): boolean {
  return takeAfterWriter(
    folder.path,
    systemClock,
    () => ++tries >= number,
    () => waits++,
  )
}

it('a console that starts waits while a command has the store', () => {
  markWriter(folder.path, process.pid)
  expect(take(3)).toBe(true)
  expect({ tries, waits }).toEqual({ tries: 3, waits: 1 })
})

it('a console that starts beside another one does not wait', async () => {
  expect(take(3)).toBe(false)
  markWriter(folder.path, process.pid)
  await unmarkWriter(folder.path)
  expect(take(9)).toBe(false)
  expect({ tries, waits }).toEqual({ tries: 2, waits: 0 })
})

it('a mark of a command that was killed, or that is damaged, is no reason to wait', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  markWriter(folder.path, child.pid ?? 0)
  expect(take(9)).toBe(false)
  writeFileSync(folder.file('command-line.pid'), '-1\n')
  expect(take(9)).toBe(false)
  expect({ tries, waits }).toEqual({ tries: 2, waits: 0 })
})
