import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileNameOf, LocalBoardFolder } from '../../../src/main/boards/local-boards.ts'
import { boardOf, widgetOf } from '../../support/boards.ts'

let root: string
let folder: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'boards-'))
  folder = join(root, 'boards')
})
afterEach(() => rm(root, { recursive: true, force: true }))

const put = async (name: string, text: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, name), text)
}

describe('the folder of this PC’s wallboards', () => {
  it('is empty without trouble until a board is kept, and holds it then as a file that a person can read', async () => {
    const local = new LocalBoardFolder(folder)
    expect(await local.list()).toEqual({ folder, boards: [], problem: null })
    expect(await local.keep(null, boardOf())).toBe('night-shift.board.json')
    expect(await local.keep(null, boardOf())).toBe('night-shift-2.board.json')
    expect(await readFile(join(folder, 'night-shift.board.json'), 'utf8')).toContain('\n  "name": "Night shift",\n')
    const { boards } = await new LocalBoardFolder(folder).list()
    expect(boards).toMatchObject([{ board: boardOf(), problems: [], isGone: false }, { board: boardOf() }])
  })

  it('reads what is a board and leaves the rest', async () => {
    await put('a.board.json', JSON.stringify(boardOf()))
    await put('.hidden.board.json', JSON.stringify(boardOf()))
    await put('notes.txt', 'x')
    await mkdir(join(folder, 'folder.board.json'))
    expect((await new LocalBoardFolder(folder).list()).boards.map(({ fileName }) => fileName)).toEqual(['a.board.json'])
  })

  it('tells what is wrong with a file that breaks, with the last that could be read', async () => {
    await put('a.board.json', JSON.stringify(boardOf()))
    const local = new LocalBoardFolder(folder)
    await local.list()
    await put('a.board.json', '{"name": "A",}')
    const [broken] = (await local.list()).boards
    expect(broken).toMatchObject({ board: boardOf(), problems: [{ fault: 'syntax', place: { line: 1, column: 14 } }] })
    await put('a.board.json', JSON.stringify(boardOf([], { name: 'Mended' })))
    expect((await local.list()).boards).toMatchObject([{ board: { name: 'Mended' }, problems: [] }])
  })

  it('tells of a file that never was a board, and of one that is too large', async () => {
    await put('a.board.json', '[]')
    await put('b.board.json', ' '.repeat(300_000))
    const { boards } = await new LocalBoardFolder(folder).list()
    expect(boards).toMatchObject([
      { board: null, problems: [{ fault: 'wrong-kind' }] },
      { board: null, problems: [{ fault: 'too-large' }] },
    ])
  })

  it('that vanishes is told, and what was read of it stays and can be kept again', async () => {
    const local = new LocalBoardFolder(folder)
    await local.keep(null, boardOf())
    await local.list()
    await rm(folder, { recursive: true })
    const gone = await local.list()
    expect(gone.problem).toBe('ENOENT')
    expect(gone.boards).toMatchObject([{ fileName: 'night-shift.board.json', board: boardOf(), isGone: true }])
    await local.keep('night-shift.board.json', boardOf())
    expect(await local.list()).toMatchObject({ problem: null, boards: [{ isGone: false }] })
  })

  it('forgets what is deleted, and is another one for each name', async () => {
    const local = new LocalBoardFolder(folder)
    const name = await local.keep(null, boardOf())
    await local.list()
    await local.remove(name)
    expect((await local.list()).boards).toEqual([])
  })

  it('keeps nothing that is no board, and says why nothing can be kept', async () => {
    const overlapping = boardOf([widgetOf('a'), widgetOf('b')])
    await expect(new LocalBoardFolder(folder).keep(null, overlapping)).rejects.toThrow(/no board/)
    await put('x', 'a file where the folder would be')
    await expect(new LocalBoardFolder(join(folder, 'x')).keep(null, boardOf())).rejects.toThrow(/could not be kept/)
  })

  it.each([
    ['Night shift', 'night-shift'],
    ['../../etc/passwd', 'etc-passwd'],
    ['con.board', 'con-board'],
    ['夜勤', '夜勤'],
    ['…', 'board'],
    ['x'.repeat(300), 'x'.repeat(60)],
  ])('names the file of %s so that no system takes it for something else', (name, plain) => {
    expect(fileNameOf(name)).toBe(plain)
  })
})
