import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readGuides } from '../../../../tools/guides/read-guides.ts'
import { readTranslations, withOrigin } from '../../../../tools/guides/read-translations.ts'

const INDEX = {
  groups: [{ id: 'operators', guides: [{ file: 'start.md' }, { file: 'other.md' }] }],
  topics: {},
}
const HEAD = '# Start\n\nIn short.\n\n'
const SOURCE = `${HEAD}## First steps\n\nPress \`n\` and *Save*, see [there](other.md#there).\n\n- one\n- two\n`
const BEGIN = '<!-- Translation of ../start.md -->\n\n# Anfang\n\nIn Kürze.\n\n'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

function write(translation: string, source = SOURCE): string {
  const root = mkdtempSync(join(tmpdir(), 'outpost-translations-'))
  roots.push(root)
  mkdirSync(join(root, 'docs/guide/de'), { recursive: true })
  writeFileSync(join(root, 'docs/guide/index.json'), JSON.stringify(INDEX))
  writeFileSync(join(root, 'docs/guide/start.md'), source)
  writeFileSync(join(root, 'docs/guide/other.md'), '# Other\n\nAlso.\n\n## There\n\nx\n')
  writeFileSync(join(root, 'docs/guide/de/start.md'), translation)
  return root
}
const translationsIn = (root: string) => readTranslations(root, readGuides(root))
const read = (translation: string, source?: string) => translationsIn(write(translation, source)).get('de')
const WHOLE = `${BEGIN}## Erste Schritte\n\nSiehe [dort](other.md#there): *Sichern* und \`n\`.\n\n- eins\n- zwei\n`

describe('a translated guide', () => {
  it('has the ids and links of its source, and words of its own', () => {
    const own = read(WHOLE)
    expect(own?.contents.guides).toMatchObject([
      {
        ...{ id: 'start', title: 'Anfang', summary: 'In Kürze.', language: 'de' },
        headings: [{ id: 'first-steps', level: 2, text: 'Erste Schritte' }],
      },
      { id: 'other', title: 'Other', language: 'en' },
    ])
    expect(Object.keys(own?.texts ?? {})).toEqual(['start'])
    expect(own?.texts['start']?.[1]).toMatchObject({
      of: ['Siehe ', { is: 'link', topic: 'other#there' }, ': ', {}, ' und ', {}, '.'],
    })
  })

  it('is older than its source, until it says that it was made of it as it is', () => {
    const root = write(WHOLE)
    const isOlder = () => translationsIn(root).get('de')?.contents.guides[0]?.isOlder
    expect(isOlder()).toBe(true)
    writeFileSync(join(root, 'docs/guide/de/start.md'), withOrigin(root, 'start.md', WHOLE))
    expect(isOlder()).toBe(false)
    writeFileSync(join(root, 'docs/guide/start.md'), SOURCE.replace('In short.', 'In a few words.'))
    expect(isOlder()).toBe(true)
  })

  it('must say of what it is the translation', () => {
    expect(() => read(WHOLE.replace('start.md', 'other.md'))).toThrow('begins with <!-- Translation of ../start.md -->')
    expect(() => read(WHOLE.replace(/^.*\n/, ''))).toThrow('begins with <!-- Translation of ../start.md -->')
  })

  it.each([
    ['a part that is missing', WHOLE.slice(0, WHOLE.indexOf('- eins')), 'behind this, a list of the source is missing'],
    ['a part too much', `${WHOLE}\nMehr.\n`, 'docs/guide/de/start.md:14: this part is not in the source'],
    ['a part of another kind', WHOLE.replace('## Erste', 'Erste'), 'has a heading here, and this is a paragraph'],
    ['a heading of another level', WHOLE.replace('## ', '### '), 'the source has a heading here'],
    ['another number of items', WHOLE.replace('- zwei\n', ''), 'has 2 of these, and here are 1'],
    ['a numbered list', WHOLE.replace('- eins\n- zwei', '1. eins\n2. zwei'), 'begins with another number'],
    ['another key', WHOLE.replace('`n`', '`m`'), 'the source has `n` here as well'],
    ['a link that leads elsewhere', WHOLE.replace('#there', ''), 'the source has the link to other#there here as well'],
    ['a name without its mark', WHOLE.replace('*Sichern*', 'Sichern'), 'has something *emphasised* here as well'],
    ['a name too much', WHOLE.replace('und', '*und*'), 'does not have something *emphasised* here'],
  ])('is refused with the place: %s', (_what, translation, reason) => {
    expect(() => read(translation)).toThrow(reason)
    expect(() => read(translation)).toThrow(/docs\/guide\/de\/start\.md:\d+/)
  })

  it.each([
    ['code', '```sh\nls\n```', '```sh\nrm\n```', 'the code is another'],
    ['a table', '| a | b |\n| --- | --- |\n| 1 | 2 |', '| a | b |\n| --- | --- |', 'has 1 of these, and here are 0'],
    ['a note', '> Mind\n>\n> this', '> Acht', 'behind this, a paragraph of the source is missing'],
  ])('keeps %s as it is', (_what, source, translation, reason) => {
    expect(() => read(`${BEGIN}${translation}\n`, `${HEAD}${source}\n`)).toThrow(reason)
    expect(read(`${BEGIN}${source}\n`, `${HEAD}${source}\n`)?.texts['start']).toHaveLength(1)
  })
})
