import { KEY_GROUPS, type KeyGroup, keyInWords } from '../../app/keys/keys.ts'
import { holdsAll, searchWords } from '../../components/highlight.ts'
import type { StateShape } from '../../components/state-shape.ts'
import { en, type Translate } from '../../i18n/setup.ts'
import { GUIDE_IDS, type Guide, type GuideId, type GuidePart, type Guides } from './guides/guide.ts'

/** What the Help page has besides the guides. */
export const OTHER_TOPICS = ['keys', 'states', 'about'] as const
export type OtherTopic = (typeof OTHER_TOPICS)[number]
export type Topic = GuideId | OtherTopic
export const TOPICS: readonly Topic[] = [...GUIDE_IDS, ...OTHER_TOPICS]

export const STATE_SHAPES = Object.keys(en.help.states) as readonly StateShape[]

/** What of a topic is shown. */
export type TopicShown =
  | { readonly kind: 'guide'; readonly topic: GuideId; readonly guide: Guide; readonly parts: readonly GuidePart[] }
  | { readonly kind: 'keys'; readonly topic: 'keys'; readonly groups: readonly KeyGroup[] }
  | { readonly kind: 'states'; readonly topic: 'states'; readonly shapes: readonly StateShape[] }
  | { readonly kind: 'about'; readonly topic: 'about' }

export function topicOf(text: string | undefined): Topic {
  return TOPICS.find((topic) => topic === text) ?? 'pending'
}

/** The whole of one topic. */
export function wholeTopic(guides: Guides, topic: Topic): TopicShown {
  if (topic === 'keys') return { kind: topic, topic, groups: KEY_GROUPS }
  if (topic === 'states') return { kind: topic, topic, shapes: STATE_SHAPES }
  if (topic === 'about') return { kind: topic, topic }
  return { kind: 'guide', topic, guide: guides[topic], parts: guides[topic].parts }
}

/**
 * What a search finds: the parts of guides, keys and symbols that hold every word of it, together with the title they stand
 * under. A guide whose title and summary hold them all is shown whole.
 */
export function findHelp(t: Translate, guides: Guides, query: string): readonly TopicShown[] {
  const words = searchWords(query)
  return TOPICS.flatMap((topic) => {
    const found = narrowed(t, wholeTopic(guides, topic), words)
    return found === null ? [] : [found]
  })
}

function narrowed(t: Translate, shown: TopicShown, words: readonly string[]): TopicShown | null {
  switch (shown.kind) {
    case 'guide': {
      const { title, summary } = shown.guide
      if (holdsAll(words, title, summary)) return shown
      const parts = shown.parts.filter((part) =>
        holdsAll(words, title, part.title, ...part.text, ...(part.steps ?? [])),
      )
      return parts.length === 0 ? null : { ...shown, parts }
    }
    case 'keys': {
      const groups = shown.groups.flatMap((group) => {
        const title = t(`keys.${group.title}`)
        const lines = group.lines.filter((line) => holdsAll(words, title, line.keys, keyInWords(t, line)))
        return lines.length === 0 ? [] : [{ ...group, lines }]
      })
      return groups.length === 0 ? null : { ...shown, groups }
    }
    case 'states': {
      const shapes = shown.shapes.filter((shape) => {
        return holdsAll(words, t(`help.states.${shape}.word`), t(`help.states.${shape}.meaning`))
      })
      return shapes.length === 0 ? null : { ...shown, shapes }
    }
    default:
      return holdsAll(words, t('help.topic.about'), t('help.aboutFound')) ? shown : null
  }
}
