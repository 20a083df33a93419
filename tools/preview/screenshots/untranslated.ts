import { LANGUAGE_NAMES } from '#shared/i18n/languages.ts'
import { outsideOfTexts } from '../../../src/renderer/i18n/pseudo.ts'

/** A text of the page and where it stands. */
export interface DrawnText {
  readonly text: string
  readonly place: string
}

/** Runs in the page: every text that is seen or read out. Keys on a keyboard and what machines read are not meant. */
export function drawnTexts(): DrawnText[] {
  const found: DrawnText[] = []
  const isMeant = (element: Element) => element.closest('kbd, code, pre, script, style, [data-raw]') === null
  const placeOf = (element: Element) =>
    `${element.tagName.toLowerCase()} in ${element.closest('[aria-label]')?.tagName.toLowerCase() ?? 'body'}`
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const [text, element] = [node.textContent?.trim() ?? '', node.parentElement]
    if (text !== '' && element !== null && isMeant(element)) found.push({ text, place: placeOf(element) })
  }
  for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const text = element.getAttribute(name)?.trim() ?? ''
      if (text !== '' && isMeant(element)) found.push({ text, place: `${name} of ${element.tagName.toLowerCase()}` })
    }
  }
  return found
}

/** Words that are the same in every language, languages in their own words, and dates, which the system writes. */
const SAME = /^(Outpost Console|ms|[kMG]?B|JSON|CSV|Alt|Ctrl|Shift|Esc|Enter|https?:\/\/.*)$/
const OWN_NAMES: readonly string[] = Object.values(LANGUAGE_NAMES)
const DATE = /^([A-Z][a-z]{2},? )?\d{1,2} [A-Z][a-z]{2,3}\b/
const WORD = /\p{L}{2,}/u

/** Which of them are words that no text of i18n gave and no answer of the main process, each a sentence. */
export function untranslated(drawn: readonly DrawnText[], given: readonly string[]): string[] {
  const known = given.map((text) => text.toLowerCase())
  const isKnown = (part: string) => known.some((text) => text.includes(part.toLowerCase()))
  const found = drawn.flatMap(({ text, place }) =>
    outsideOfTexts(text)
      .flatMap((part) => part.split(/[,;:·()×]/))
      .map((part) => part.replaceAll(/^[^\p{L}]+|[^\p{L}.]+$/gu, ''))
      .filter(
        (part) =>
          WORD.test(part) && !SAME.test(part) && !OWN_NAMES.includes(part) && !DATE.test(text) && !isKnown(part),
      )
      .map((part) => `“${part}” (${place})`),
  )
  return [...new Set(found)]
}
