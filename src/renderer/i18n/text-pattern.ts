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
