import type { GuideContents, GuideEntry } from '../../app/guides/guide-tree.ts'

/** What the Help page has besides the guides. */
export const OTHER_TOPICS = ['keys', 'states', 'about'] as const
export type OtherTopic = (typeof OTHER_TOPICS)[number]

/** A place in the help: a guide or another topic, and a heading in it. */
export interface HelpPlace {
  /** As links name it: `offline#unknown-outcome`. */
  readonly name: string
  readonly guide: GuideEntry | null
  readonly topic: OtherTopic | null
  /** Null: from the beginning. */
  readonly anchor: string | null
}

/** The place that a link names; earlier names count. What nobody knows is the beginning. */
export function placeOf(text: string | undefined, contents: GuideContents): HelpPlace {
  const name = contents.topics[text ?? ''] ?? text ?? ''
  const [id = '', anchor = ''] = name.split('#', 2)
  const topic = OTHER_TOPICS.find((one) => one === id) ?? null
  if (topic !== null) return { name: topic, guide: null, topic, anchor: null }
  const guide = contents.guides.find((one) => one.id === id)
  if (guide === undefined) return beginning(contents)
  const isHeading = guide.headings.some((heading) => heading.id === anchor)
  return { name: isHeading ? name : id, guide, topic: null, anchor: isHeading ? anchor : null }
}

function beginning({ guides }: GuideContents): HelpPlace {
  const [first = null] = guides
  return { name: first?.id ?? 'keys', guide: first, topic: first === null ? 'keys' : null, anchor: null }
}

/** The guides before and after one, as they are listed. */
export function neighboursOf(
  { id }: GuideEntry,
  { guides }: GuideContents,
): {
  readonly before: GuideEntry | null
  readonly after: GuideEntry | null
} {
  const at = guides.findIndex((guide) => guide.id === id)
  return { before: guides[at - 1] ?? null, after: guides[at + 1] ?? null }
}

export function helpAddress(topic: string): string {
  return `#/help?topic=${encodeURIComponent(topic)}`
}

/** The id of a heading in the document. */
export function headingElementId(anchor: string): string {
  return `help-${anchor}`
}
