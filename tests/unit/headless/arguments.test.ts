import { describe, expect, it } from 'vitest'
import { commandArguments } from '../../../src/main/bootstrap/command-arguments.ts'
import { readArguments } from '../../../src/main/headless/arguments.ts'
import { UsageError } from '../../../src/main/headless/exits.ts'

describe('a command line without a window', () => {
  it('is what follows the switch, wherever Chromium’s own stand', () => {
    expect(commandArguments(['console', '--no-sandbox', 'folder', '--headless', 'queue', 'list'])).toEqual([
      'queue',
      'list',
    ])
    expect(commandArguments(['console', '--headless'])).toEqual([])
    expect(commandArguments(['console', '--headless=new'])).toBeNull()
    expect(commandArguments(['console'])).toBeNull()
  })

  it('takes options anywhere, in both spellings, and what may come twice', () => {
    const given = readArguments(['--json', 'queue', 'add', '--set=name=A=B', '--device', '--x', '--set', 'location='])
    expect(given.words).toEqual(['queue', 'add'])
    expect(given.values('set')).toEqual(['name=A=B', 'location='])
    expect(given.value('device')).toBe('--x')
    expect(given.has('json')).toBe(true)
    expect(given.value('out')).toBeNull()
  })

  it('takes everything behind two dashes as words', () => {
    expect(readArguments(['bundle', 'import', '--', '--strange.json']).words).toEqual([
      'bundle',
      'import',
      '--strange.json',
    ])
  })

  it.each([
    [['--nonsense'], 'There is no option --nonsense.'],
    [['--constructor'], 'There is no option --constructor.'],
    [['--device'], '--device needs a value.'],
    [['--json=yes'], '--json takes no value.'],
    [['--out', 'a', '--out', 'b'], '--out is there twice.'],
    [['-j'], 'There is no option -j; options have two dashes.'],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => readArguments(args)).toThrow(new UsageError(message))
  })

  it('says which values an option may have', () => {
    const given = readArguments(['--format', 'docx'])
    expect(() => given.oneOf('format', ['pdf', 'csv'])).toThrow('--format is one of pdf, csv, not “docx”.')
    expect(() => given.needed('out')).toThrow('--out is missing.')
  })
})
