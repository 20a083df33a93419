import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { USAGE_KEPT_DAYS, USAGE_KEYS } from '#shared/domain/usage.ts'
import type { IpcRequest } from '#shared/ipc/contract.ts'
import type { IpcHandlers } from '../../../src/main/ipc/handler-types.ts'
import { countUsage } from '../../../src/main/ipc/usage-counter.ts'
import { UsageRecord } from '../../../src/main/telemetry/usage/usage-record.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

const DAY_MS = 86_400_000

let folder: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

const file = (): string => folder.file('usage.json')

function recordOf({ isOn = true, clock = new ManualClock() } = {}) {
  const wanted = { isOn }
  return { wanted, clock, record: new UsageRecord({ clock, file: file(), isOn: () => wanted.isOn }) }
}

describe('what is counted of the use of the console', () => {
  it('is nothing as long as nobody has switched it on: no count, no file', async () => {
    const { record, clock } = recordOf({ isOn: false })
    for (const key of USAGE_KEYS) record.count(key)
    await clock.advance(DAY_MS)
    await record.stop()
    expect(existsSync(file())).toBe(false)
    expect(await record.read()).toEqual({ isOn: false, days: [], problem: null })
  })

  it('has only names of the list, whatever is handed over', async () => {
    const known = new Set(USAGE_KEYS)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string(), fc.constantFrom(...USAGE_KEYS, '__proto__', 'page.'))),
        async (keys) => {
          const { record } = recordOf()
          await record.clear()
          for (const key of keys) record.count(key)
          await record.stop()
          const [today] = (await record.read()).days
          const counted = Object.entries(today?.counts ?? {})
          expect(counted.every(([key]) => known.has(key))).toBe(true)
          expect(counted.reduce((sum, [, count]) => sum + count, 0)).toBe(keys.filter((key) => known.has(key)).length)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is there again after a restart, and goes on', async () => {
    const { record, clock } = recordOf()
    record.count('page.devices')
    record.count('page.devices')
    await record.stop()
    const later = recordOf({ clock })
    later.record.count('page.devices')
    const { days } = await later.record.read()
    expect(days.map(({ counts }) => counts)).toEqual([{ 'page.devices': 3 }])
  })

  it('is written by itself, some time after it was counted', async () => {
    const { record, clock } = recordOf()
    record.count('act.retry')
    expect(existsSync(file())).toBe(false)
    await clock.advance(30_000)
    await record.write()
    expect(readFileSync(file(), 'utf8')).toContain('act.retry')
  })

  it('is forgotten after 90 days, and deleted as a whole when the operator wants it', async () => {
    const { record, clock } = recordOf()
    record.count('page.help')
    await clock.advance(USAGE_KEPT_DAYS * DAY_MS)
    record.count('page.devices')
    await record.stop()
    expect((await record.read()).days.map(({ counts }) => counts)).toEqual([{ 'page.devices': 1 }])
    expect(await record.clear()).toMatchObject({ days: [] })
    expect(existsSync(file())).toBe(false)
  })

  it('can still be looked at when it is switched off, and does not grow', async () => {
    const { record, wanted } = recordOf()
    record.count('page.help')
    wanted.isOn = false
    record.count('page.help')
    expect(await record.read()).toMatchObject({ isOn: false, days: [{ counts: { 'page.help': 1 } }] })
  })

  it('is begun anew where its file is damaged, and takes no names from it that are not its own', async () => {
    writeFileSync(file(), '{"days":{"2026-11-22"')
    expect((await recordOf().record.read()).days).toEqual([])
    const clock = new ManualClock()
    const { record } = recordOf({ clock })
    record.count('page.help')
    await record.stop()
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('"page.help":1', '"page.help":1,"Gate 4":7'))
    expect((await recordOf({ clock }).record.read()).days.map(({ counts }) => counts)).toEqual([{ 'page.help': 1 }])
  })
})

describe('what is counted at the door between windows and the main process', () => {
  const context = { windowId: 1, siteId: null }

  function counting(): { handlers: IpcHandlers; counted: string[] } {
    const counted: string[] = []
    const handlers = new Proxy({} as IpcHandlers, {
      get: (_target, name) => async () => {
        if (name === 'operations:retry') throw new Error('refused')
        return {}
      },
    })
    return { handlers: countUsage(handlers, (key) => counted.push(key)), counted }
  }

  it('are the kinds of changes, never what they are about', async () => {
    const { handlers, counted } = counting()
    const intents = [
      { kind: 'update', entityType: 'device', entityId: 'secret-gate', fields: { name: 'Secret' } },
      { kind: 'command', entityType: 'device', entityId: 'secret-gate', command: 'reboot' },
    ] as IpcRequest<'operations:enqueue'>['intents']
    await handlers['operations:enqueue']({ intents }, context)
    expect(counted).toEqual(['update.device', 'command.reboot'])
    expect(counted.every((key) => USAGE_KEYS.includes(key))).toBe(true)
  })

  it('are acts that were done, not those that were refused', async () => {
    const { handlers, counted } = counting()
    await handlers['ledger:export']({}, context)
    await expect(handlers['operations:retry']({ keys: [] }, context)).rejects.toThrow('refused')
    expect(counted).toEqual(['act.write-ledger'])
  })
})
