/** Where something stands in a text, both from 1. */
export interface JsonPlace {
  readonly line: number
  readonly column: number
}

/** What a look at a text says: where each name of the outermost object stands, or what is wrong first. */
export type JsonLook =
  | { readonly ok: true; readonly names: ReadonlyMap<string, JsonPlace>; readonly twice: readonly string[] }
  | { readonly ok: false; readonly place: JsonPlace; readonly fault: string }

/** Deeper nesting than this is no configuration. */
const MAX_DEPTH = 200

class Fault extends Error {
  readonly at: number

  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

/**
 * Reads a text as JSON (RFC 8259) for its places only: what JSON.parse refuses is refused here, with the line, the column
 * and words for whoever wrote it.
 */
export function lookAtJson(text: string): JsonLook {
  const scanner = new Scanner(text)
  try {
    scanner.document()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { ok: false, place: placeOf(text, error.at), fault: error.message }
  }
  const names = new Map([...scanner.names].map(([name, at]) => [name, placeOf(text, at)]))
  return { ok: true, names, twice: scanner.twice }
}

function placeOf(text: string, at: number): JsonPlace {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return { line, column: at - before.lastIndexOf('\n') }
}

class Scanner {
  readonly names = new Map<string, number>()
  readonly twice: string[] = []
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): void {
    this.#value(0)
    this.#space()
    if (this.#at < this.#text.length) this.#fail('the file goes on after its end')
  }

  #value(depth: number): void {
    if (depth > MAX_DEPTH) this.#fail('it is nested too deeply')
    this.#space()
    const sign = this.#text[this.#at]
    if (sign === '{') this.#object(depth)
    else if (sign === '[') this.#list(depth)
    else if (sign === '"') this.#string()
    else this.#word()
  }

  #object(depth: number): void {
    this.#at += 1
    this.#space()
    if (this.#take('}')) return
    do {
      this.#space()
      if (this.#text[this.#at] === '}') this.#fail('a comma stands before }')
      if (this.#text[this.#at] !== '"') this.#fail('a name in double quotes is expected')
      const start = this.#at
      const name = this.#string()
      if (depth === 0) this.#note(name, start)
      this.#space()
      if (!this.#take(':')) this.#fail('a : is missing after the name')
      this.#value(depth + 1)
      this.#space()
    } while (this.#take(','))
    if (!this.#take('}')) this.#fail('a comma or } is missing')
  }

  #list(depth: number): void {
    this.#at += 1
    this.#space()
    if (this.#take(']')) return
    do {
      this.#space()
      if (this.#text[this.#at] === ']') this.#fail('a comma stands before ]')
      this.#value(depth + 1)
      this.#space()
    } while (this.#take(','))
    if (!this.#take(']')) this.#fail('a comma or ] is missing')
  }

  #string(): string {
    const start = this.#at
    for (this.#at += 1; this.#text[this.#at] !== '"'; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at)
      if (Number.isNaN(code)) this.#fail('the file ends within a text')
      if (code < 0x20) this.#fail('a text ends at the end of its line: a " is missing')
      if (this.#text[this.#at] === '\\') this.#escape()
    }
    this.#at += 1
    return String(JSON.parse(this.#text.slice(start, this.#at)))
  }

  #escape(): void {
    const match = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(this.#text.slice(this.#at, this.#at + 6))
    if (match === null) this.#fail('a \\ is written as \\\\')
    this.#at += (match?.[0].length ?? 1) - 1
  }

  #word(): void {
    const rest = this.#text.slice(this.#at, this.#at + 400)
    const match = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(rest)
    if (match === null) this.#fail(faultOf(rest))
    this.#at += match?.[0].length ?? 0
  }

  #note(name: string, at: number): void {
    if (this.names.has(name)) this.twice.push(name)
    this.names.set(name, at)
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false
    this.#at += 1
    return true
  }

  #space(): void {
    while (/[ \t\n\r]/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }

  #fail(message: string): never {
    throw new Fault(this.#at, this.#at >= this.#text.length ? 'the file ends too early' : message)
  }
}

function faultOf(rest: string): string {
  if (rest.startsWith('//') || rest.startsWith('/*') || rest.startsWith('#')) {
    return 'comments are not allowed; use "$comment"'
  }
  if (/^[‘’'“”]/u.test(rest)) return 'a text stands in straight double quotes'
  return 'a value is expected: a text in double quotes, a number, true, false, null, a list or an object'
}
