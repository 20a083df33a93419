import { UsageError } from './exits.ts'

/** What options there are, and what follows each: nothing, a value, or one of several values. */
const OPTIONS = {
  all: 'switch',
  batch: 'switch',
  check: 'switch',
  choice: 'value',
  command: 'value',
  content: 'value',
  device: 'value',
  field: 'values',
  file: 'value',
  format: 'value',
  help: 'switch',
  history: 'switch',
  json: 'switch',
  language: 'value',
  limit: 'value',
  note: 'value',
  out: 'value',
  period: 'value',
  pictures: 'switch',
  priority: 'value',
  profile: 'value',
  progress: 'switch',
  'seen-version': 'value',
  set: 'values',
  site: 'value',
  state: 'values',
  text: 'value',
  values: 'switch',
  write: 'switch',
} as const
export type OptionName = keyof typeof OPTIONS

/** Options that every command takes. */
export const COMMON_OPTIONS: readonly OptionName[] = ['help', 'json', 'profile', 'site', 'write']

/** The words of a command line, and its options, each known by name. Nothing is said yet about which go together. */
export class Given {
  readonly words: readonly string[]
  readonly #values: ReadonlyMap<OptionName, readonly string[]>

  constructor(words: readonly string[], values: ReadonlyMap<OptionName, readonly string[]>) {
    this.words = words
    this.#values = values
  }

  get names(): readonly OptionName[] {
    return [...this.#values.keys()]
  }

  has(name: OptionName): boolean {
    return this.#values.has(name)
  }

  /** Null: it was not given. */
  value(name: OptionName): string | null {
    return this.#values.get(name)?.[0] ?? null
  }

  values(name: OptionName): readonly string[] {
    return this.#values.get(name) ?? []
  }

  /** @throws UsageError when it was not given. */
  needed(name: OptionName): string {
    const value = this.value(name)
    if (value === null) throw new UsageError(`--${name} is missing.`)
    return value
  }

  /** @throws UsageError when it is none of these. */
  oneOf<const T extends string>(name: OptionName, allowed: readonly T[]): T | null {
    const value = this.value(name)
    if (value === null) return null
    const found = allowed.find((one) => one === value)
    if (found === undefined) throw new UsageError(`--${name} is one of ${allowed.join(', ')}, not “${value}”.`)
    return found
  }
}

/**
 * Reads what follows `--headless`. Options stand anywhere, as `--name value` or `--name=value`; after `--` all are words.
 *
 * @throws UsageError
 */
export function readArguments(args: readonly string[]): Given {
  const words: string[] = []
  const values = new Map<OptionName, readonly string[]>()
  const left = [...args]
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    if (next === '--') words.push(...left.splice(0))
    else if (next.startsWith('--')) addOption(next.slice(2), left, values)
    else if (/^-[a-z?]$/i.test(next)) throw new UsageError(`There is no option ${next}; options have two dashes.`)
    else words.push(next)
  }
  return new Given(words, values)
}

function addOption(text: string, left: string[], values: Map<OptionName, readonly string[]>): void {
  const [, name = '', inline] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? []
  if (!isOption(name)) throw new UsageError(`There is no option --${name.slice(0, 60)}.`)
  const kind = OPTIONS[name]
  if (kind === 'switch' && inline !== undefined) throw new UsageError(`--${name} takes no value.`)
  const value = kind === 'switch' ? '' : (inline ?? left.shift())
  if (value === undefined) throw new UsageError(`--${name} needs a value.`)
  const before = values.get(name)
  if (before !== undefined && kind === 'value') throw new UsageError(`--${name} is there twice.`)
  values.set(name, [...(before ?? []), value])
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name)
}
