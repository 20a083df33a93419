/** Rows kept of each list: how they read, not how many are in the fleet. */
const ROWS_KEPT = 2
/** How the connection is, and which notices are still to be seen, depends on the moment. */
const LEFT_EMPTY = new Set(['region "Notices"', 'status "Connection"'])

const NUMBER = 'N'
const TIME = '…'

/** A node of a tree as Playwright writes it: `role "name" [attributes]: value`, or what stands behind a slash. */
const NODE = /^(?<role>\/?[\w-]+)(?<name> "(?:[^"\\]|\\.)*")?(?<attributes>(?: \[[^\]]*\])*)(?::(?<value> .*)?)?$/

/**
 * An accessibility tree without what another day, or a slower machine, would show differently: times, ages and numbers have
 * a letter in their place. All else is as it was, so that two trees are compared letter by letter.
 */
export function treeToKeep(tree: string): string {
  const kept: string[] = []
  const rows: number[] = []
  let skippedBelow = Number.POSITIVE_INFINITY
  for (const line of tree.split('\n')) {
    const depth = line.search(/\S/)
    if (depth > skippedBelow) continue
    skippedBelow = Number.POSITIVE_INFINITY
    rows.length = Math.min(rows.length, depth + 1)
    const node = NODE.exec(unquoted(line.trim().slice(2)))?.groups
    // What is not understood is kept: it must not pass unseen.
    if (node === undefined) {
      kept.push(line)
      continue
    }
    const { role = '', name = '' } = node
    if (role === 'row') rows[depth] = (rows[depth] ?? 0) + 1
    if (role === 'row' && (rows[depth] ?? 0) > ROWS_KEPT) {
      skippedBelow = depth
      continue
    }
    const isEmpty = LEFT_EMPTY.has(`${role}${name}`)
    if (isEmpty) skippedBelow = depth
    kept.push(`${' '.repeat(depth)}- ${nodeToKeep(node)}${!isEmpty && line.endsWith(':') ? ':' : ''}`)
  }
  return `${kept.join('\n')}\n`
}

function nodeToKeep(node: Readonly<Record<string, string | undefined>>): string {
  const { role = '', name = '', attributes = '', value = '' } = node
  if (role.startsWith('/')) return `${role}:${value}`
  const written = role === 'time' ? ` ${TIME}` : lasting(value)
  return `${inQuotes(`${role}${lasting(name)}${attributes}`)}${written === '' ? '' : `:${written}`}`
}

/** Words without their times, ages and numbers. */
function lasting(words: string): string {
  return words
    .replaceAll(/(?:\d+ [A-Z][a-z]{2},? )?\d{1,2}:\d{2}(?::\d{2})?/g, TIME)
    .replaceAll(/\bjust now\b|\d+ (?:ms|s|min|h|days?)(?: \d+ min)?\b(?: ago\b)?/g, TIME)
    .replaceAll(/\d(?:[\d.,]*\d)?/g, NUMBER)
}

/** Where YAML would read it as something else, as Playwright does it. */
function inQuotes(text: string): string {
  return /: |:$| #/.test(text) ? `'${text.replaceAll("'", "''")}'` : text
}

/** A line in quotes, and what follows them. */
function unquoted(line: string): string {
  const quoted = /^'(?<inner>(?:[^']|'')*)'(?<rest>.*)$/.exec(line)?.groups
  return quoted === undefined ? line : `${quoted['inner']?.replaceAll("''", "'")}${quoted['rest']}`
}
