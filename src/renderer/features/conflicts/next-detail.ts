import { type FocusEvent, type RefObject, useEffect, useRef, useState } from 'react'

/** Passes the focus on from a detail that is decided to the one that opens next. */
export class LeadOn {
  #isWanted = false

  want(isWanted: boolean): void {
    this.#isWanted = isWanted
  }

  /** Once. */
  take(): boolean {
    const isWanted = this.#isWanted
    this.#isWanted = false
    return isWanted
  }
}

/** One for a page, as long as it is shown. */
export function useLeadOn(): LeadOn {
  const [leadOn] = useState(() => new LeadOn())
  return leadOn
}

/**
 * The button that decided a conflict is gone with it, and the focus too: whoever works by keys goes on in the next one. It is not
 * taken from anywhere else.
 */
export function useNextDetail(region: RefObject<HTMLElement | null>, leadOn: LeadOn) {
  const isInside = useRef(false)
  useEffect(() => {
    if (leadOn.take() || document.activeElement === document.body) region.current?.focus()
  }, [region, leadOn])
  return {
    /** To be called when the conflict is decided. */
    decided: (): void => leadOn.want(isInside.current),
    watch: {
      onFocus: (): void => {
        isInside.current = true
      },
      onBlur: ({ relatedTarget }: FocusEvent): void => {
        // An element that goes away or is disabled loses the focus to nothing.
        if (relatedTarget !== null) isInside.current = region.current?.contains(relatedTarget) === true
      },
    },
  }
}
