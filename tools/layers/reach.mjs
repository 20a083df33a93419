import { LIGHT_STARTS } from './rules.mjs'

/**
 * Packages that a part which must start light reads at once, with the way there. Types and parts that are loaded when they
 * are needed do not count.
 *
 * @param {readonly import('./source-file.mjs').SourceFile[]} files
 * @param {(from: string, specifier: string) => string | null} pathOf null: not a file of the project
 * @returns {{ path: string, line: number, rule: string, message: string }[]}
 */
export function checkLightStarts(files, pathOf) {
  const byPath = new Map(files.map((file) => [file.path, file]))
  return LIGHT_STARTS.places.flatMap((start) => {
    const way = findWay(start)
    if (way === null) return []
    const message = `reads ${way.at(-1)} as soon as it starts: ${way.join(' → ')}`
    return [{ path: start, line: 1, rule: 'light-start', message }]
  })

  /** @param {string} start @returns {string[] | null} the shortest way from a file to a heavy package */
  function findWay(start) {
    /** @type {Map<string, string | null>} */
    const cameFrom = new Map([[start, null]])
    for (const path of cameFrom.keys()) {
      for (const { specifier, isType, isDynamic } of byPath.get(path)?.imports ?? []) {
        if (isType || isDynamic || specifier === null) continue
        if (LIGHT_STARTS.without.includes(specifier)) return [...wayTo(path, cameFrom), specifier]
        const next = pathOf(path, specifier)
        if (next !== null && !cameFrom.has(next)) cameFrom.set(next, path)
      }
    }
    return null
  }
}

/** @param {string} path @param {ReadonlyMap<string, string | null>} cameFrom @returns {string[]} */
function wayTo(path, cameFrom) {
  const before = cameFrom.get(path) ?? null
  return before === null ? [path] : [...wayTo(before, cameFrom), path]
}
