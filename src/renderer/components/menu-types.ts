export interface MenuEntry {
  readonly id: string
  readonly text: string
  /** At the end of the line, for example how many it finds. */
  readonly hint?: string
  readonly isDisabled?: boolean
  /** Why it is not possible, for as long as it is not: it is disabled, and says so in place of the hint. */
  readonly whyNot?: string | null
  readonly run: () => void
}

export interface MenuGroup {
  readonly title: string
  readonly entries: readonly MenuEntry[]
  /** Set: one of the entries is chosen; null: none of them is. */
  readonly chosenId?: string | null
}
