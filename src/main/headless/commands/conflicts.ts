import {
  BULK_CHOICES,
  type ConflictChoice,
  type ConflictView,
  decisionNoteSchema,
} from '#shared/domain/conflict-desk.ts'
import { EVERY_CONFLICT } from '#shared/domain/conflict-outline.ts'
import type { Command, Desk, Input, Order, Outcome } from '../command.ts'
import { CommandError, EXIT, UsageError } from '../exits.ts'
import { oneLine, valueText } from '../words.ts'
import { keysOf, limitOf } from './keys.ts'
import { outcomeOf } from './outcomes.ts'

const USUAL_LIMIT = 100
const MOST = 1_000
const SIDES = ['mine', 'theirs', 'merged'] as const

const list: Command = {
  name: 'conflicts list',
  summary: 'What waits for a decision, with both sides of every field that clashes.',
  usage: ['[--text WORDS]  [--limit N]'],
  options: ['limit', 'text'],
  words: { least: 0, most: 0 },
  read: ({ given }) => {
    const limit = limitOf(given.value('limit'), USUAL_LIMIT, MOST)
    const text = given.value('text') ?? ''
    return {
      needs: 'site',
      changes: false,
      run: async (desk) => {
        const outline = await desk.ask('conflicts:outline', { by: 'none', text, open: [{ id: '', limit }], key: null })
        const conflicts = outline.groups.flatMap(({ rows }) => rows)
        const { total, matching } = outline
        const lines = total === 0 ? ['Nothing waits for a decision.'] : conflicts.flatMap(rowsOf)
        return { exit: EXIT.done, result: { total, matching, conflicts }, lines }
      },
    }
  },
}

const resolve: Command = {
  name: 'conflicts resolve',
  summary: 'Decides: mine is sent again on top of theirs, theirs ends mine, merged keeps both.',
  usage: [
    'KEY --choice mine|theirs|merged  [--note TEXT]  [--seen-version N]',
    'KEY --field NAME=mine|theirs|merged [--field …]…  [--note TEXT]  [--seen-version N]',
    '--all --choice mine|theirs|merge  [--note TEXT]',
  ],
  options: ['all', 'choice', 'field', 'note', 'seen-version'],
  words: { least: 0, most: 1 },
  read: (input) => (input.given.has('all') ? resolveAll(input) : resolveOne(input)),
}

export const CONFLICT_COMMANDS: readonly Command[] = [list, resolve]

function resolveOne(input: Input): Order {
  const { given } = input
  const [key] = keysOf(input)
  if (key === undefined) throw new UsageError('Name the key of a conflict, or --all.')
  const choice = choiceOf(input)
  const seen = given.value('seen-version')
  if (seen !== null && !/^\d{1,15}$/.test(seen)) throw new UsageError('--seen-version is the number that was listed.')
  const note = noteOf(input)
  const run = async (desk: Desk): Promise<Outcome> => {
    const { found } = await desk.ask('conflicts:outline', { by: 'none', text: '', open: [], key })
    if (found === null) throw new CommandError(EXIT.nothing, 'not-found', `${key} is in no conflict.`)
    const seenVersion = seen === null ? found.serverVersion : Number(seen)
    return outcomeOf(await desk.ask('conflicts:resolve', { key, choice, seenVersion, ...note }), 'decided')
  }
  return { needs: 'site', changes: true, run }
}

function resolveAll(input: Input): Order {
  const { given, rest } = input
  if (rest.length > 0 || given.has('field') || given.has('seen-version')) {
    throw new UsageError('--all goes with --choice and --note only.')
  }
  const choice = given.oneOf('choice', BULK_CHOICES)
  if (choice === null) throw new UsageError('--choice is missing.')
  const note = noteOf(input)
  const run = async (desk: Desk): Promise<Outcome> => {
    const asked = { selection: EVERY_CONFLICT, choice }
    const { sends, drops, cannot, seen } = await desk.ask('conflicts:preview-bulk', asked)
    if (sends + drops + cannot.count === 0) {
      throw new CommandError(EXIT.nothing, 'not-found', 'Nothing waits for a decision.')
    }
    const result = await desk.ask('conflicts:resolve-bulk', { ...asked, seen, ...note })
    const { done, refused } = result
    const why = refused.examples.map(({ key, message }) => `${key}  ${oneLine(`not possible: ${message}`)}`)
    const lines = [`${done} decided, ${refused.count} left on the desk.`, ...why]
    return { exit: refused.count === 0 ? EXIT.done : EXIT.refused, result, lines }
  }
  return { needs: 'site', changes: true, run }
}

function choiceOf({ given }: Input): ConflictChoice {
  const choice = given.oneOf('choice', SIDES)
  const fields = given.values('field')
  if ((choice === null) === (fields.length === 0))
    throw new UsageError('Give --choice, or --field NAME=mine, one of both.')
  return choice ?? { fields: Object.fromEntries(fields.map(fieldOf)) }
}

function fieldOf(text: string): [string, (typeof SIDES)[number]] {
  const [, name = '', side] = /^([A-Za-z]\w{0,59})=(.*)$/.exec(text) ?? []
  const found = SIDES.find((one) => one === side)
  if (found === undefined)
    throw new UsageError(`--field is NAME=mine, NAME=theirs or NAME=merged, not “${text.slice(0, 60)}”.`)
  return [name, found]
}

function noteOf({ given }: Input): { note?: string } {
  const note = decisionNoteSchema.safeParse(given.value('note') ?? '')
  if (!note.success) throw new UsageError('--note has at most 500 characters.')
  return note.data === '' ? {} : { note: note.data }
}

function rowsOf({ key, kind, entityType, entityName, entityId, actor, isDeleted, fields }: ConflictView): string[] {
  const gone = isDeleted ? ', which was deleted at the server' : ''
  const head = oneLine(`${key}  ${kind} of ${entityType} ${entityName} (${entityId})${gone}, by ${actor}`)
  const clashes = fields.filter(({ standing }) => standing === 'clash')
  const sides = clashes.map(({ field, base, mine, theirs }) =>
    oneLine(`${field}: mine ${valueText(mine)}, theirs ${valueText(theirs)}, before ${valueText(base)}`),
  )
  return [head, ...sides.map((line) => `    ${line}`)]
}
