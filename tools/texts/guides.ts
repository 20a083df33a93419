import { readFileSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { SpokenLanguage } from '#shared/i18n/languages.ts'
import type { Block, Inline } from '../../src/renderer/app/guides/guide-tree.ts'
import { TextFault } from '../guides/markdown.ts'
import { readGuides } from '../guides/read-guides.ts'
import { readTranslations, translationFolder, withOrigin } from '../guides/read-translations.ts'
import { inProject } from '../runtime/paths.mjs'
import { leavesOf, type Texts } from './faults.ts'

/** What is wrong with the translation of a guide, or has to be known of it. */
export interface GuideRemark {
  readonly file: string
  readonly text: string
  /** False: the app says it to the reader, and all goes on. */
  readonly isFault: boolean
}

/** What is wrong with the guides of a language: parts that are not those of the source, names that the app does not have. */
export function remarksOnGuides(language: SpokenLanguage, source: Texts, translated: Texts): readonly GuideRemark[] {
  const root = inProject()
  const guides = readGuides(root)
  try {
    const own = readTranslations(root, guides).get(language)
    if (own === undefined) return []
    const names = namesOf(source, translated)
    return own.contents.guides.flatMap(({ id, isOlder }): readonly GuideRemark[] => {
      const blocks = own.texts[id]
      if (blocks === undefined) return []
      const file = `${translationFolder(language)}/${id}.md`
      const faults = wrongNames(guides.texts[id] ?? [], blocks, names)
      const older = { file, text: 'its source was changed since it was translated', isFault: false }
      return [...faults.map((text) => ({ file, text, isFault: true })), ...(isOlder ? [older] : [])]
    })
  } catch (error) {
    if (!(error instanceof TextFault)) throw error
    return [{ file: `${error.file}:${error.line}`, text: error.reason, isFault: true }]
  }
}

/** Writes into each translated guide of a language that it was made of its source as that is now. Answers how many there are. */
export function markGuides(language: SpokenLanguage): number {
  const root = inProject()
  const { files } = readTranslations(root, readGuides(root)).get(language) ?? { files: [] }
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8')
    writeFileSync(join(root, file), withOrigin(root, posix.basename(file), text))
  }
  return files.length
}

/** What the app calls a thing in the language, by what it calls it in the source. A name may have several meanings. */
type Names = ReadonlyMap<string, ReadonlySet<string>>

function namesOf(source: Texts, translated: Texts): Names {
  const names = new Map<string, Set<string>>()
  const own = new Map(leavesOf(translated))
  for (const [key, text] of leavesOf(source)) {
    const name = own.get(key)
    if (name !== undefined) names.set(text, (names.get(text) ?? new Set()).add(name))
  }
  return names
}

/** Guides write the names of what is on the screen with emphasis. */
function wrongNames(source: readonly Block[], blocks: readonly Block[], names: Names): readonly string[] {
  return source.flatMap((block, place) => {
    const other = blocks[place]
    if (other === undefined) return []
    const [own, here] = [linesOf(block), linesOf(other)]
    return own.flatMap((line, at) => {
      const written = new Set(emphasised(here[at] ?? []))
      return emphasised(line).flatMap((name) => {
        const called = names.get(name)
        if (called === undefined || [...called].some((one) => written.has(one))) return []
        return [`“${name}” is called “${[...called].join('” or “')}” in the app: ${[...written].join(', ')}`]
      })
    })
  })
}

/** The running texts of a part, one after the other. */
function linesOf(block: Block): readonly (readonly Inline[])[] {
  switch (block.is) {
    case 'heading':
    case 'text':
      return [block.of]
    case 'list':
      return block.items.flatMap((item) => item.flatMap(linesOf))
    case 'note':
      return block.of.flatMap(linesOf)
    case 'table':
      return [...block.head, ...block.rows.flat()]
    default:
      return []
  }
}

function emphasised(inlines: readonly Inline[]): readonly string[] {
  return inlines.flatMap((one) => {
    if (typeof one === 'string' || !('of' in one)) return []
    return one.is === 'emphasis' ? [plain(one.of)] : emphasised(one.of)
  })
}

function plain(inlines: readonly Inline[]): string {
  return inlines
    .map((one) => (typeof one === 'string' ? one : 'of' in one ? plain(one.of) : 'text' in one ? one.text : ''))
    .join('')
}
