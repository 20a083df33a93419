import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { TextFault } from '../../../../tools/guides/markdown.ts'
import { readGuides } from '../../../../tools/guides/read-guides.ts'
import { inProject } from '../../../../tools/runtime/paths.mjs'

const INDEX = {
  groups: [{ id: 'operators', guides: [{ file: 'start.md', page: 'pending' }, { file: 'other.md' }] }],
  topics: { old: 'other.md#there' },
}

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

function read(start: string, other = '# Other\n\nAlso.\n\n## There\n\nx\n') {
  const root = mkdtempSync(join(tmpdir(), 'outpost-guides-'))
  roots.push(root)
  mkdirSync(join(root, 'docs/guide'), { recursive: true })
  writeFileSync(join(root, 'docs/guide/index.json'), JSON.stringify(INDEX))
  writeFileSync(join(root, 'docs/guide/start.md'), start)
  writeFileSync(join(root, 'docs/guide/other.md'), other)
  return readGuides(root)
}
const blocks = (text: string) => read(`# Start\n\nIn short.\n\n${text}\n`).texts['start']

describe('a guide', () => {
  it('begins with its title and what it answers, and is listed with its headings', () => {
    const { contents } = read('# First steps\n\nWhat to do\nfirst.\n\n## A\n\nx\n\n### `B` and ⧗\n\n## A\n')
    expect(contents.topics).toEqual({ old: 'other#there' })
    expect(contents.guides[0]).toEqual({
      id: 'start',
      group: 'operators',
      page: 'pending',
      title: 'First steps',
      summary: 'What to do first.',
      language: 'en',
      isOlder: false,
      headings: [
        { id: 'a', level: 2, text: 'A' },
        { id: 'b-and-', level: 3, text: 'B and ⧗' },
        { id: 'a-1', level: 2, text: 'A' },
      ],
    })
  })

  it('becomes data: text in one line, keys, code, signs, and links into the help and elsewhere', () => {
    expect(blocks('Press\n`Ctrl+K` or `m`, `0` and `npm ci`: **all** `⧗` *now*.')).toEqual([
      {
        is: 'text',
        of: [
          'Press ',
          { is: 'key', text: 'Ctrl+K' },
          ' or ',
          { is: 'key', text: 'm' },
          ', ',
          { is: 'code', text: '0' },
          ' and ',
          { is: 'code', text: 'npm ci' },
          ': ',
          { is: 'strong', of: ['all'] },
          ' ',
          { is: 'state', shape: 'waiting' },
          ' ',
          { is: 'emphasis', of: ['now'] },
          '.',
        ],
      },
    ])
    expect(blocks('[a](other.md#there) [b](#x) [c](../protocol.md) [d](https://example.org/)')).toEqual([
      {
        is: 'text',
        of: [
          { is: 'link', topic: 'other#there', of: ['a'] },
          ' ',
          { is: 'link', topic: 'start#x', of: ['b'] },
          ' ',
          { is: 'elsewhere', address: 'docs/protocol.md', of: ['c'] },
          ' ',
          { is: 'elsewhere', address: 'https://example.org/', of: ['d'] },
        ],
      },
    ])
  })

  it('holds lists, tables, commands and notes', () => {
    expect(
      blocks('3. a\n4. b\n\n| A | B |\n|---|--:|\n| 1 | 2 |\n\n```sh\nnpm ci\n```\n\n> **Caution:** gone.\n\n- x'),
    ).toEqual([
      { is: 'list', start: 3, items: [[{ is: 'text', of: ['a'] }], [{ is: 'text', of: ['b'] }]] },
      { is: 'table', align: ['start', 'end'], head: [['A'], ['B']], rows: [[['1'], ['2']]] },
      { is: 'code', text: 'npm ci' },
      { is: 'note', tone: 'caution', of: [{ is: 'text', of: [{ is: 'strong', of: ['Caution:'] }, ' gone.'] }] },
      { is: 'list', start: null, items: [[{ is: 'text', of: ['x'] }]] },
    ])
  })

  it('may hold remarks for those who write it, which nobody is shown', () => {
    expect(blocks('<!-- made by a tool\n-->\n\nx')).toEqual([{ is: 'text', of: ['x'] }])
  })

  it.each([
    ['no title', 'Text\n', 'docs/guide/start.md:1: a guide begins with its title (#)'],
    ['nothing below its title', '# A\n\n## B\n', 'docs/guide/start.md:2: below the title stands one paragraph'],
    ['HTML', '# A\n\nx\n\n<img src="x">\n', 'docs/guide/start.md:5: html cannot be shown in a guide'],
    ['HTML in a line', '# A\n\nx\n\nso <b>b</b>\n', 'docs/guide/start.md:5: html cannot be shown in a guide'],
    ['a second title', '# A\n\nx\n\n# B\n', 'docs/guide/start.md:5: a guide has one title'],
    [
      'a picture from elsewhere',
      '# A\n\nx\n\n![x](../../x.png)\n',
      'docs/guide/start.md:5: ../../x.png is no picture of docs/pictures',
    ],
    [
      'a picture that is not there',
      '# A\n\nx\n\n![x](../pictures/x.png)\n',
      'docs/guide/start.md:5: there is no picture docs/pictures/x.png',
    ],
    [
      'a picture without words',
      '# A\n\nx\n\n![](../pictures/x.png)\n',
      'docs/guide/start.md:5: a picture says in words what is on it',
    ],
  ])('with %s ends the build at its place', (_name, text, message) => {
    expect(() => read(text)).toThrow(TextFault)
    expect(() => read(text)).toThrow(message)
  })
})

describe('the guides of the project', () => {
  it('can all be read, each with a title of its own', () => {
    const { contents, texts } = readGuides(inProject())
    expect(contents.guides.length).toBeGreaterThan(3)
    expect(new Set(contents.guides.map(({ title }) => title)).size).toBe(contents.guides.length)
    expect(Object.keys(texts)).toEqual(contents.guides.map(({ id }) => id))
  })
})
