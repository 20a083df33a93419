/**
 * The fewest of `items` with which `fails` still holds, in their order: smaller and smaller parts are left out for as long
 * as that works (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002). No single item
 * of the result can be left out, unless `mostTries` are used up before. `fails` must hold for all of them.
 */
export async function shrink<T>(
  items: readonly T[],
  fails: (some: readonly T[]) => Promise<boolean>,
  mostTries = Number.POSITIVE_INFINITY,
): Promise<readonly T[]> {
  let kept = items
  let tries = 0
  for (let size = Math.ceil(kept.length / 2); size >= 1; ) {
    const before = kept.length
    for (let start = 0; start < kept.length && tries < mostTries; ) {
      const rest = [...kept.slice(0, start), ...kept.slice(start + size)]
      tries++
      if (await fails(rest)) kept = rest
      else start += size
    }
    if (tries >= mostTries) return kept
    // A part that was needed may not be any more, now that others are gone.
    if (size === 1 && kept.length === before) return kept
    size = size === 1 ? 1 : Math.ceil(size / 2)
  }
  return kept
}
