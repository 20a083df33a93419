/** More differing letters than this are another word. */
const MAX_DISTANCE = 3

/** The name that was probably meant; null: none is near. By Levenshtein distance, letters in either case alike. */
export function nearestOf(written: string, names: readonly string[]): string | null {
  let [best, least] = [null as string | null, MAX_DISTANCE + 1]
  for (const name of names) {
    const distance = distanceOf(written.slice(0, 60).toLowerCase(), name.toLowerCase())
    if (distance < least) [best, least] = [name, distance]
  }
  return best
}

function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
