import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault, TextPage } from './pages.ts'

const FOLDERS = ['src', 'tests', 'tools', 'docs', 'resources'] as const
/** A path of the project, perhaps with `{a,b}` and `*`. */
const PATH = new RegExp(`^(?:${FOLDERS.join('|')})/[A-Za-z0-9_@.,{}*/-]*$`)
/** What was decided then is told with the names of then. */
const HISTORY = /^(?:docs\/adr\/|CHANGELOG\.md$)/

/** Paths in backticks of which nothing is there. A path may leave out how its file ends: `tests/unit/outbox/table`. */
export function checkPaths(root: string, pages: readonly TextPage[]): readonly Fault[] {
  const all = projectPaths(root)
  return pages.flatMap((page) =>
    HISTORY.test(page.file)
      ? []
      : page.words.flatMap(({ line, value }) =>
          pathsIn(value)
            .filter((path) => !isThere(path, all))
            .map((path) => ({ file: page.file, line, reason: `there is no ${path}` })),
        ),
  )
}

/** The paths that a word in backticks names; none where it is something else. */
export function pathsIn(word: string): readonly string[] {
  return PATH.test(word) ? expandBraces(word) : []
}

/** `a/{b,c}.ts` is `a/b.ts` and `a/c.ts`. */
function expandBraces(path: string): readonly string[] {
  const [whole, choices] = /\{([^{}]*)\}/.exec(path) ?? []
  if (whole === undefined || choices === undefined) return [path]
  return choices.split(',').flatMap((choice) => expandBraces(path.replace(whole, choice)))
}

function isThere(path: string, all: readonly string[]): boolean {
  const plain = path.replace(/\/$/, '')
  const pattern = plain.replaceAll(/[.@-]/g, '\\$&').replaceAll(/\*+/g, (stars) => (stars === '*' ? '[^/]*' : '.*'))
  const form = new RegExp(`^${pattern}(?:\\.[a-z.]+)?$`)
  return all.some((one) => form.test(one))
}

/** Every file and folder below the folders that texts speak of. */
function projectPaths(root: string): readonly string[] {
  return FOLDERS.flatMap((folder) => {
    try {
      const below = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      return [folder, ...below.map((path) => `${folder}/${path.replaceAll('\\', '/')}`)]
    } catch {
      return []
    }
  })
}
