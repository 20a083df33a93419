import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AskedFiles } from '../../../src/main/bootstrap/asked-files.ts'
import { ListFiles } from '../../../src/main/bootstrap/list-files.ts'
import { systemIds } from '../../../src/main/platform/ids.ts'
import { type StageFile, stageFile } from '../../../src/main/platform/staged-file.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

const WINDOW = 7
const ASKED = { list: 'devices', format: 'csv', columns: [{ id: 'name', title: 'Name' }] } as const

let folder: TemporaryFolder
let stick: TemporaryFolder
beforeEach(() => {
  folder = temporaryFolder()
  stick = temporaryFolder()
  writeFileSync(stick.file('list.csv'), 'what was there before')
})
afterEach(() => {
  folder.remove()
  stick.remove()
})

const there = () => readdirSync(stick.path)
const content = () => readFileSync(stick.file('list.csv'), 'utf8')

interface Asked {
  readonly stage?: StageFile
  /** Null: the operator changes their mind. */
  readonly answer?: string | null
}

function listFiles({ stage = stageFile, answer = stick.file('list.csv') }: Asked = {}) {
  const suggested: string[] = []
  const dialogs = {
    save: async (_window: number, { suggestedName }: { suggestedName: string }) => {
      suggested.push(suggestedName)
      return answer
    },
    open: async () => null,
    folder: async () => null,
    openMany: async () => [],
  }
  const clock = new ManualClock()
  const lists = new ListFiles({ files: new AskedFiles(dialogs, folder.path), stageFile: stage, clock, ids: systemIds })
  return { lists, suggested }
}

async function begun(lists: ListFiles): Promise<string> {
  const answer = await lists.begin(WINDOW, { ...ASKED, columns: [...ASKED.columns] })
  if (answer.outcome !== 'begun') throw new Error(answer.outcome)
  return answer.token
}

/** A disk that is full, or a file that another program holds, from some part on. */
function failing(at: 'append' | 'publish', code: string): StageFile {
  const fail = async (): Promise<void> => {
    throw Object.assign(new Error(code), { code })
  }
  return async (path) => {
    const file = await stageFile(path)
    let appended = 0
    return {
      append: async (text) => {
        appended += 1
        await (at === 'append' && appended > 1 ? fail() : file.append(text))
      },
      seal: () => file.seal(),
      publish: () => (at === 'publish' ? fail() : file.publish()),
      discard: () => file.discard(),
    }
  }
}

describe('a list that a window reads out into a file', () => {
  it('is in its place when it is finished and not before, with all of its rows in order', async () => {
    const { lists, suggested } = listFiles()
    const token = await begun(lists)
    await Promise.all([
      lists.append(WINDOW, { token, rows: [['Gate 1'], ['Gate 2']] }),
      lists.append(WINDOW, { token, rows: [['Gate 3']] }),
    ])
    expect(content()).toBe('what was there before')
    expect(await lists.finish(WINDOW, token)).toEqual({ outcome: 'written', fileName: 'list.csv', rows: 3 })
    expect(content()).toBe('\ufeffName\nGate 1\nGate 2\nGate 3\n')
    expect(there()).toEqual(['list.csv'])
    expect(suggested[0]).toMatch(/^outpost-devices-\d{4}-\d{2}-\d{2}\.csv$/)
  })

  it('leaves nothing behind when it is cancelled, when its page goes and when the program ends', async () => {
    const { lists } = listFiles()
    const cancelled = await begun(lists)
    await lists.append(WINDOW, { token: cancelled, rows: [['Gate 1']] })
    await lists.cancel(WINDOW, cancelled)
    const left = await begun(lists)
    const late = lists.append(WINDOW, { token: left, rows: [['Gate 1']] })
    await lists.leave(WINDOW)
    await late
    await begun(lists)
    await lists.stop()
    expect(there()).toEqual(['list.csv'])
    expect(content()).toBe('what was there before')
    await expect(lists.finish(WINDOW, left)).rejects.toMatchObject({ code: 'not-found' })
  })

  it.each([
    ['its page goes', (lists: ListFiles) => lists.leave(WINDOW)],
    ['the program ends', (lists: ListFiles) => lists.stop()],
  ])('is not begun, and leaves nothing behind, where %s while the file is being opened', async (_when, end) => {
    const { lists } = listFiles({
      stage: async (path) => {
        const file = await stageFile(path)
        await end(lists)
        return file
      },
    })
    expect(await lists.begin(WINDOW, { ...ASKED, columns: [...ASKED.columns] })).toEqual({ outcome: 'cancelled' })
    expect(there()).toEqual(['list.csv'])
  })

  it('leaves nothing of another one that its window began while the file was being opened', async () => {
    let other = Promise.resolve('')
    let opened = 0
    const { lists } = listFiles({
      stage: async (path) => {
        opened += 1
        if (opened === 1) {
          other = begun(lists)
          await other
        }
        return stageFile(path)
      },
    })
    await begun(lists)
    await expect(lists.append(WINDOW, { token: await other, rows: [['Gate 1']] })).rejects.toThrow(/not being written/)
    await lists.stop()
    expect(there()).toEqual(['list.csv'])
  })

  it('is not begun where the operator changes their mind', async () => {
    const { lists } = listFiles({ answer: null })
    expect(await lists.begin(WINDOW, { ...ASKED, columns: [...ASKED.columns] })).toEqual({ outcome: 'cancelled' })
    expect(there()).toEqual(['list.csv'])
  })

  it('gives up the one that the page has forgotten, and takes no rows for it', async () => {
    const { lists } = listFiles()
    const forgotten = await begun(lists)
    const token = await begun(lists)
    await expect(lists.append(WINDOW, { token: forgotten, rows: [['Gate 1']] })).rejects.toThrow(/not being written/)
    await expect(lists.append(WINDOW + 1, { token, rows: [['Gate 1']] })).rejects.toThrow(/not being written/)
    await lists.stop()
    expect(there()).toEqual(['list.csv'])
  })

  it.each([
    ['append', 'ENOSPC', 'no-room', /no room/],
    ['publish', 'EBUSY', 'not-written', /in use by another program/],
    ['publish', 'EACCES', 'not-allowed', /may not be written/],
  ] as const)('says why when %s fails with %s, and the old file stays', async (at, code, problem, words) => {
    const { lists } = listFiles({ stage: failing(at, code) })
    const token = await begun(lists)
    const taken = await lists.append(WINDOW, { token, rows: [['Gate 1']] })
    const answer = at === 'append' ? taken : await lists.finish(WINDOW, token)
    expect(answer).toMatchObject({ outcome: 'refused', problem: { code: problem, message: words } })
    expect(there()).toEqual(['list.csv'])
    expect(content()).toBe('what was there before')
  })
})
