import { join } from 'node:path'
import type { Plugin } from 'vite'
import type { Block, GuideTexts } from '../../src/renderer/app/guides/guide-tree.ts'
import type { SpokenLanguage } from '../../src/shared/i18n/languages.ts'
import { inProject } from '../runtime/paths.mjs'
import { GUIDE_FOLDER, type Guides, readGuides } from './read-guides.ts'
import { readTranslations, type TranslatedGuides } from './read-translations.ts'

const CONTENTS = 'virtual:guide-contents'
const TEXTS = 'virtual:guide-texts'
/** `virtual:guide-texts/de` */
const MODULE = new RegExp(`^(${CONTENTS}|${TEXTS})(?:/([a-z]{2}))?$`)
/** What Vite expects before the id of a module that is no file. */
const RESOLVED = '\0'

interface Read {
  readonly guides: Guides
  readonly translations: ReadonlyMap<SpokenLanguage, TranslatedGuides>
}

/**
 * Makes modules of docs/guide: a small one with the names of all guides and their parts, one with what stands in them, and both for
 * each language into which guides are translated. They hold data; nothing that reads Markdown comes into the page.
 */
export function guides(root: string = inProject()): Plugin {
  let read: Read | null = null
  return {
    name: 'outpost-guides',
    buildStart() {
      read = null
    },
    watchChange(id) {
      if (id.startsWith(join(root, GUIDE_FOLDER))) read = null
    },
    resolveId: (id) => (MODULE.test(id) ? RESOLVED + id : null),
    load(id) {
      const [, name, language] = MODULE.exec(id.replace(RESOLVED, '')) ?? []
      if (!id.startsWith(RESOLVED) || name === undefined) return null
      read ??= readAll(root)
      const { guides, translations } = read
      for (const file of [guides, ...translations.values()].flatMap(({ files }) => files)) {
        this.addWatchFile(join(root, file))
      }
      const translated = translations.get(language as SpokenLanguage)
      if (name === CONTENTS) return contentsModule(translated ?? guides, language === undefined ? translations : null)
      return language === undefined
        ? textModule(root, guides.texts, translations)
        : dataModule('TEXTS', translated?.texts)
    },
  }
}

function readAll(root: string): Read {
  const guides = readGuides(root)
  return { guides, translations: readTranslations(root, guides) }
}

function contentsModule({ contents }: Pick<Guides, 'contents'>, translations: Read['translations'] | null): string {
  return [dataModule('CONTENTS', contents), ...(translations === null ? [] : [loaders(CONTENTS, translations)])].join(
    '\n',
  )
}

function textModule(root: string, texts: GuideTexts, translations: Read['translations']): string {
  const pictures = picturesIn(Object.values(texts).flat())
  return [
    ...pictures.map(
      (file, index) => `import p${index} from ${JSON.stringify(`${join(root, 'docs/pictures', file)}?url`)}`,
    ),
    `export const PICTURES = { ${pictures.map((file, index) => `${JSON.stringify(file)}: p${index}`).join(', ')} }`,
    dataModule('TEXTS', texts),
    loaders(TEXTS, translations),
  ].join('\n')
}

function loaders(name: string, translations: Read['translations']): string {
  const each = Array.from(translations.keys(), (language) => `${language}: () => import('${name}/${language}')`)
  return `export const TRANSLATED = { ${each.join(', ')} }`
}

/** The engine reads JSON faster than the same as code. */
function dataModule(name: string, value: object = {}): string {
  return `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))})`
}

function picturesIn(blocks: readonly Block[]): readonly string[] {
  const names = blocks.flatMap((block): readonly string[] => {
    if (block.is === 'picture') return [block.file]
    if (block.is === 'list') return block.items.flatMap(picturesIn)
    return block.is === 'note' ? picturesIn(block.of) : []
  })
  return [...new Set(names)].toSorted()
}
