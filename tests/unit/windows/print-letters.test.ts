import { mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lettersFor } from '../../../src/main/windows/print-letters.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

let renderer: TemporaryFolder

beforeEach(() => {
  renderer = temporaryFolder()
  mkdirSync(renderer.file('assets'))
  const style = '@font-face{src:url(./noto-a-1.woff2) format("woff2")}@font-face{src:url("noto-b_2.woff2")}'
  writeFileSync(renderer.file('assets/letters-ar-xyz.css'), style)
  writeFileSync(renderer.file('assets/noto-a-1.woff2'), 'one')
  writeFileSync(renderer.file('assets/noto-b_2.woff2'), 'two')
})
afterEach(() => renderer.remove())

it('the letters of a language for print ask for no other file', () => {
  const letters = lettersFor(renderer.path, 'ar')
  expect(letters).toContain(`url("data:font/woff2;base64,${btoa('one')}") format("woff2")`)
  expect(letters).toContain(`url("data:font/woff2;base64,${btoa('two')}")`)
  expect(letters).not.toMatch(/url\("?(?!"?data:)/)
})

it('languages whose letters every PC has bring none', () => {
  expect(lettersFor(renderer.path, 'de')).toBe('')
})
