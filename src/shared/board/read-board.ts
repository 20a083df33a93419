import type { z } from 'zod'
import { type BoardData, MAX_BOARD_BYTES } from './document.ts'
import { boardSchema, boardWidgetSchema, wallboardDataSchema } from './document-schema.ts'
import { FORBIDDEN_KEYS, jsonPlaces, placeOf, pointerPart } from './json-places.ts'
import { readName, STREAM_TOPICS } from './names.ts'
import { type BoardFault, type BoardProblem, MAX_PROBLEMS } from './problems.ts'
import { settled } from './settled.ts'
import { bytesOf } from './text-bytes.ts'

/** What became of a document: a board, or everything that is wrong with it. */
export type ReadBoard =
  | { readonly ok: true; readonly board: BoardData }
  | { readonly ok: false; readonly problems: readonly BoardProblem[] }

const LIMITS = { depth: 12, values: 30_000 } as const
/** Of one object and one list. The schema allows fewer, and says so; more are not even handed to it. */
const MAX_NAMES = 64
const MAX_MEMBERS = 250
/** As many as a few pages of widgets have. */
const MANY_VALUES = 2_000
const MAX_DETAIL = 120
/** What documents may say of themselves, for editors and for later versions. */
const HEAD_FIELDS = ['$schema', 'format'] as const

/**
 * Reads the text of a document. Never throws, whatever the text is, and accepts nothing that breaks a limit.
 *
 * @param tenant whose channels the board may name; null: none is known, and a channel with a tenant is refused.
 */
export function readBoardText(text: string, tenant: string | null): ReadBoard {
  // As many characters are at least as many bytes.
  if (text.length > MAX_BOARD_BYTES || bytesOf(text) > MAX_BOARD_BYTES) {
    return refused([problem('too-large', '', `${MAX_BOARD_BYTES / 1_024}`)])
  }
  const plain = text.replace(/^\uFEFF/, '')
  const { offsets, fault } = jsonPlaces(plain, LIMITS)
  if (fault !== null) {
    const near = plain.slice(fault.offset, fault.offset + 20)
    return refused([{ ...problem(fault.what, fault.pointer, near), place: placeOf(plain, fault.offset) }])
  }
  const read = readBoard(JSON.parse(plain), tenant)
  if (read.ok) return read
  return refused(read.problems.map((one) => ({ ...one, place: placeOf(plain, nearestOffset(offsets, one.pointer)) })))
}

/** The same for a value that was JSON. */
export function readBoard(value: unknown, tenant: string | null): ReadBoard {
  const early = problemsAtFirst(value)
  if (early.length > 0) return refused(early)
  const parsed = boardSchema.safeParse(withoutHead(value))
  if (!parsed.success) return refused(problemsOf(parsed.error.issues, value))
  const names = problemsOfNames(parsed.data, tenant)
  return names.length > 0 ? refused(names) : { ok: true, board: parsed.data }
}

/**
 * A board as it came from a server or from this PC’s copy. Two people may have put widgets on one place, and a later version may
 * know names that this one does not: the widgets are set apart, and the names are told as unknown where they are shown.
 */
export function readStoredBoard(value: unknown): ReadBoard {
  const early = problemsAtFirst(value)
  if (early.length > 0) return refused(early)
  const parsed = wallboardDataSchema.safeParse(value)
  return parsed.success ? { ok: true, board: settled(parsed.data) } : refused(problemsOf(parsed.error.issues, value))
}

function refused(problems: readonly BoardProblem[]): ReadBoard {
  return { ok: false, problems: problems.slice(0, MAX_PROBLEMS) }
}

function problem(fault: BoardFault, pointer: string, detail = ''): BoardProblem {
  return { fault, pointer, place: null, detail: detail.slice(0, MAX_DETAIL) }
}

/**
 * What is wrong with fields of a board that a schema should not even see; null: they can be handed to it. Each fault that a schema
 * finds takes time, and there can be a hundred thousand in one request.
 */
export function unsafeIn(fields: unknown): BoardProblem | null {
  return problemsAtFirst(fields)[0] ?? null
}

/** What is found before the document as a whole is held against the schema. */
function problemsAtFirst(value: unknown): readonly BoardProblem[] {
  const { unsafe, values } = findUnsafe(value)
  if (unsafe !== null) return [unsafe]
  return values > MANY_VALUES ? problemsOfWidgets(value) : []
}

/** Each fault takes time, and a large document can have thousands: no more widgets are looked at than it takes to tell enough. */
function problemsOfWidgets(value: unknown): readonly BoardProblem[] {
  const found: BoardProblem[] = []
  const pages = valueAt(value, ['pages'])
  for (const page of Array.isArray(pages) ? pages.keys() : []) {
    const widgets = valueAt(value, ['pages', page, 'widgets'])
    for (const index of Array.isArray(widgets) ? widgets.keys() : []) {
      const path = ['pages', page, 'widgets', index]
      const widget = valueAt(value, path)
      const parsed = boardWidgetSchema.safeParse(widget)
      if (parsed.success) continue
      const at = path.map(pointerPart).join('')
      const problems = problemsOf(parsed.error.issues, widget)
      found.push(...problems.map((one) => ({ ...one, pointer: at + one.pointer })))
      if (found.length >= MAX_PROBLEMS) return found
    }
  }
  return found
}

