/**
 * The import cycles of a graph, each once, as the files on it in order.
 *
 * @param {ReadonlyMap<string, readonly string[]>} graph imports by file
 * @returns {string[][]}
 */
export function findCycles(graph) {
  /** @type {string[][]} */
  const cycles = []
  /** @type {Set<string>} */
  const done = new Set()
  for (const start of graph.keys()) search(start, [], new Set())
  return cycles

  /**
   * @param {string} file
   * @param {string[]} path
   * @param {Set<string>} onPath
   */
  function search(file, path, onPath) {
    if (onPath.has(file)) {
      cycles.push(path.slice(path.indexOf(file)))
      return
    }
    if (done.has(file)) return
    onPath.add(file)
    for (const next of graph.get(file) ?? []) search(next, [...path, file], onPath)
    onPath.delete(file)
    done.add(file)
  }
}
