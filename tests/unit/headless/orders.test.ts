import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readArguments } from '../../../src/main/headless/arguments.ts'
import type { Order, Outcome } from '../../../src/main/headless/command.ts'
import { CommandError, EXIT, exitOf, UsageError } from '../../../src/main/headless/exits.ts'
import { helpText } from '../../../src/main/headless/help.ts'
import { toldError, toldOutcome } from '../../../src/main/headless/report-outcome.ts'
import type { Answerer } from '../../../src/main/headless/requests.ts'
import { runOrder } from '../../../src/main/headless/run-command.ts'
import { COMMANDS, commandOf, readOrder } from '../../../src/main/headless/table.ts'
import { oneLine } from '../../../src/main/headless/words.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/sqlite.ts'

const KEY = '2ca2337b-afb1-413b-9c8f-68ec794b6699'
const ABOUT = { command: 'queue add', source: 'store', site: 'main', isJson: true } as const

let folder: TemporaryFolder
let asked: { name: string; request: unknown; site: string | undefined; file: string | undefined }[]
let answers: Record<string, unknown>
let source: Answerer['source']
let sites: { id: string; name: string; isEnabled: boolean }[]

beforeEach(() => {
  folder = temporaryFolder()
  asked = []
  answers = {}
  source = 'store'
  sites = [{ id: 'main', name: 'Rhein-Main', isEnabled: true }]
})
afterEach(() => folder.remove())

const answerer: Answerer = {
  get source() {
    return source
  },
  ask: async (name, request, { site, file } = {}) => {
    asked.push({ name, request, site, file })
    return answers[name] as never
  },
  sites: async () => sites,
  close: async () => undefined,
}

async function orderOf(...args: string[]): Promise<Order> {
  const given = readArguments(args)
  const { command, rest } = commandOf(given)
  const temporary = async () => ({ path: folder.path, remove: async () => undefined })
  return readOrder(command, {
    given,
    rest,
    now: 1_000_000_000_000,
    absolute: (path) => resolve('/from', path),
    lookAtPolicy: () => ({ file: '', state: 'missing', problems: [], sets: {}, locks: [] }),
    temporary,
  })
}

async function run(...args: string[]): Promise<Outcome & { site: string | null }> {
  const order = await orderOf(...args)
  if (order.needs === 'nothing') return { ...(await order.run()), site: null }
  return runOrder(order, answerer, readArguments(args).value('site'))
}

