import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '../../../tools/runtime/paths.mjs'

/** Where the letters of Chinese origin and the Japanese alphabets begin. */
const FIRST = 0x30_00

/** The letters that are bundled for PCs without Japanese fonts, from the first to the last of each stretch. */
const STRETCHES = Array.from(
  readFileSync(inProject('src/renderer/styles/fonts-ja.css'), 'utf8').matchAll(/u\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi),
  ([, from = '', to = from]) => [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const,
)

it.each(['src/renderer/i18n/ja', 'src/shared/i18n/desktop/ja.ts', 'src/shared/report/texts/ja.ts', 'docs/guide/ja'])(
  'every letter of %s is there on a PC without Japanese fonts',
  (place) => {
    const path = inProject(place)
    const files = place.endsWith('.ts') ? [path] : readdirSync(path).map((name) => `${path}/${name}`)
    const letters = new Set(files.flatMap((file) => Array.from(readFileSync(file, 'utf8'))))
    const missing = [...letters].filter((letter) => {
      const code = letter.codePointAt(0) ?? 0
      return code >= FIRST && !STRETCHES.some(([from, to]) => from <= code && code <= to)
    })
    expect(letters.size).toBeGreaterThan(100)
    expect(missing).toEqual([])
  },
)
