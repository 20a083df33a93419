/** A folder of the library: there are those that something lies in, and those above them. */
export interface Folder {
  readonly path: string
  readonly name: string
  /** 0 at the top. */
  readonly depth: number
  /** Pieces in it and below it. */
  readonly count: number
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Whether a path is this folder, or below it. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

/** The folders of these paths, each behind the one that it lies in. */
export function foldersOf(paths: Iterable<string>): Folder[] {
  const counts = new Map<string, number>()
  for (const path of paths) for (const one of withParents(path)) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts]
    .map(([path, count]) => {
      const names = path.split('/')
      return { path, count, name: names.at(-1) ?? path, depth: names.length - 1 }
    })
    .sort((a, b) => compared(a.path.split('/'), b.path.split('/')))
}

function withParents(path: string): string[] {
  if (path === '') return []
  const names = path.split('/')
  return names.map((_name, place) => names.slice(0, place + 1).join('/'))
}

function compared(a: readonly string[], b: readonly string[]): number {
  for (let place = 0; place < Math.min(a.length, b.length); place += 1) {
    const [one = '', other = ''] = [a[place], b[place]]
    const difference = byName.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** What was typed as a folder: without blanks around its names, and without a slash at either end. */
export function folderTyped(text: string): string {
  return text
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .join('/')
}
