/** All pictures of one version of Chromium together. */
export const MAX_STORED_BYTES = 3_000_000

/** A command line that can not be understood. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

export const HELP = `npm run catalogue [-- options]

Shows every component of the interface in every state. Without options: a window of the project's Electron.
In it, t changes the theme, d the density, r the direction.

  --serve           only serves the pages on loopback and says where, for another browser; Ctrl+C ends it
  --check           compares every component in every theme with its stored picture (tests/visual)
  --update          stores new pictures
  --only NAMES      with --check or --update: only these components, for example Button,Dialog
  --help            this text

A check fails when a picture is missing, has another size, or when more than 0.02 % of its pixels (at least 12) differ
by more than 6 of 255 in a channel. What differed is written to artifacts/visual. Pictures belong to one major version
of Chromium, because another one draws letters differently.
`

export type CatalogueOptions =
  | { readonly mode: 'help' | 'show' | 'serve' }
  | { readonly mode: 'check' | 'update'; readonly only: readonly string[] | null }

const MODES = { '--serve': 'serve', '--check': 'check', '--update': 'update', '--help': 'help' } as const

/** @throws UsageError with a sentence that says what is wrong. */
export function parseOptions(args: readonly string[]): CatalogueOptions {
  let mode: CatalogueOptions['mode'] = 'show'
  let only: readonly string[] | null = null
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? ''
    if (word in MODES) {
      if (mode !== 'show') throw new UsageError(`${word} cannot be combined with --${mode}.`)
      mode = MODES[word as keyof typeof MODES]
    } else if (word === '--only') {
      at += 1
      only = (args[at] ?? '').split(',').filter((name) => name !== '')
      if (only.length === 0) throw new UsageError('--only needs the names of components, for example Button,Dialog.')
    } else throw new UsageError(`${word} is not an option: see  npm run catalogue -- --help .`)
  }
  if (mode === 'check' || mode === 'update') return { mode, only }
  if (only !== null) throw new UsageError('--only goes with --check or --update.')
  return { mode }
}
