import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { z } from 'zod'
import {
  type Block,
  GUIDE_GROUPS,
  type GuideContents,
  type GuideEntry,
  type GuideGroup,
  type GuideHeading,
  type GuideTexts,
} from '../../src/renderer/app/guides/guide-tree.ts'
import { PAGES } from '../../src/shared/domain/window-route.ts'
import { SOURCE_LANGUAGE } from '../../src/shared/i18n/languages.ts'
import { isRemark, newSlugger, toBlocks } from './blocks.ts'
import type { InlineContext } from './inlines.ts'
import { lineOf, parseMarkdown, TextFault } from './markdown.ts'

export const GUIDE_FOLDER = 'docs/guide'
export const GUIDE_INDEX = `${GUIDE_FOLDER}/index.json`

const FILE = /^[a-z][a-z-]*\.md$/
const indexSchema = z.strictObject({
  groups: z.array(
    z.strictObject({
      id: z.enum(GUIDE_GROUPS),
      guides: z.array(z.strictObject({ file: z.string().regex(FILE), page: z.enum(PAGES).optional() })),
    }),
  ),
  /** Earlier names of places → file and anchor. */
  topics: z.record(z.string(), z.string()),
})
export type GuideIndex = z.infer<typeof indexSchema>

export interface Guides {
  readonly contents: GuideContents
  readonly texts: GuideTexts
  /** All files that were read, relative to the root. */
  readonly files: readonly string[]
}

export function readIndex(root: string): GuideIndex {
  return indexSchema.parse(JSON.parse(readFileSync(join(root, GUIDE_INDEX), 'utf8')))
}

/** Reads all guides of the index that are there. @throws TextFault for what no guide can hold. */
export function readGuides(root: string): Guides {
  const index = readIndex(root)
  const listed = index.groups.flatMap(({ id: group, guides }) => guides.map((guide) => ({ ...guide, group })))
  const present = listed.filter(({ file }) => existsSync(join(root, GUIDE_FOLDER, file)))
  const ids = new Set(present.map(({ file }) => idOf(file)))
  const read = present.map(({ file, group, page }) => {
    const path = `${GUIDE_FOLDER}/${file}`
    return readGuide(root, path, { id: idOf(file), group, page: page ?? null }, ids)
  })
  const topics = Object.entries(index.topics).map(([name, place]) => [name, place.replace(/\.md(?=#|$)/, '')])
  return {
    contents: { guides: read.map(({ entry }) => entry), topics: Object.fromEntries(topics) as Record<string, string> },
    texts: Object.fromEntries(read.map(({ entry, blocks }) => [entry.id, blocks])),
    files: [GUIDE_INDEX, ...present.map(({ file }) => `${GUIDE_FOLDER}/${file}`)],
  }
}

function readGuide(
  root: string,
  file: string,
  place: { readonly id: string; readonly group: GuideGroup; readonly page: GuideEntry['page'] },
  guides: ReadonlySet<string>,
): { readonly entry: GuideEntry; readonly blocks: readonly Block[] } {
  const { title, summary, blocks } = readText(root, { file, place: file, guides })
  const written = { language: SOURCE_LANGUAGE, isOlder: false } as const
  return { entry: { ...place, ...written, title, summary, headings: headingsOf(blocks) }, blocks }
}

export interface GuideText {
  readonly title: string
  readonly summary: string
  readonly blocks: readonly Block[]
  /** In which line of the file each of the blocks begins. */
  readonly lines: readonly number[]
}

/** What stands in a file. @throws TextFault for what no guide can hold. */
export function readText(root: string, context: InlineContext): GuideText {
  const { file } = context
  const tree = parseMarkdown(readFileSync(join(root, file), 'utf8'))
  const slugger = newSlugger()
  const { title, summary, rest } = openingOf(tree, file)
  slugger.slug(title)
  const shown = rest.filter((node) => !isRemark(node))
  return { title, summary, blocks: toBlocks(shown, { ...context, root, slugger }), lines: shown.map(lineOf) }
}

export function headingsOf(blocks: readonly Block[]): readonly GuideHeading[] {
  return blocks.flatMap((block) =>
    block.is === 'heading' ? [{ id: block.id, level: block.level, text: plain(block.of) }] : [],
  )
}

/** Every guide begins with its title and one paragraph that says what it answers. */
function openingOf(tree: Root, file: string) {
  const [first, second, ...rest] = tree.children.filter((node) => !isRemark(node))
  if (first?.type !== 'heading' || first.depth !== 1) throw new TextFault(file, 1, 'a guide begins with its title (#)')
  if (second?.type !== 'paragraph') {
    throw new TextFault(file, 2, 'below the title stands one paragraph that says what the guide answers')
  }
  return { title: textOf(first), summary: textOf(second).replaceAll('\n', ' '), rest }
}

function plain(inlines: Extract<Block, { is: 'heading' }>['of']): string {
  return inlines
    .map((one) => {
      if (typeof one === 'string') return one
      if (one.is === 'state') return ''
      return 'text' in one ? one.text : plain(one.of)
    })
    .join('')
    .trim()
}

function idOf(file: string): string {
  return file.replace(/\.md$/, '')
}
