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

/** Around the place of a value; in no text. */
const PLACE = '\u0000'

/**
 * Makes texts of one pattern, such as “Select {{name}}”: the pattern is looked up once, and only filled from then on.
 *
 * @param look asks for the text with these values
 */
export function textPattern<Name extends string>(
  names: readonly Name[],
  look: (values: Readonly<Record<Name, string>>) => string,
): (values: Readonly<Record<Name, string>>) => string {
  const places = Object.fromEntries(names.map((name) => [name, `${PLACE}${name}${PLACE}`])) as Record<Name, string>
  // Every second part is the name of a value.
  const parts = look(places).split(PLACE)
  return (values) => {
    let text = ''
    for (const [index, part] of parts.entries()) text += index % 2 === 0 ? part : values[part as Name]
    return text
  }
}
