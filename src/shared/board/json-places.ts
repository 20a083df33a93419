/*
 * Where things are in a JSON text. JSON.parse says neither at which line a value stands, nor that a name is there twice, and both are
 * what somebody who wrote a document wants to be told.
 */

/** A place in a text, both counted from 1. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

/** What is wrong with the text itself. */
export type TextFault = 'syntax' | 'too-deep' | 'same-name' | 'forbidden-key' | 'too-many'

export interface JsonPlaces {
  /** Offset of each value, by its JSON pointer (RFC 6901). */
  readonly offsets: ReadonlyMap<string, number>
  /** Null: it is JSON, within the limits. */
  readonly fault: { readonly what: TextFault; readonly pointer: string; readonly offset: number } | null
}

export interface JsonLimits {
  readonly depth: number
  readonly values: number
}

/** Names that could reach an object’s prototype in code that copies fields. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads a text without making anything of it. Never throws; no deeper than it is told. */
export function jsonPlaces(text: string, limits: JsonLimits): JsonPlaces {
  const scan = new Scan(text, limits)
  try {
    scan.document()
    return { offsets: scan.offsets, fault: null }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { offsets: scan.offsets, fault: { what: error.what, pointer: error.pointer, offset: error.offset } }
  }
}

/** One step of a JSON pointer. */
export function pointerPart(name: PropertyKey): string {
  return `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

export function placeOf(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 }
}

class Fault extends Error {
  readonly what: TextFault
  readonly pointer: string
  readonly offset: number

  constructor(what: TextFault, pointer: string, offset: number) {
    super(what)
    this.what = what
    this.pointer = pointer
    this.offset = offset
  }
}

const SPACE = /[ \t\n\r]*/y
const STRING = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

class Scan {
  readonly offsets = new Map<string, number>()
  readonly #text: string
  readonly #limits: JsonLimits
  #at = 0

  constructor(text: string, limits: JsonLimits) {
    this.#text = text
    this.#limits = limits
  }

  document(): void {
    this.#value('', 0)
    if (this.#at < this.#text.length) this.#fail('syntax', '')
  }

  #value(pointer: string, depth: number): void {
    this.#take(SPACE)
    if (depth > this.#limits.depth) this.#fail('too-deep', pointer)
    if (this.offsets.size >= this.#limits.values) this.#fail('too-many', pointer)
    this.offsets.set(pointer, this.#at)
    const first = this.#text[this.#at]
    if (first === '{') this.#object(pointer, depth)
    else if (first === '[') this.#array(pointer, depth)
    else if (this.#take(first === '"' ? STRING : PLAIN) === '') this.#fail('syntax', pointer)
    this.#take(SPACE)
  }

  #object(pointer: string, depth: number): void {
    const names = new Set<string>()
    this.#members('}', pointer, () => {
      const at = this.#at
      const text = this.#take(STRING)
      if (text === '') this.#fail('syntax', pointer)
      const name = text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1)
      const own = pointer + pointerPart(name)
      if (FORBIDDEN_KEYS.has(name)) this.#fail('forbidden-key', own, at)
      if (names.has(name)) this.#fail('same-name', own, at)
      names.add(name)
      this.#take(SPACE)
      this.#expect(':', own)
      this.#value(own, depth + 1)
    })
  }

  #array(pointer: string, depth: number): void {
    let index = 0
    this.#members(']', pointer, () => {
      this.#value(pointer + pointerPart(index), depth + 1)
      index += 1
    })
  }

  #members(end: string, pointer: string, member: () => void): void {
    this.#at += 1
    this.#take(SPACE)
    if (this.#text[this.#at] === end) {
      this.#at += 1
      return
    }
    for (;;) {
      member()
      if (this.#text[this.#at] === end) break
      this.#expect(',', pointer)
      this.#take(SPACE)
    }
    this.#at += 1
  }

  #expect(sign: string, pointer: string): void {
    if (this.#text[this.#at] !== sign) this.#fail('syntax', pointer)
    this.#at += 1
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const [found = ''] = pattern.exec(this.#text) ?? []
    this.#at += found.length
    return found
  }

  #fail(what: TextFault, pointer: string, at: number = this.#at): never {
    throw new Fault(what, pointer, at)
  }
}
