import { parseArgs } from 'node:util'
import { PAGES } from '../../../src/shared/domain/window-route.ts'
import { SOURCE_LANGUAGE, SPOKEN_LANGUAGES, type SpokenLanguage } from '../../../src/shared/i18n/languages.ts'
import type { Size } from '../browser.ts'
import { STATES, type StateName } from './states.ts'

/** What has a picture: every page, the wall of the fleet, and a wallboard on a wall. */
export const PICTURED = [...PAGES, 'wall', 'board'] as const
export type Pictured = (typeof PICTURED)[number]

/** A command line that can not be understood. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

export const THEMES = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const
export type Theme = (typeof THEMES)[number]

export type ScreenshotOptions =
  | { readonly mode: 'help' }
  /** The pictures of the README and the guides. */
  | { readonly mode: 'guide'; readonly out: string }
  | {
      readonly mode: 'run'
      readonly out: string
      readonly pages: readonly Pictured[]
      readonly themes: readonly Theme[]
      readonly sizes: readonly Size[]
      readonly states: readonly StateName[]
      /** Looks for accessibility faults on every page. */
      readonly hasAxe: boolean
      /** Looks at every page at 200 % as well. */
      readonly hasZoom: boolean
      /** In made-up letters and longer, to find what is not translated and what has no room. */
      readonly isPseudo: boolean
      /** With lines that run from right to left. */
      readonly isRtl: boolean
      readonly language: SpokenLanguage
    }

/** Where the README and the guides look for their pictures. */
export const GUIDE_FOLDER = 'docs/pictures'

export const HELP = `npm run screenshots -- --out DIR [options]
npm run screenshots -- --guide [--out DIR]

Takes a picture of every page and of the walls over an imagined main process, in the engine that the app ships with, and writes
DIR/index.html with all of them.

  --out DIR       where the pictures go
  --guide         only the pictures of the README and the guides, anew, into ${GUIDE_FOLDER} unless --out says otherwise
  --pages LIST    only these: ${PICTURED.join(', ')}
  --themes LIST   ${THEMES.join(', ')}; dark,light when left out
  --sizes LIST    such as 1920x1080; 1366x768,1920x1080 when left out
  --states LIST   ${Object.keys(STATES).join(', ')}; all when left out
  --axe           looks for accessibility faults (axe) in every page, state and theme
  --zoom          looks at every page at 200 % too: nothing may scroll sideways or be cut off
  --pseudo        all texts longer and in made-up letters: names what is not translated and what has no room
  --rtl           with lines that run from right to left: nothing may be cut off or be out of the window
  --language LANG in one of the languages of the console (${SPOKEN_LANGUAGES.join(', ')}): nothing may be cut off
  --help          this text

The exit code is 1 when a page logged an error, showed an alert that its state does not expect, or when one of the
looks found something; 2 when the command line is wrong. Problems are named on stderr and in DIR/index.html.
`

const SIZE = /^(\d{3,4})x(\d{3,4})$/

/** @throws UsageError with a sentence that says what is wrong. */
export function parseOptions(args: readonly string[]): ScreenshotOptions {
  const { values } = read(args)
  if (values.help) return { mode: 'help' }
  if (values.guide) return { mode: 'guide', out: values.out ?? GUIDE_FOLDER }
  if (values.out === undefined || values.out === '') throw new UsageError('--out needs the folder for the pictures.')
  return {
    mode: 'run',
    out: values.out,
    pages: listOf('--pages', values.pages, PICTURED),
    themes: listOf('--themes', values.themes ?? 'dark,light', THEMES),
    sizes: values.sizes.split(',').map(sizeOf),
    states: listOf('--states', values.states, Object.keys(STATES) as StateName[]),
    hasAxe: values.axe,
    hasZoom: values.zoom,
    isPseudo: values.pseudo,
    isRtl: values.rtl,
    language: languageOf(values.language),
  }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        guide: { type: 'boolean', default: false },
        pages: { type: 'string' },
        themes: { type: 'string' },
        sizes: { type: 'string', default: '1366x768,1920x1080' },
        states: { type: 'string' },
        axe: { type: 'boolean', default: false },
        zoom: { type: 'boolean', default: false },
        pseudo: { type: 'boolean', default: false },
        rtl: { type: 'boolean', default: false },
        language: { type: 'string', default: SOURCE_LANGUAGE },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} See --help.`)
  }
}

function listOf<T extends string>(option: string, given: string | undefined, known: readonly T[]): readonly T[] {
  if (given === undefined) return known
  return given.split(',').map((word) => {
    const one = known.find((name) => name === word)
    if (one === undefined) throw new UsageError(`${option} does not know "${word}": it is one of ${known.join(', ')}.`)
    return one
  })
}

function languageOf(word: string): SpokenLanguage {
  const [language = SOURCE_LANGUAGE] = listOf('--language', word, SPOKEN_LANGUAGES)
  return language
}

function sizeOf(word: string): Size {
  const [, width, height] = SIZE.exec(word) ?? []
  if (width === undefined || height === undefined) {
    throw new UsageError(`--sizes does not know "${word}": a size is written as 1366x768.`)
  }
  return { width: Number(width), height: Number(height) }
}
