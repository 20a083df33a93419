/** What a check can find wrong. */
export type ViolationKind = 'gap' | 'repeat' | 'disorder' | 'copy' | 'count' | 'thrown' | 'growth' | 'stuck' | 'slow'

export interface Violation {
  readonly what: ViolationKind
  readonly detail: string
}

/** More of one run say nothing new. */
const MAX_KEPT = 50

/** Collects what was wrong: all of it is counted, the first of it is kept. */
export class Violations {
  readonly kept: Violation[] = []
  count = 0

  add(what: ViolationKind, detail: string): void {
    this.count += 1
    if (this.kept.length < MAX_KEPT) this.kept.push({ what, detail: detail.slice(0, 500) })
  }
}
