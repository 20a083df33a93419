import { folded } from '#shared/i18n/folded.ts'
import { KEY_GROUPS, keyInWords } from '../../app/keys/keys.ts'
import { holdsAll, searchWords } from '../../components/highlight.ts'
import type { StateShape } from '../../components/state-shape.ts'
import { en } from '../../i18n/en/texts.ts'
import { namedValue } from '../../i18n/format-lists.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { GuideSection } from './guide-sections.ts'

export const STATE_SHAPES = Object.keys(en.help.states) as readonly StateShape[]

/** A place that a search finds. */
export interface Found {
  readonly key: string
  readonly topic: string
  /** Where it is: the guide and the headings above. */
  readonly path: readonly string[]
  readonly title: string
  /** What stands there, around what was searched for. */
  readonly excerpt: string
}

/** The best first: what is searched for is the heading; is in it; stands in the text word by word; or somewhere in it. */
type Rank = 0 | 1 | 2 | 3
type Ranked = Found & { readonly rank: Rank }

const EXCERPT_LENGTH = 180
/** How much of it stands before what was found. */
const EXCERPT_LEAD = 50

/** Every part of the guides, key, symbol and topic that holds every word of a search. */
export function findHelp(t: Translate, sections: readonly GuideSection[], query: string): readonly Found[] {
  const words = searchWords(query)
  if (words.length === 0) return []
  const found = [...inGuides(sections, words), ...inKeys(t, words), ...inStates(t, words), ...inAbout(t, words)]
  return found.toSorted((a, b) => a.rank - b.rank)
}

function inGuides(sections: readonly GuideSection[], words: readonly string[]): readonly Ranked[] {
  return sections.flatMap(({ guide, topic, path, text }) => {
    const names = [guide.title, ...path]
    if (!holdsAll(words, ...names, text)) return []
    const title = names.at(-1) ?? ''
    // Words that stand in the headings above alone are found there.
    if (holdsAll(words, ...names.slice(0, -1)) && !holdsAll(words, title, text) && path.length > 0) return []
    const rank = rankOf(words, title, text)
    return [{ key: topic, topic, path: names.slice(0, -1), title, excerpt: excerptOf(text, words), rank }]
  })
}

function inKeys(t: Translate, words: readonly string[]): readonly Ranked[] {
  return KEY_GROUPS.flatMap((group) =>
    group.lines.flatMap((line): readonly Ranked[] => {
      const path = [t('help.topic.keys'), t(`keys.${group.title}`)]
      const title = namedValue(line.keys, keyInWords(t, line))
      if (!holdsAll(words, ...path, title)) return []
      const key = `keys-${group.title}-${line.keys}`
      return [{ key, topic: 'keys', path, title, excerpt: '', rank: rankOf(words, keyInWords(t, line), title) }]
    }),
  )
}

function inStates(t: Translate, words: readonly string[]): readonly Ranked[] {
  return STATE_SHAPES.flatMap((shape): readonly Ranked[] => {
    const [title, excerpt] = [t(`help.states.${shape}.word`), t(`help.states.${shape}.meaning`)]
    const path = [t('help.topic.states')]
    if (!holdsAll(words, title, excerpt)) return []
    return [{ key: `states-${shape}`, topic: 'states', path, title, excerpt, rank: rankOf(words, title, excerpt) }]
  })
}

function inAbout(t: Translate, words: readonly string[]): readonly Ranked[] {
  const title = t('help.topic.about')
  const isFound = holdsAll(words, title, t('help.aboutFound'))
  return isFound ? [{ key: 'about', topic: 'about', path: [], title, excerpt: '', rank: rankOf(words, title, '') }] : []
}

function rankOf(words: readonly string[], title: string, text: string): Rank {
  const phrase = words.join(' ')
  if (folded(title) === phrase) return 0
  if (holdsAll(words, title)) return 1
  return folded(text).includes(phrase) ? 2 : 3
}

/** What stands around the first place of the words, cut between words. */
export function excerptOf(text: string, words: readonly string[]): string {
  const [lower, plain] = [text.toLowerCase(), folded(text)]
  // Where folding moves no letter, its places are those of the text.
  const searched = plain.length === text.length ? plain : lower
  const phrase = searched.indexOf(words.join(' '))
  const places = words.map((word) => searched.indexOf(word)).filter((at) => at !== -1)
  const at = phrase === -1 ? Math.min(...places, text.length) : phrase
  const from = at === text.length || at <= EXCERPT_LEAD ? 0 : beginning(text, at)
  const end = text.length - from <= EXCERPT_LENGTH ? text.length : ending(text, from)
  return `${from > 0 ? '… ' : ''}${text.slice(from, end)}${end < text.length ? ' …' : ''}`
}

/** Languages without spaces between their words are cut anywhere. */
function beginning(text: string, at: number): number {
  const space = text.indexOf(' ', at - EXCERPT_LEAD)
  return space === -1 || space >= at ? betweenCharacters(text, at - EXCERPT_LEAD) : space + 1
}

function ending(text: string, from: number): number {
  const space = text.lastIndexOf(' ', from + EXCERPT_LENGTH)
  return space <= from ? betweenCharacters(text, from + EXCERPT_LENGTH) : space
}

/** A character of two places stays whole. */
function betweenCharacters(text: string, at: number): number {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at
}