describe('a command', () => {
  it('makes the intent that a window would make', async () => {
    answers['operations:enqueue'] = { operations: [{ key: KEY, entityId: 'd1', clientSequence: 1, merged: [] }] }
    const edit = ['queue', 'add', '--device', 'd1', '--set', 'name=A = B', '--set', 'tags:=["x"]', '--priority', 'high']
    expect(await run(...edit)).toMatchObject({ exit: EXIT.done, lines: [`${KEY}  queued  d1`] })
    await run('queue', 'add', '--device', 'd1', '--command', 'push-content', '--content', 'c1')
    expect(asked.map(({ request }) => request)).toEqual([
      {
        intents: [{ kind: 'update', entityType: 'device', entityId: 'd1', fields: { name: 'A = B', tags: ['x'] } }],
        priority: 'high',
      },
      {
        intents: [{ kind: 'command', entityType: 'device', entityId: 'd1', command: 'push-content', contentId: 'c1' }],
      },
    ])
    expect(asked[0]?.site).toBe('main')
  })

  it('takes a list of intents from a file, as it is or as a request has it', async () => {
    answers['operations:enqueue'] = { operations: [] }
    const intents = [{ kind: 'delete', entityType: 'playlist', entityId: 'p1' }]
    const file = folder.file('intents.json')
    for (const content of [intents, { intents }]) {
      writeFileSync(file, JSON.stringify(content))
      await run('queue', 'add', '--batch', '--file', file)
    }
    expect(asked.map(({ request }) => request)).toEqual(Array(2).fill({ intents, isBatch: true }))
    writeFileSync(file, JSON.stringify([{ ...intents[0], entityId: '' }]))
    await expect(orderOf('queue', 'add', '--file', file)).rejects.toThrow(/at “0.entityId”/)
    writeFileSync(file, '[')
    await expect(orderOf('queue', 'add', '--file', file)).rejects.toThrow(/is no JSON/)
  })

  it.each([
    [[], 'A command is missing.'],
    [['queue'], 'Say which: queue list, queue add'],
    [['constructor'], 'There is no command “constructor”.'],
    [['status', 'now'], '“now” is too much'],
    [['status', '--format', 'pdf'], '--format does not go with `status`.'],
    [['queue', 'add'], '--device is missing.'],
    [['queue', 'add', '--device', 'd1'], 'Give --set field=value, or --command'],
    [['queue', 'add', '--device', 'd1', '--set', 'name'], '--set is field=text'],
    [['queue', 'add', '--device', 'd1', '--set', '__proto__=x'], '--set is field=text'],
    [['queue', 'add', '--device', 'd1', '--set', 'constructor=x'], 'There is no field constructor.'],
    [['queue', 'add', '--device', 'd1', '--set', 'tags:=[x'], 'is no JSON'],
    [['queue', 'add', '--device', 'd1', '--command', 'explode'], '--command is one of'],
    [['queue', 'add', '--device', 'd1', '--command', 'push-content'], 'push-content names the content'],
    [['queue', 'add', '--device', 'd1', '--file', 'x'], 'not both'],
    [['queue', 'retry'], 'needs KEY'],
    [['queue', 'retry', 'all'], '“all” is no key of a change'],
    [['queue', 'list', '--state', 'lost'], '--state is one of'],
    [['queue', 'list', '--limit', '0'], '--limit is a number from 1 to 1000.'],
    [['queue', 'list', '--limit', '1e3'], '--limit is a number'],
    [['conflicts', 'resolve', KEY], 'Give --choice'],
    [['conflicts', 'resolve', '--choice', 'mine'], 'Name the key of a conflict, or --all.'],
    [['conflicts', 'resolve', KEY, '--choice', 'yours'], '--choice is one of mine, theirs, merged'],
    [['conflicts', 'resolve', KEY, '--all', '--choice', 'mine'], '--all goes with'],
    [['conflicts', 'resolve', KEY, '--field', 'name=both'], '--field is NAME=mine'],
    [['report', '--format', 'pdf', '--period', '7d'], '--out is missing.'],
    [['report', '--format', 'pdf', '--period', 'always', '--out', 'x'], 'A period is such as'],
    [['bundle', 'import'], 'needs FILE'],
    [['diagnostics'], '--out is missing.'],
    [['diagnostics', '--out', 'd.zip', '--site', 'main'], 'leave --site out'],
  ])('%j is refused with a sentence', async (args, message) => {
    const reading = orderOf(...args)
    await expect(reading).rejects.toThrow(UsageError)
    await expect(reading).rejects.toThrow(message)
  })

  it('says of itself whether it changes anything', async () => {
    const changing = ['queue add --device d1 --command reboot', `queue discard ${KEY}`, 'bundle import b.json']
    const more = [
      `conflicts resolve ${KEY} --choice mine`,
      'conflicts resolve --all --choice mine',
      'bundle export --out b',
    ]
    const reading = [
      'queue list',
      'conflicts list',
      'report --format csv --period 7d --out r',
      'bundle import b --check',
    ]
    const isChange = async (line: string): Promise<unknown> => Reflect.get(await orderOf(...line.split(' ')), 'changes')
    expect(await Promise.all([...changing, ...more].map(isChange))).toEqual(Array(6).fill(true))
    expect(await Promise.all([...reading, 'ledger verify', 'ledger export --out l'].map(isChange))).toEqual(
      Array(6).fill(false),
    )
  })

  it('writes a report in English, or in the language that is asked for', async () => {
    answers['reports:export'] = { outcome: 'written', fileName: 'r', headline: {} }
    const words = ['report', '--format', 'pdf', '--period', '7d', '--out', 'r']
    expect(await run(...words)).toMatchObject({ result: { language: 'en' } })
    expect(await run(...words, '--language', 'ar')).toMatchObject({ result: { language: 'ar' } })
    expect(asked.slice(-2).map(({ request }) => request)).toMatchObject([{ language: 'en' }, { language: 'ar' }])
    await expect(run(...words, '--language', 'it')).rejects.toThrow('--language is one of en, de, fr, ja, ar')
  })

  it('ends as refused when one of several could not be done', async () => {
    answers['operations:retry'] = { outcomes: [{ key: KEY, ok: false, message: 'It was\nsent.' }] }
    expect(await run('queue', 'retry', KEY)).toMatchObject({
      exit: EXIT.refused,
      lines: [`${KEY}  not possible: It was sent.`],
    })
  })

  it('decides about what it has seen, one by one and all at once', async () => {
    answers['conflicts:outline'] = { found: { serverVersion: 7 } }
    answers['conflicts:resolve'] = { resolutionId: 'r', outcomes: [{ key: KEY, ok: true, message: null }] }
    await run('conflicts', 'resolve', KEY, '--field', 'name=mine', '--note', ' why ')
    await run('conflicts', 'resolve', KEY, '--choice', 'theirs', '--seen-version', '6')
    const decided = asked.filter(({ name }) => name === 'conflicts:resolve').map(({ request }) => request)
    expect(decided).toEqual([
      { key: KEY, choice: { fields: { name: 'mine' } }, seenVersion: 7, note: 'why' },
      { key: KEY, choice: 'theirs', seenVersion: 6 },
    ])
    answers['conflicts:preview-bulk'] = { sends: 1, drops: 1, cannot: { count: 0 }, seen: 'abc' }
    answers['conflicts:resolve-bulk'] = { resolutionId: 'r', done: 1, refused: { count: 1, examples: [] } }
    expect(await run('conflicts', 'resolve', '--all', '--choice', 'merge')).toMatchObject({ exit: EXIT.refused })
    expect(asked.at(-1)?.request).toMatchObject({ choice: 'merge', seen: 'abc' })
    answers['conflicts:preview-bulk'] = { sends: 0, drops: 0, cannot: { count: 0 }, seen: '' }
    await expect(run('conflicts', 'resolve', '--all', '--choice', 'merge')).rejects.toMatchObject({
      exit: EXIT.nothing,
    })
    answers['conflicts:outline'] = { found: null }
    await expect(run('conflicts', 'resolve', KEY, '--choice', 'mine')).rejects.toMatchObject({ exit: EXIT.nothing })
  })

  it('does not take in a bundle that may not be, and names where files are from its own folder', async () => {
    const summary = { count: 2, madeBy: { computer: 'pc', user: { name: 'Ana' } }, fingerprint: 'ab' }
    const problems = [{ code: 'wrong-site', message: 'It is of another site.' }]
    answers['bundle:inspect'] = { outcome: 'inspected', token: null, summary, problems }
    await expect(run('bundle', 'import', 'b.json')).rejects.toMatchObject({ exit: EXIT.refused, code: 'wrong-site' })
    expect(await run('bundle', 'import', 'b.json', '--check')).toMatchObject({ exit: EXIT.refused })
    expect(asked.map(({ name, file }) => [name, file])).toEqual(Array(2).fill(['bundle:inspect', '/from/b.json']))
    answers['bundle:export'] = { outcome: 'nothing', left: 0 }
    await expect(run('bundle', 'export', '--out', 'b')).rejects.toMatchObject({ exit: EXIT.nothing })
    answers['ledger:export'] = { outcome: 'refused', problem: { code: 'no-room', message: 'Full.' } }
    await expect(run('ledger', 'export', '--out', 'l')).rejects.toMatchObject({ exit: EXIT.failed, code: 'no-room' })
  })

  it('writes the diagnostics of all sites, without what only a running console has unless one runs', async () => {
    answers['diagnostics:export'] = { outcome: 'written', files: 12, bytes: 3_000, broken: ['sites/main/queue.ndjson'] }
    sites.push({ id: 'north', name: 'North', isEnabled: true })
    expect(await run('diagnostics', '--out', 'd.zip')).toMatchObject({
      exit: EXIT.done,
      site: null,
      result: { file: '/from/d.zip', files: 12, bytes: 3_000, broken: ['sites/main/queue.ndjson'] },
      lines: [
        '/from/d.zip: 12 files, 3000 bytes before they were packed',
        'sites/main/queue.ndjson could not be read to its end; it says why.',
      ],
    })
    const withPictures = ['diagnostics', '--out', 'd.zip', '--pictures', '--values']
    await expect(run(...withPictures)).rejects.toMatchObject({ exit: EXIT.refused, code: 'no-window' })
    expect(asked).toHaveLength(1)
    source = 'console'
    await run(...withPictures)
    expect(asked.map(({ name, request, file }) => ({ name, request, file }))).toEqual([
      { name: 'diagnostics:export', request: { withScreenshots: false, withValues: false }, file: '/from/d.zip' },
      { name: 'diagnostics:export', request: { withScreenshots: true, withValues: true }, file: '/from/d.zip' },
    ])
    answers['diagnostics:export'] = { outcome: 'refused', problem: { code: 'not-written', message: 'No such folder.' } }
    await expect(run('diagnostics', '--out', 'no/d.zip')).rejects.toMatchObject({ exit: EXIT.failed })
  })

  it('is about the one site there is, and asks which where there are several', async () => {
    answers['operations:list'] = { total: 0, operations: [] }
    sites.push({ id: 'north', name: 'Rhein-Main', isEnabled: true }, { id: 'off', name: 'Off', isEnabled: false })
    await expect(run('queue', 'list')).rejects.toThrow(/There are several sites: say which with --site/)
    expect((await run('queue', 'list', '--site', 'north')).site).toBe('north')
    expect((await run('queue', 'list', '--site', 'Off')).site).toBe('off')
    await expect(run('queue', 'list', '--site', 'Rhein-Main')).rejects.toMatchObject({ exit: EXIT.nothing })
    await expect(run('queue', 'list', '--site', 'south')).rejects.toMatchObject({ exit: EXIT.nothing })
  })
})

