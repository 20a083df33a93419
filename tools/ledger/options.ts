import { parseArgs } from 'node:util'

/** A command line that can not be understood. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

export type LedgerOptions =
  | { readonly mode: 'help' }
  | { readonly mode: 'verify'; readonly file: string; readonly isJson: boolean }
  | { readonly mode: 'export'; readonly database: string; readonly out: string; readonly isJson: boolean }

export const HELP = `The ledger of a site: every operation that was ever made, and where it is.

  npm run ledger -- verify FILE [--json]
      Checks an exported ledger: every hash, every step of every operation, and the totals. Says which line is the
      first bad one, and why. Exit code 0: the ledger is whole. 1: it is not.

  npm run ledger -- export --database FILE --out FILE [--json]
      Writes the ledger of a site's database (site.sqlite in the profile) to a file, and checks it on the way.
      The database is only read; the console may be running.

  --json   the result as one line of JSON
`

/** No argument at all asks for help. @throws UsageError with a sentence. */
export function parseOptions(args: readonly string[]): LedgerOptions {
  const { values, positionals } = parseFlags(args)
  const [command, ...files] = positionals
  if (values.help === true || command === undefined) return { mode: 'help' }
  const isJson = values.json ?? false
  const { database, out } = values
  if (command === 'verify') {
    const [file, ...others] = files
    if (file === undefined || others.length > 0) throw new UsageError('verify: name one exported ledger.')
    if (database !== undefined || out !== undefined) throw new UsageError('verify takes no --database and no --out.')
    return { mode: 'verify', file, isJson }
  }
  if (command !== 'export') throw new UsageError(`There is no command "${command}": use verify or export.`)
  if (files.length > 0) throw new UsageError(`export: "${files[0] ?? ''}" has no place; use --database and --out.`)
  if (database === undefined) throw new UsageError('export: name the database with --database.')
  if (out === undefined) throw new UsageError('export: name the file to write with --out.')
  return { mode: 'export', database, out, isJson }
}

function parseFlags(args: readonly string[]) {
  const options = {
    database: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
