import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GuideContents, GuideEntry, GuideTexts } from '../../src/renderer/app/guides/guide-tree.ts'
import { SOURCE_LANGUAGE, SPOKEN_LANGUAGES, type SpokenLanguage } from '../../src/shared/i18n/languages.ts'
import { fitted } from './fit-translation.ts'
import { TextFault } from './markdown.ts'
import { GUIDE_FOLDER, type Guides, headingsOf, readText } from './read-guides.ts'

/** The guides as the reader of one language finds them. */
export interface TranslatedGuides {
  /** With the names of what is translated, and the others as they are. */
  readonly contents: GuideContents
  /** Of what is translated only. */
  readonly texts: GuideTexts
  /** All files that were read, relative to the root. */
  readonly files: readonly string[]
}

/** `<!-- Translation of ../offline.md, 3f9a2c0d1b4e -->`: of which state of its source. */
const ORIGIN = /^<!-- Translation of \.\.\/([a-z-]+\.md)(?:, ([0-9a-f]{12}))? -->\n/

/** Where the guides of a language lie. */
export function translationFolder(language: SpokenLanguage): string {
  return `${GUIDE_FOLDER}/${language}`
}

/** Whether a text is the translation of a guide. */
export function isTranslation(file: string): boolean {
  return SPOKEN_LANGUAGES.some((language) => file.startsWith(`${translationFolder(language)}/`))
}

/** The languages into which at least one guide is translated. @throws TextFault for one that is no translation of its source. */
export function readTranslations(root: string, guides: Guides): ReadonlyMap<SpokenLanguage, TranslatedGuides> {
  const found = SPOKEN_LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE).flatMap((language) => {
    const translated = readLanguage(root, guides, language)
    return translated.files.length === 0 ? [] : [[language, translated] as const]
  })
  return new Map(found)
}

function readLanguage(root: string, { contents, texts }: Guides, language: SpokenLanguage): TranslatedGuides {
  const ids = new Set(contents.guides.map(({ id }) => id))
  const files: string[] = []
  const own: Record<string, GuideTexts[string]> = {}
  const listed = contents.guides.map((guide): GuideEntry => {
    const file = `${translationFolder(language)}/${guide.id}.md`
    if (!existsSync(join(root, file))) return guide
    files.push(file)
    const place = `${GUIDE_FOLDER}/${guide.id}.md`
    const { title, summary, blocks, lines } = readText(root, { file, place, guides: ids })
    const parts = fitted(texts[guide.id] ?? [], blocks, (at, reason) => {
      throw new TextFault(file, lines[at] ?? 1, reason)
    })
    own[guide.id] = parts
    const isOlder = originOf(root, file, `${guide.id}.md`) !== digestOf(root, place)
    return { ...guide, title, summary, headings: headingsOf(parts), language, isOlder }
  })
  return { contents: { ...contents, guides: listed }, texts: own, files }
}

/** The state of the source that a translation was made of; null: it does not say. */
function originOf(root: string, file: string, source: string): string | null {
  const [, name, digest = null] = ORIGIN.exec(readFileSync(join(root, file), 'utf8')) ?? []
  if (name !== source) throw new TextFault(file, 1, `a translation begins with <!-- Translation of ../${source} -->`)
  return digest
}

function digestOf(root: string, file: string): string {
  return createHash('sha256')
    .update(readFileSync(join(root, file)))
    .digest('hex')
    .slice(0, 12)
}

/** The text of a translation that says that it was made of its source as that is now. */
export function withOrigin(root: string, source: string, text: string): string {
  return text.replace(ORIGIN, `<!-- Translation of ../${source}, ${digestOf(root, `${GUIDE_FOLDER}/${source}`)} -->\n`)
}
