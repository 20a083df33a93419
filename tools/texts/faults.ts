/** Texts by their keys, in groups. */
export interface Texts {
  readonly [key: string]: string | Texts
}

/** What is wrong with one text of a language. */
export interface Fault {
  /** Like `devices.count_one`. */
  readonly key: string
  readonly fault: string
}

export interface Judged {
  /** Of the language that the others are translated from. */
  readonly source: Texts
  readonly translated: Texts
  /** Like `de`. */
  readonly language: string
  /** Whether a text may be the same as in the source. */
  readonly isSame: (text: string) => boolean
}

const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'] as const
const FORM = /_(zero|one|two|few|many|other)$/
const COUNTED = '_other'
const NONE = '_zero'
/** Filled in where the text tells the number; a form for none, one or two may do without. */
const NUMBERS: ReadonlySet<string> = new Set(['{{count}}', '{{count, number}}', '{{n}}', '{{formatted}}'])
const PLACE = /\{\{[^{}]*\}\}/g
const MARKUP = /<\/?\w+\s*\/?>|\$t\([^()]*\)/g
const LETTER = /\p{L}/u
/** Letters that a text of the language has, unless it may be the same as in the source. */
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
}
/** How much longer a text may be than in the source, with room for short words; and how much shorter. */
const LONGEST = { times: 2.5, more: 24 } as const
const SHORTEST = 0.12

/** All texts by their whole keys. */
export function leavesOf(texts: Texts, before = ''): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>()
  for (const [name, text] of Object.entries(texts)) {
    if (typeof text === 'string') leaves.set(`${before}${name}`, text)
    else for (const [key, leaf] of leavesOf(text, `${before}${name}.`)) leaves.set(key, leaf)
  }
  return leaves
}

/**
 * The keys that a language must have for what the source has: of a counted text all forms in which the language counts, and the
 * one for none where the source says that in words of its own.
 */
export function wantedKeys(source: ReadonlyMap<string, string>, language: string): ReadonlyMap<string, string> {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const wanted = new Map<string, string>()
  for (const [key, text] of source) {
    const base = key.replace(FORM, '')
    const isCounted = base !== key && source.has(`${base}${COUNTED}`)
    if (!isCounted) wanted.set(key, text)
    else if (key.endsWith(COUNTED)) for (const form of forms) wanted.set(`${base}_${form}`, text)
    else if (key.endsWith(NONE)) wanted.set(key, text)
  }
  return wanted
}

/** Everything that is wrong with a translation. */
export function faultsOf({ source, translated, language, isSame }: Judged): readonly Fault[] {
  const [originals, texts] = [leavesOf(source), leavesOf(translated)]
  const wanted = wantedKeys(originals, language)
  const missing = [...wanted.keys()].filter((key) => !texts.has(key)).map((key) => ({ key, fault: 'is missing' }))
  const left = [...texts.keys()].filter((key) => !wanted.has(key)).map((key) => ({ key, fault: 'is of no use' }))
  const wrong = [...wanted].flatMap(([key, original]) => {
    const text = texts.get(key)
    if (text === undefined) return []
    const forms = formsOf(originals, key)
    const places = forms.length > 1 ? placesOfForms(forms) : { given: placesIn(original), needed: placesIn(original) }
    return problemsOf(text, original, { language, isSame: isSame(text), ...places }).map((fault) => ({ key, fault }))
  })
  return [...missing, ...left, ...wrong]
}

/** The values of a text: those that are given to it, and those that it must not leave out. */
interface Places {
  readonly given: ReadonlySet<string>
  readonly needed: ReadonlySet<string>
}

interface Surroundings extends Places {
  readonly language: string
  readonly isSame: boolean
}

function placesIn(text: string): ReadonlySet<string> {
  return new Set(text.match(PLACE))
}

/** All forms that the source has of a counted text; only one: it is not counted. */
function formsOf(source: ReadonlyMap<string, string>, key: string): readonly string[] {
  const base = key.replace(FORM, '')
  if (base === key || !source.has(`${base}${COUNTED}`)) return ['']
  return FORMS.flatMap((form) => source.get(`${base}_${form}`) ?? [])
}

/** One form may name the thing that others count. */
function placesOfForms(forms: readonly string[]): Places {
  const [first = new Set<string>(), ...others] = forms.map(placesIn)
  const isInAll = (place: string) => others.every((places) => places.has(place))
  const needed = [...first].filter((place) => isInAll(place) && !NUMBERS.has(place))
  return { given: new Set([first, ...others].flatMap((places) => [...places])), needed: new Set(needed) }
}

function problemsOf(text: string, original: string, { language, isSame, ...places }: Surroundings): readonly string[] {
  if (original.trim() === '') return text === original ? [] : ['is not empty, as it is in the source']
  if (text.trim() === '') return ['is empty']
  const hasWords = LETTER.test(text.replaceAll(PLACE, '').replaceAll(MARKUP, ''))
  const script = SCRIPTS[language]
  return [
    ...placeProblems(text, places),
    ...(sorted(text, MARKUP) === sorted(original, MARKUP) ? [] : ['has other markup than the source']),
    ...(hasWords && !isSame && text === original ? ['is the same as in the source'] : []),
    ...(hasWords && !isSame && text !== original && script?.test(text) === false
      ? ['has no letter of the language']
      : []),
    ...(text.length > original.length * LONGEST.times + LONGEST.more ? ['is far longer than the source'] : []),
    ...(text.length < original.length * SHORTEST ? ['is far shorter than the source'] : []),
    ...(/[!！]/.test(text) && !original.includes('!') ? ['has an exclamation mark'] : []),
    ...(text === text.trim() || original !== original.trim() ? [] : ['begins or ends with a blank']),
  ]
}

function placeProblems(text: string, { given, needed }: Places): readonly string[] {
  const here = placesIn(text)
  return [
    ...[...needed].filter((place) => !here.has(place)).map((place) => `does not say ${place}`),
    ...[...here].filter((place) => !given.has(place)).map((place) => `fills in ${place}, which nobody gives`),
  ]
}

function sorted(text: string, pattern: RegExp): string {
  return [...(text.match(pattern) ?? [])].toSorted().join(' ')
}