/**
 * What no schema should see: more than any board is, values within values without end, and names that every object has. Looks at
 * no more than it has to, and keeps its own stack.
 */
function findUnsafe(value: unknown): { readonly unsafe: BoardProblem | null; readonly values: number } {
  const waiting: Visit[] = [{ value, name: '', parent: null, depth: 0 }]
  const size = { values: 0, signs: 0 }
  for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
    const unsafe = faultOfVisit(visit, size)
    if (unsafe !== null) return { unsafe, values: size.values }
    const { value: one, depth } = visit
    if (typeof one !== 'object' || one === null) continue
    for (const [name, child] of Object.entries(one)) {
      size.signs += name.length
      waiting.push({ value: child, name, parent: visit, depth: depth + 1 })
    }
  }
  return { unsafe: null, values: size.values }
}

function faultOfVisit(visit: Visit, size: { values: number; signs: number }): BoardProblem | null {
  const { value, name, depth } = visit
  size.values += 1
  size.signs += typeof value === 'string' ? value.length : 0
  if (FORBIDDEN_KEYS.has(name)) return problem('forbidden-key', pointerOf(visit), name)
  if (depth > LIMITS.depth) return problem('too-deep', pointerOf(visit))
  if (size.values > LIMITS.values) return problem('too-many', pointerOf(visit))
  // As many signs are at least as many bytes of JSON.
  if (size.signs > MAX_BOARD_BYTES) return problem('too-large', '', `${MAX_BOARD_BYTES / 1_024}`)
  if (typeof value !== 'object' || value === null) return null
  const [count, most] = Array.isArray(value) ? [value.length, MAX_MEMBERS] : [Object.keys(value).length, MAX_NAMES]
  return count > most ? problem('too-long', pointerOf(visit), String(most)) : null
}

/** A value on the way through a document, and the one that holds it. */
interface Visit {
  readonly value: unknown
  readonly name: string
  readonly parent: Visit | null
  readonly depth: number
}

function pointerOf({ name, parent }: Visit): string {
  return parent === null ? '' : pointerOf(parent) + pointerPart(name)
}

function withoutHead(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value)
  const isHead = (name: string, one: unknown): boolean =>
    HEAD_FIELDS.some((field) => field === name) && typeof one === 'string' && one.length <= 300
  return Object.fromEntries(entries.filter(([name, one]) => !isHead(name, one)))
}

function problemsOfNames(board: BoardData, tenant: string | null): BoardProblem[] {
  const found: BoardProblem[] = []
  for (const [page, { widgets }] of board.pages.entries()) {
    for (const [index, { bindings }] of widgets.entries()) {
      for (const [name, { $bind, $source, $channel }] of Object.entries(bindings)) {
        const at = ['pages', page, 'widgets', index, 'bindings', name].map(pointerPart).join('')
        if (readName($source, $bind) === null) found.push(problem('unknown-name', `${at}/$bind`, $bind))
        const [owner, topic] = $channel?.includes('/') ? $channel.split('/', 2) : [null, $channel]
        if (owner !== null && owner !== tenant) found.push(problem('other-tenant', `${at}/$channel`, owner))
        else if (topic !== undefined && !STREAM_TOPICS.some((one) => one === topic))
          found.push(problem('unknown-name', `${at}/$channel`, topic))
      }
    }
  }
  return found
}

type Issue = z.core.$ZodIssue

function problemsOf(issues: readonly Issue[], value: unknown): BoardProblem[] {
  return issues.flatMap((issue) => {
    const pointer = issue.path.map(pointerPart).join('')
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => problem('unknown-field', pointer + pointerPart(key), key))
    }
    // A name of an option: the value below it is not looked at.
    if (issue.code === 'invalid_key') return [problem('badly-written', pointer, String(issue.path.at(-1) ?? ''))]
    return [problem(faultOf(issue, value), pointer, detailOf(issue))]
  })
}

function faultOf(issue: Issue, value: unknown): BoardFault {
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(value, issue.path) === undefined ? 'missing' : 'wrong-kind'
    case 'too_big':
      return issue.origin === 'number' ? 'too-big' : 'too-long'
    case 'too_small':
      return issue.origin === 'number' ? 'too-small' : 'too-short'
    case 'invalid_value':
      return 'not-allowed'
    case 'invalid_format':
      return 'badly-written'
    case 'custom':
      return (issue.params?.['fault'] as BoardFault | undefined) ?? 'badly-written'
    default:
      return 'wrong-kind'
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, name) => (isHolder(at) && Object.hasOwn(at, name) ? at[name] : undefined), value)
}

function isHolder(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null
}

function detailOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected
    case 'too_big':
      return String(issue.maximum)
    case 'too_small':
      return String(issue.minimum)
    case 'invalid_value':
      return issue.values.map(String).join(', ')
    case 'custom':
      return String(issue.params?.['detail'] ?? '')
    default:
      return ''
  }
}

/** Of what is missing there is no place of its own: that of what should hold it. */
function nearestOffset(offsets: ReadonlyMap<string, number>, pointer: string): number {
  for (let path = pointer; ; path = path.slice(0, path.lastIndexOf('/'))) {
    const offset = offsets.get(path)
    if (offset !== undefined || path === '') return offset ?? 0
  }
}
