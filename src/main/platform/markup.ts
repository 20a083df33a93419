const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Characters that no document may hold (XML 1.0, 2.2): a name may. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are taken out
// oxlint-disable-next-line no-control-regex -- exactly these are taken out
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Text as markup shows it: no name of a device becomes an element or leaves its attribute. */
export function escaped(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
