/**
 * A language for finding faults: every text in made-up letters, between marks and longer than in English. What is still
 * plain English was never a text of i18n; what does not fit has no room for other languages. For tests and pictures only.
 */

const OPEN = '‹'
const CLOSE = '›'
/** What is filled in or read by machines stays as it is: values, other texts, markup, letters by name. */
const KEPT = /(\{\{[^{}]*\}\}|\$t\([^()]*\)|<\/?[^<>]+>|&\w+;)/
const LETTERS: Readonly<Record<string, string>> = {
  ...{ a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'í', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ' },
  ...{ n: 'ñ', o: 'ö', p: 'þ', q: 'ǫ', r: 'ŕ', s: 'š', t: 'ţ', u: 'ú', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž' },
  ...{ A: 'Å', B: 'Ɓ', C: 'Ç', D: 'Ð', E: 'É', F: 'Ƒ', G: 'Ĝ', H: 'Ĥ', I: 'Î', J: 'Ĵ', K: 'Ķ', L: 'Ļ', M: 'Ṁ' },
  ...{ N: 'Ñ', O: 'Ö', P: 'Þ', Q: 'Ǫ', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Û', V: 'Ṽ', W: 'Ŵ', X: 'Ẋ', Y: 'Ý', Z: 'Ž' },
}
/** Written twice: about a third more, as in German or French. */
const LONG = /[aeiouy]/

/** For made-up texts whose lines run from right to left. Not `ar-XB`, of which the runtime does not know the script. */
export const PSEUDO_RIGHT_TO_LEFT = 'ar-001'
/** A word that is read from right to left, whatever its letters are. */
const [TURNED, TURNED_END] = ['\u202e', '\u202c']

/** A text whose words run from right to left. What is filled in stays as it is, which shows what is not set off from it. */
export function rightToLeftText(text: string): string {
  const turned = (part: string) => part.replaceAll(/[\p{L}'’-]+/gu, (word) => `${TURNED}${word}${TURNED_END}`)
  return text
    .split(KEPT)
    .map((part, index) => (index % 2 === 1 ? part : turned(part)))
    .join('')
}

/** One text. The empty one stays empty. */
export function pseudoText(text: string): string {
  if (text === '') return ''
  // Every second part is kept.
  const parts = text.split(KEPT).map((part, index) => (index % 2 === 1 ? part : accented(part)))
  return `${OPEN}${parts.join('')}${CLOSE}`
}

function accented(part: string): string {
  let made = ''
  for (const letter of part) made += (LETTERS[letter] ?? letter).repeat(LONG.test(letter) ? 2 : 1)
  return made
}

/** Texts by their keys, in groups. Plurals have keys of their own and stay apart. */
export type Texts = { readonly [key: string]: string | Texts }

export function pseudoTexts(texts: Texts, made: (text: string) => string = pseudoText): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, typeof text === 'string' ? made(text) : pseudoTexts(text, made)]),
  )
}

/** What of a drawn text came from no text of i18n, without the values that were filled in. */
export function outsideOfTexts(drawn: string): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const letter of drawn) {
    if (letter === OPEN) depth += 1
    else if (letter === CLOSE) depth = Math.max(0, depth - 1)
    else if (depth === 0) parts.push(`${parts.pop() ?? ''}${letter}`)
    if (letter === OPEN && depth === 1) parts.push('')
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
