import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
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

  it('tells of every file that it does not read, and takes none of them for gone', async () => {
    const text = JSON.stringify(boardOf([]))
    const nameOf = (index: number) => `b${String(index).padStart(3, '0')}.board.json`
    await mkdir(folder)
    for (let index = 0; index < 205; index += 1) await writeFile(join(folder, nameOf(index)), text)
    const local = new LocalBoardFolder(folder)
    await local.list()
    await writeFile(join(folder, 'a.board.json'), text)
    const { boards } = await local.list()
    expect(boards.filter(({ isGone }) => isGone)).toEqual([])
    const unread = boards.filter(({ problems }) => problems.length > 0)
    expect(unread.map(({ fileName }) => fileName)).toEqual([199, 200, 201, 202, 203, 204].map(nameOf))
    expect(unread[0]).toMatchObject({ board: null, problems: [{ fault: 'not-read', detail: '200' }] })
    await expect(local.keep(null, boardOf([]))).rejects.toThrow('at most')
    await expect(local.keep(nameOf(3), boardOf([]))).resolves.toBe(nameOf(3))
  })

  it('hands over no more than windows can take', async () => {
    const options = { image: `data:image/png;base64,${'A'.repeat(140_000)}` }
    await mkdir(folder)
    for (let index = 0; index < 40; index += 1) {
      await writeFile(join(folder, `${index + 10}.board.json`), JSON.stringify(boardOf([widgetOf('w', { options })])))
    }
    const { boards } = await new LocalBoardFolder(folder).list()
    expect(JSON.stringify(boards).length).toBeLessThan(5_000_000)
    expect(boards.filter(({ problems }) => problems[0]?.fault === 'not-read')).toHaveLength(10)
  })

  it('writes nothing that it could not read again', async () => {
    const local = new LocalBoardFolder(folder)
    const place = (x: number) => ({ place: { x, y: 0, w: 1, h: 1 }, bindings: {} })
    const words = Array.from({ length: 190 }, () => 'abcd')
    const options = Object.fromEntries(
      Array.from({ length: 7 }, (_none, at) => [`o${String.fromCharCode(97 + at)}`, words]),
    )
    const wide = boardOf(Array.from({ length: 18 }, (_none, at) => widgetOf(`w${at}`, { ...place(at), options })))
    expect(JSON.stringify(wide, null, 2).length).toBeGreaterThan(262_144)
    const name = await local.keep(null, wide)
    expect((await local.list()).boards).toMatchObject([{ fileName: name, problems: [] }])
    const picture = { image: `data:image/png;base64,${'A'.repeat(140_000)}` }
    const large = boardOf([0, 1].map((at) => widgetOf(`w${at}`, { ...place(at), options: picture })))
    await expect(local.keep(null, large)).rejects.toThrow('too-large')
  })

  it.skipIf(process.platform === 'win32')(
    'reads by way of no link, and nothing that has taken the place of a file',
    async () => {
      await put('a.board.json', JSON.stringify(boardOf()))
      await put('b.board.json', JSON.stringify(boardOf()))
      await writeFile(join(root, 'secret'), JSON.stringify(boardOf([], { name: 'Secret' })))
      await symlink(join(root, 'secret'), join(folder, 'c.board.json'))
      const local = new LocalBoardFolder(folder)
      expect((await local.list()).boards).toHaveLength(2)
      await rm(join(folder, 'a.board.json'))
      await symlink(join(root, 'secret'), join(folder, 'a.board.json'))
      await rename(join(folder, 'b.board.json'), join(folder, 'kept'))
      await mkdir(join(folder, 'b.board.json'))
      const { boards } = await local.list()
      expect(boards).toMatchObject([
        { fileName: 'a.board.json', isGone: true, board: { name: 'Night shift' } },
        { fileName: 'b.board.json', isGone: true, board: { name: 'Night shift' } },
      ])
    },
  )

  it.each([
    ['Night shift', 'night-shift'],
    ['../../etc/passwd', 'etc-passwd'],
    ['con.board', 'con-board'],
    ['CON', 'board-con'],
    ['lpt1', 'board-lpt1'],
    ['夜勤', '夜勤'],
    ['…', 'board'],
    ['x'.repeat(300), 'x'.repeat(60)],
  ])('names the file of %s so that no system takes it for something else', (name, plain) => {
    expect(fileNameOf(name)).toBe(plain)
  })
})
