import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AskedFiles, fileNameOf, orRefused } from '../../../src/main/bootstrap/asked-files.ts'
import { FileRefusedError } from '../../../src/main/outbox/bundle/problem.ts'
import type { FileDialogs } from '../../../src/main/platform/file-dialogs.ts'
import { temporaryFolder } from '../../support/queue-host.ts'

const KIND = { name: 'json', extension: 'json' } as const
const SAVE = { title: 'bundle', suggestedName: 'thing.json', kind: KIND } as const

let folder = temporaryFolder()
let profile: string
let chosen: () => string | null | Promise<string | null>

const dialogs: FileDialogs = {
  save: async () => chosen(),
  open: async () => chosen(),
  folder: async () => chosen(),
  openMany: async () => [(await chosen()) ?? ''],
}

beforeEach(async () => {
  folder = temporaryFolder()
  profile = join(folder.path, 'profile')
  await mkdir(join(profile, 'database'), { recursive: true })
  chosen = () => null
})
afterEach(() => folder.remove())

const files = (): AskedFiles => new AskedFiles(dialogs, profile)

describe('a file that an operator is asked for', () => {
  it('is the one they choose', async () => {
    const path = join(folder.path, 'thing.json')
    chosen = () => path
    expect(await files().save(1, SAVE)).toEqual({ path, name: 'thing.json' })
    expect(await files().open(1, SAVE)).toEqual({ path, name: 'thing.json' })
  })

  it('is none when they change their mind', async () => {
    expect(await files().save(1, SAVE)).toBeNull()
  })

  it.each(['settings.json', 'database/site.sqlite', '.', 'signing-key.json'])(
    'is never one of the program’s own: %s',
    async (name) => {
      chosen = () => join(profile, name)
      await expect(files().save(1, SAVE)).rejects.toMatchObject({ code: 'not-allowed' })
      await expect(files().open(1, SAVE)).rejects.toMatchObject({ code: 'not-allowed' })
    },
  )

  it('is never one of the program’s own behind a link either', async () => {
    const link = join(folder.path, 'link')
    await symlink(profile, link)
    chosen = () => join(link, 'settings.json')
    await expect(files().save(1, SAVE)).rejects.toMatchObject({ code: 'not-allowed' })
  })

  it('may lie beside the profile, also under a name that begins alike', async () => {
    chosen = () => join(folder.path, 'profile-backup.json')
    expect(await files().save(1, SAVE)).toMatchObject({ name: 'profile-backup.json' })
  })

  it('is asked for once at a time in each window', async () => {
    const answers: ((path: string | null) => void)[] = []
    chosen = () => new Promise((resolve) => answers.push(resolve))
    const asked = files()
    const first = asked.save(1, SAVE)
    await expect(asked.open(1, SAVE)).rejects.toMatchObject({ code: 'rate-limited' })
    const other = asked.save(2, SAVE)
    for (const answer of answers) answer(null)
    expect(await Promise.all([first, other])).toEqual([null, null])
    chosen = () => null
    expect(await asked.open(1, SAVE)).toBeNull()
  })

  it('may be asked for again after a dialog that failed', async () => {
    const asked = files()
    chosen = () => {
      throw new Error('no display')
    }
    await expect(asked.save(1, SAVE)).rejects.toThrow('no display')
    chosen = () => null
    expect(await asked.save(1, SAVE)).toBeNull()
  })
})

describe('what a window is told', () => {
  it('is why a file was refused; anything else stays an error', async () => {
    const refused = await orRefused(() => Promise.reject(new FileRefusedError('damaged', 'It is damaged.')))
    expect(refused).toEqual({ outcome: 'refused', problem: { code: 'damaged', message: 'It is damaged.' } })
    await expect(orRefused(() => Promise.reject(new Error('other')))).rejects.toThrow('other')
    expect(await orRefused(async () => 'done')).toBe('done')
  })

  it('is a name with the day', () => {
    expect(fileNameOf('ledger', Date.UTC(2026, 2, 4), 'ndjson')).toBe('ledger-2026-03-04.ndjson')
  })
})
