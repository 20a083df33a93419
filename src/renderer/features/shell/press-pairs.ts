/** One press is told of twice within this time, however long the page draws in between. */
const SAME_PRESS_MS = 2_000

type Teller = 'page' | 'system'

/**
 * A side button of a mouse may be told of twice: by the page and, as a command, by the system, in either order. Answers
 * whether what is told now is a press of its own.
 */
export function createPressPairs(measure: () => number): (by: -1 | 1, from: Teller) => boolean {
  let open: readonly { readonly by: number; readonly from: Teller; readonly at: number }[] = []
  return (by, from) => {
    const at = measure()
    open = open.filter((one) => at - one.at < SAME_PRESS_MS)
    const twin = open.find((one) => one.by === by && one.from !== from)
    open = twin === undefined ? [...open, { by, from, at }] : open.filter((one) => one !== twin)
    return twin === undefined
  }
}
