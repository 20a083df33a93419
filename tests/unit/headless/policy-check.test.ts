import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lookAtPolicy } from '../../../src/main/bootstrap/machine-policy.ts'
import { readArguments } from '../../../src/main/headless/arguments.ts'
import type { Outcome } from '../../../src/main/headless/command.ts'
import { CommandError, EXIT } from '../../../src/main/headless/exits.ts'
import { commandOf, readOrder } from '../../../src/main/headless/table.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

async function check(...args: string[]): Promise<Outcome> {
  const given = readArguments(['policy', 'check', ...args])
  const { command, rest } = commandOf(given)
  const order = await readOrder(command, {
    ...{ given, rest, now: 0, absolute: (path: string) => join(folder.path, path) },
    lookAtPolicy: (file) => lookAtPolicy(file ?? join(folder.path, 'machine.json')),
    temporary: () => Promise.reject(new Error('not needed')),
  })
  if (order.needs !== 'nothing') throw new Error('it needs no console')
  return order.run()
}

function write(name: string, text: string): void {
  writeFileSync(join(folder.path, name), text)
}

describe('policy check', () => {
  it('says of a valid file what it sets and locks', async () => {
    write('p.json', '{"theme":"dark","tenant":"north","$locked":["theme","kiosk"]}')
    const { exit, lines, result } = await check('p.json')
    expect(exit).toBe(EXIT.done)
    expect(lines.slice(1)).toEqual([
      'It sets 2 settings and locks 2.',
      '  theme  “dark”  locked',
      '  tenant  “north”',
      '  kiosk  its default  locked',
    ])
    expect(result).toMatchObject({ state: 'valid', problems: [], sets: { theme: 'dark' }, locks: ['theme', 'kiosk'] })
  })

  it('names each mistake with its place and what is allowed, and fails', async () => {
    write('p.json', '{\n  "theme": "drak",\n  "startAtLogn": true,\n  "demoSeed": 1\n}')
    const { exit, lines, result } = await check('p.json')
    expect(exit).toBe(EXIT.failed)
    expect(lines[0]).toContain('has 2 mistakes')
    expect(lines[1]).toMatch(/^ {2}2:3 {2}“theme” has a wrong value.*"system"\|"dark"/)
    expect(lines[2]).toBe('  3:3  “startAtLogn” is no setting. Is “startAtLogin” meant?')
    expect(result).toMatchObject({ state: 'faulty', sets: { demoSeed: 1 } })
  })

  it('takes the file of this PC where none is named, and says where it is not JSON', async () => {
    write('machine.json', '{\n  "theme": "dark",\n}')
    const { exit, lines } = await check()
    expect([exit, lines[1]]).toEqual([EXIT.failed, '  3:1  it is not valid JSON: a comma stands before }'])
  })

  it('ends with its own code where there is none', async () => {
    const missing = await check().catch((error: unknown) => error)
    expect(missing).toBeInstanceOf(CommandError)
    expect(missing).toMatchObject({ exit: EXIT.nothing })
  })
})
