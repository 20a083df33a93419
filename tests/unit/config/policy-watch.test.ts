import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { watchPolicy } from '../../../src/main/config/policy-watch.ts'
import { ManualClock } from '../../support/manual-clock.ts'

let folder: string
let file: string
let clock: ManualClock
let changes: number
let stop: () => void

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outpost-policy-'))
  file = join(folder, 'deployed', 'policy.json')
  clock = new ManualClock()
  changes = 0
  stop = watchPolicy(
    clock,
    () => file,
    () => {
      changes += 1
    },
  )
})
afterEach(() => {
  stop()
  rmSync(folder, { recursive: true, force: true })
})

async function changesAfter(change: () => void): Promise<number> {
  changes = 0
  change()
  await clock.advance(20_000)
  return changes
}

it('a policy is seen when it comes, is written, is replaced as a whole and goes, once each time', async () => {
  expect(await changesAfter(() => undefined)).toBe(0)
  expect(
    await changesAfter(() => {
      mkdirSync(join(folder, 'deployed'))
      writeFileSync(file, '{}')
    }),
  ).toBe(1)
  expect(await changesAfter(() => writeFileSync(file, '{ }'))).toBe(1)
  expect(
    await changesAfter(() => {
      writeFileSync(`${file}.new`, '{ }')
      renameSync(`${file}.new`, file)
    }),
  ).toBe(1)
  expect(await changesAfter(() => rmSync(file))).toBe(1)
  expect(await changesAfter(() => writeFileSync(join(folder, 'other'), ''))).toBe(0)
})

it('nobody is told any more when the watch has ended', async () => {
  stop()
  mkdirSync(join(folder, 'deployed'))
  expect(await changesAfter(() => writeFileSync(file, '{}'))).toBe(0)
})
