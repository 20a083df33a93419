import { join } from 'node:path'
import type { Plugin } from 'vite'
import type { Block, GuideTexts } from '../../src/renderer/app/guides/guide-tree.ts'
import { inProject } from '../runtime/paths.mjs'
import { GUIDE_FOLDER, type Guides, readGuides } from './read-guides.ts'

const CONTENTS = 'virtual:guide-contents'
const TEXTS = 'virtual:guide-texts'
/** What Vite expects before the id of a module that is no file. */
const RESOLVED = '\0'

/**
 * Makes two modules of docs/guide: a small one with the names of all guides and their parts, and one with what stands in them.
 * Both hold data; nothing that reads Markdown comes into the page.
 */
export function guides(root: string = inProject()): Plugin {
  let read: Guides | null = null
  return {
    name: 'outpost-guides',
    buildStart() {
      read = null
    },
    watchChange(id) {
      if (id.startsWith(join(root, GUIDE_FOLDER))) read = null
    },
    resolveId: (id) => (id === CONTENTS || id === TEXTS ? RESOLVED + id : null),
    load(id) {
      if (id !== RESOLVED + CONTENTS && id !== RESOLVED + TEXTS) return null
      read ??= readGuides(root)
      for (const file of read.files) this.addWatchFile(join(root, file))
      return id === RESOLVED + CONTENTS
        ? `export const CONTENTS = ${parsed(read.contents)}`
        : textModule(root, read.texts)
    },
  }
}

function textModule(root: string, texts: GuideTexts): string {
  const pictures = picturesIn(Object.values(texts).flat())
  return [
    ...pictures.map(
      (file, index) => `import p${index} from ${JSON.stringify(`${join(root, 'docs/pictures', file)}?url`)}`,
    ),
    `export const PICTURES = { ${pictures.map((file, index) => `${JSON.stringify(file)}: p${index}`).join(', ')} }`,
    `export const TEXTS = ${parsed(texts)}`,
  ].join('\n')
}

/** The engine reads JSON faster than the same as code. */
function parsed(value: object): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(value))})`
}

function picturesIn(blocks: readonly Block[]): readonly string[] {
  const names = blocks.flatMap((block): readonly string[] => {
    if (block.is === 'picture') return [block.file]
    if (block.is === 'list') return block.items.flatMap(picturesIn)
    return block.is === 'note' ? picturesIn(block.of) : []
  })
  return [...new Set(names)].toSorted()
}
