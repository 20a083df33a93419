import type { EntityView } from '#shared/domain/view.ts'

/** Beyond so many different lists the fleet is of a kind where little is the same. */
const MAX_LISTS = 5_000

/** A view that nobody else holds yet. */
interface Fresh {
  data: Record<string, unknown>
  pending: { fields: readonly unknown[] }[]
}

/** Most lists of a large fleet, such as the fields of an edit or tags, say what others say too: they share one. */
export class SharedLists {
  readonly #lists = new Map<string, readonly unknown[]>()

  /** Gives the views, which nobody has looked into yet, the lists that others have already. */
  share(views: readonly EntityView[]): void {
    for (const view of views as unknown as readonly Fresh[]) {
      for (const mark of view.pending) mark.fields = this.#shared(mark.fields)
      const { tags, groups } = view.data
      if (Array.isArray(tags)) view.data['tags'] = this.#shared(tags)
      if (Array.isArray(groups)) view.data['groups'] = this.#shared(groups)
    }
  }

  #shared(list: readonly unknown[]): readonly unknown[] {
    const text = JSON.stringify(list)
    const known = this.#lists.get(text)
    if (known !== undefined) return known
    if (this.#lists.size < MAX_LISTS) this.#lists.set(text, list)
    return list
  }
}
