/** The selection without what is gone; the same set where nothing of it is. */
export function withoutGone(selected: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  if (!gone.some((id) => selected.has(id))) return selected
  const left = new Set(selected)
  for (const id of gone) left.delete(id)
  return left
}

/** The selection without those that something was done to; `left`: those of them that it was not done to after all. */
export function withoutDone(
  selected: ReadonlySet<string>,
  chosen: ReadonlySet<string>,
  left: readonly string[],
): ReadonlySet<string> {
  const stay = new Set(left)
  return new Set([...selected].filter((id) => !chosen.has(id) || stay.has(id)))
}

/** How many of the selection are not shown. */
export function hiddenOf(selected: ReadonlySet<string>, isShown: (id: string) => boolean): number {
  let hidden = 0
  for (const id of selected) if (!isShown(id)) hidden += 1
  return hidden
}
