import type { Translate } from './setup.ts'

const known = new WeakMap<Translate, Map<string, string>>()

/**
 * A text without values, looked up once in each language: for what is drawn in hundreds of cells a second, where looking texts
 * up takes longer than drawing them.
 *
 * @param look asks for the text by its key
 */
export function plainText(t: Translate, key: string, look: () => string): string {
  let texts = known.get(t)
  if (texts === undefined) {
    texts = new Map()
    known.set(t, texts)
  }
  let text = texts.get(key)
  if (text === undefined) {
    text = look()
    texts.set(key, text)
  }
  return text
}