describe('what is written', () => {
  it('is one line of JSON for programs, also when it went wrong', () => {
    const { out, err, exit } = toldError(new CommandError(EXIT.inUse, 'in-use', 'Taken.'), ABOUT)
    expect({ out: JSON.parse(out) as unknown, err, exit }).toEqual({
      out: {
        ok: false,
        exit: 4,
        command: 'queue add',
        source: 'store',
        site: 'main',
        error: { code: 'in-use', message: 'Taken.' },
      },
      err: '',
      exit: 4,
    })
    const done = toldOutcome({ exit: EXIT.done, result: { a: 'x\ny' }, lines: ['x'] }, ABOUT)
    expect(done.out.split('\n')).toHaveLength(2)
    expect(JSON.parse(done.out)).toMatchObject({ ok: true, exit: 0, result: { a: 'x\ny' } })
  })

  it('is for people on the two outputs apart', () => {
    const about = { ...ABOUT, isJson: false }
    expect(toldOutcome({ exit: EXIT.done, result: null, lines: ['a', 'b'] }, about)).toEqual({
      exit: 0,
      out: 'a\nb\n',
      err: '',
    })
    const { out, err, exit } = toldError(new UsageError('Wrong.'), about)
    expect([out, exit]).toEqual(['', EXIT.usage])
    expect(err).toMatch(/^Wrong\.\nSee /)
    expect(toldError(new Error('broken'), about).exit).toBe(EXIT.failed)
  })

  it('cannot steer the terminal of whoever reads it', () => {
    expect(oneLine('a\u001b[31mred\u0007\nb\u202Ec\u2028')).toBe('a [31mred b c')
  })

  it('ends with a code that says of which kind it was', () => {
    expect(exitOf('signed-out')).toBe(EXIT.refused)
    expect(exitOf('not-found')).toBe(EXIT.nothing)
    expect(exitOf('bad-request')).toBe(EXIT.usage)
    expect(exitOf('storage-full')).toBe(EXIT.failed)
  })

  it('has help for every command', () => {
    for (const { name } of COMMANDS) expect(helpText(name.split(' '))).toContain(`  ${name}`)
    expect(helpText(['nothing'])).toBe('')
  })
})
