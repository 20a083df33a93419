/** The selection without what is gone; the same set where nothing of it is. */
export function withoutGone(selected: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  if (!gone.some((id) => selected.has(id))) return selected
  const left = new Set(selected)
  for (const id of gone) left.delete(id)
  return left
}

/** How many of the selection are not shown. */
export function hiddenOf(selected: ReadonlySet<string>, isShown: (id: string) => boolean): number {
  let hidden = 0
  for (const id of selected) if (!isShown(id)) hidden += 1
  return hidden
}
