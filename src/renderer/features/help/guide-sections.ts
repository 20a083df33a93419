import type { Block, GuideEntry, GuideTexts, Inline } from '../../app/guides/guide-tree.ts'

/** A part of a guide, from one heading to the next. */
export interface GuideSection {
  readonly guide: GuideEntry
  /** `offline#unknown-outcome`; of what stands before the first heading: `offline`. */
  readonly topic: string
  /** The headings above it and its own, the guide's title left out. */
  readonly path: readonly string[]
  /** What stands in it, without markup. */
  readonly text: string
}

/** All parts of all guides, in the order of the contents. */
export function sectionsOf(guides: readonly GuideEntry[], texts: GuideTexts): readonly GuideSection[] {
  return guides.flatMap((guide) => {
    const sections = [{ guide, topic: guide.id, path: [] as string[], parts: [guide.summary] }]
    const above: { level: number; text: string }[] = []
    for (const block of texts[guide.id] ?? []) {
      if (block.is !== 'heading') {
        sections.at(-1)?.parts.push(blockText(block))
        continue
      }
      while (above.length > 0 && (above.at(-1)?.level ?? 0) >= block.level) above.pop()
      above.push({ level: block.level, text: inlineText(block.of) })
      const topic = `${guide.id}#${block.id}`
      sections.push({ guide, topic, path: above.map(({ text }) => text), parts: [] })
    }
    return sections.map(({ parts, ...section }) => ({ ...section, text: parts.join(' ') }))
  })
}

export function inlineText(inlines: readonly Inline[]): string {
  return inlines
    .map((one) => {
      if (typeof one === 'string') return one
      if (one.is === 'state') return ''
      return 'text' in one ? one.text : inlineText(one.of)
    })
    .join('')
}

function blockText(block: Block): string {
  switch (block.is) {
    case 'code':
      return block.text
    case 'list':
      return block.items.map((item) => item.map(blockText).join(' ')).join(' ')
    case 'note':
      return block.of.map(blockText).join(' ')
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(inlineText).join(' ')).join(' ')
    case 'picture':
      return block.alt
    default:
      return inlineText(block.of)
  }
}
