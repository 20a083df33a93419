import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MAX_STORED_BYTES, parseOptions, UsageError } from '../../../../tools/catalogue/cli/options.ts'

describe('npm run catalogue', () => {
  it('shows, serves, checks or stores', () => {
    expect(parseOptions([])).toEqual({ mode: 'show' })
    expect(parseOptions(['--serve'])).toEqual({ mode: 'serve' })
    expect(parseOptions(['--help'])).toEqual({ mode: 'help' })
    expect(parseOptions(['--check'])).toEqual({ mode: 'check', only: null })
    expect(parseOptions(['--only', 'Button,Dialog', '--update'])).toEqual({
      mode: 'update',
      only: ['Button', 'Dialog'],
    })
  })

  it.each([
    { args: ['--chek'], says: '--chek is not an option' },
    { args: ['--check', '--update'], says: 'cannot be combined' },
    { args: ['--only', 'Button'], says: 'goes with --check or --update' },
    { args: ['--check', '--only'], says: 'needs the names' },
  ])('says what is wrong with $args', ({ args, says }) => {
    expect(() => parseOptions(args)).toThrow(UsageError)
    expect(() => parseOptions(args)).toThrow(says)
  })
})

describe('the stored pictures', () => {
  const stored = resolve(import.meta.dirname, '../../../visual')

  it.each(readdirSync(stored))('of %s are small, and the same ones in every variant', (version) => {
    const folder = join(stored, version)
    const [first = [], ...others] = readdirSync(folder).map((variant) => readdirSync(join(folder, variant)).toSorted())
    expect(first).toContain('Button.png')
    for (const names of others) expect(names).toEqual(first)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => statSync(join(folder, file)))
    const bytes = files.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
    expect(bytes).toBeLessThan(MAX_STORED_BYTES)
  })
})
