import { describe, expect, it, vi } from 'vitest'
import { IPC_REQUEST_NAMES } from '#shared/ipc/contract.ts'
import { answerCommands } from '../../../src/main/bootstrap/answer-commands.ts'
import { type CallWatch, CommandCalls } from '../../../src/main/headless/command-calls.ts'
import { CommandFiles } from '../../../src/main/headless/command-files.ts'
import { COMMAND_REQUESTS } from '../../../src/main/headless/requests.ts'
import type { IpcHandlers } from '../../../src/main/ipc/handler-types.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const KIND = { name: 'ledger', extension: 'ndjson' } as const
const untold = (): void => undefined
const QUESTION = { title: 'ledger', suggestedName: '', kind: KIND } as const

function made() {
  const files = new CommandFiles({
    save: async () => '/of/a/person',
    folder: async () => null,
    open: async () => '/of/a/person',
    openMany: async () => ['/of/a/person'],
  })
  const called: string[] = []
  const calls = new CommandCalls()
  const handlers = Object.fromEntries(
    IPC_REQUEST_NAMES.map((name) => [
      name,
      async (_request: unknown, { windowId, siteId }: { windowId: number; siteId: string | null }) => {
        called.push(name)
        return { siteId, file: await files.save(windowId, QUESTION) }
      },
    ]),
  ) as unknown as IpcHandlers
  const commands = answerCommands({
    ...{ handlers, files, calls, clock: new ManualClock(), logger: silentLogger },
    whenKnown: Promise.resolve(),
  })
  return { ...commands, files, called }
}

describe('the command line', () => {
  it('reaches nothing but the requests that are meant for it', async () => {
    const allowed: readonly string[] = COMMAND_REQUESTS
    for (const name of IPC_REQUEST_NAMES.filter((one) => !allowed.includes(one))) {
      // Each by a caller of its own: so many of one would be too many.
      const { answer, called } = made()
      expect(await answer({ v: 1, id: '1', name, request: {} }, -1, untold)).toMatchObject({
        ok: false,
        error: { code: 'bad-request' },
      })
      expect(called).toEqual([])
    }
    const { answer } = made()
    expect(await answer({ v: 1, id: '1', name: 'app:state', request: {}, site: 'north' }, -1, untold)).toMatchObject({
      ok: true,
      value: { siteId: 'north' },
    })
  })

  it('is checked as a window is', async () => {
    const { answer, called } = made()
    const wrong = { v: 1, id: '1', name: 'operations:enqueue', request: { intents: [] } } as const
    expect(await answer(wrong, -1, untold)).toMatchObject({
      ok: false,
      error: { code: 'bad-request', field: 'intents' },
    })
    expect(called).toEqual([])
  })

  it('has its own file for one request only, and never answers the question of a window', async () => {
    const { answer, files } = made()
    const line = { v: 1, id: '1', name: 'ledger:export', request: {} } as const
    expect(await answer({ ...line, file: '/of/a/script' }, -1, untold)).toMatchObject({
      value: { file: '/of/a/script' },
    })
    expect(await answer(line, -1, untold)).toMatchObject({ value: { file: null } })
    files.name(-1, '/of/a/script')
    expect(await files.save(7, QUESTION)).toBe('/of/a/person')
    expect(await files.open(-1, QUESTION)).toBe('/of/a/script')
    expect(await files.open(-2, QUESTION)).toBeNull()
  })

  it('hears how far it is until it is answered or has gone, and what is done for it ends when it goes', async () => {
    const calls = new CommandCalls()
    const watches: CallWatch[] = []
    const waiting = Promise.withResolvers<void>()
    calls.begin(-2, untold)
    const heard: unknown[] = []
    const progress = { step: 'ledger', amount: 1, unit: 'line' } as const
    const files = new CommandFiles({
      save: async () => null,
      folder: async () => null,
      open: async () => null,
      openMany: async () => [],
    })
    const port = {
      'ledger:export': async () => {
        watches.push(calls.watch(-1))
        await waiting.promise
        return { outcome: 'cancelled' as const }
      },
    }
    const one = answerCommands({
      ...{ handlers: port, files, calls, clock: new ManualClock(), logger: silentLogger },
      whenKnown: Promise.resolve(),
    })
    const line = { v: 1, id: '1', name: 'ledger:export', request: {} } as const
    const answered = one.answer({ ...line, progress: true }, -1, (told) => heard.push(told))
    await vi.waitFor(() => expect(watches).toHaveLength(1))
    watches[0]?.onProgress(progress)
    calls.tell(7, progress)
    expect(heard).toEqual([progress])
    one.left(-1)
    expect(watches[0]?.signal.aborted).toBe(true)
    expect(calls.watch(-2).signal.aborted).toBe(false)
    watches[0]?.onProgress(progress)
    waiting.resolve()
    expect(await answered).toMatchObject({ ok: true })
    calls.tell(-1, progress)
    expect(heard).toEqual([progress])
  })
})
