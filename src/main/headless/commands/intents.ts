import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { DEVICE_COMMANDS } from '#shared/domain/commands.ts'
import { type Intent, intentSchema } from '#shared/domain/operation.ts'
import type { Input } from '../command.ts'
import { UsageError } from '../exits.ts'

const MOST_INTENTS = 1_000
const MOST_BYTES = 1_048_576
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

const intentsSchema = z.array(intentSchema).min(1).max(MOST_INTENTS)
const fileSchema = z.union([
  intentsSchema,
  z.strictObject({ intents: intentsSchema }).transform(({ intents }) => intents),
])

/** What is to be changed: of one device by options, or anything by a file. @throws UsageError */
export async function intentsOf(input: Input): Promise<Intent[]> {
  const { given, absolute } = input
  const file = given.value('file')
  const isByOptions = given.has('device') || given.has('set') || given.has('command') || given.has('content')
  if (file !== null && isByOptions) throw new UsageError('Either --file or --device with what is to be done, not both.')
  return file === null ? [intentOf(input)] : readIntents(absolute(file))
}

function intentOf({ given }: Input): Intent {
  const entityId = given.needed('device')
  const [sets, command] = [given.values('set'), given.oneOf('command', DEVICE_COMMANDS)]
  const contentId = given.value('content')
  if (command === null && contentId !== null) throw new UsageError('--content goes with --command push-content.')
  if ((command === null) === (sets.length === 0))
    throw new UsageError('Give --set field=value, or --command, one of both.')
  const place = { entityType: 'device', entityId } as const
  const intent =
    command === null
      ? { kind: 'update', ...place, fields: Object.fromEntries(sets.map(fieldOf)) }
      : { kind: 'command', ...place, command, ...(contentId === null ? {} : { contentId }) }
  return parsed(intentSchema, intent, 'This change is not in order')
}

/** `name=text`, or `name:=JSON` for what is no text. */
function fieldOf(text: string): [string, unknown] {
  const [, name = '', colon, value = ''] = /^([A-Za-z]\w{0,59})(:?)=(.*)$/s.exec(text) ?? []
  if (name === '') throw new UsageError(`--set is field=text or field:=JSON, not “${text.slice(0, 60)}”.`)
  if (FORBIDDEN_NAMES.has(name)) throw new UsageError(`There is no field ${name}.`)
  if (colon === '') return [name, value]
  const json = jsonOf(value)
  if (json === undefined) throw new UsageError(`What follows --set ${name}:= is no JSON.`)
  return [name, json]
}

async function readIntents(path: string): Promise<Intent[]> {
  const text = await readSmall(path).catch((error: unknown) => {
    throw new UsageError(`${path} cannot be read (${error instanceof Error ? error.message : String(error)}).`)
  })
  const json = text === null ? undefined : jsonOf(text)
  if (text === null) throw new UsageError(`${path} is larger than ${MOST_BYTES} bytes: split it.`)
  if (json === undefined) throw new UsageError(`${path} is no JSON.`)
  return parsed(fileSchema, json, `${path} holds no list of changes`)
}

/** Null: it is too large. */
async function readSmall(path: string): Promise<string | null> {
  return (await stat(path)).size > MOST_BYTES ? null : readFile(path, 'utf8')
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, trouble: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new UsageError(`${trouble}, at “${issue?.path.join('.') ?? ''}”: ${issue?.message ?? 'unknown'}.`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
