import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'

/** Whether the next detail that opens takes the focus: the one before had it, and is decided. */
export type LeadOn = RefObject<boolean>

/**
 * The button that decided a conflict is gone with it, and the focus too: whoever works by keys goes on in the next one. It is not
 * taken from anywhere else.
 *
 * @param leadOn shared by one detail after the other
 */
export function useNextDetail(region: RefObject<HTMLElement | null>, leadOn: LeadOn) {
  const isInside = useRef(false)
  useEffect(() => {
    if (leadOn.current || document.activeElement === document.body) region.current?.focus()
    leadOn.current = false
  }, [region, leadOn])
  return {
    /** To be called when the conflict is decided. */
    decided: (): void => {
      leadOn.current = isInside.current
    },
    watch: {
      onFocus: (): void => {
        isInside.current = true
      },
      onBlur: ({ relatedTarget }: FocusEvent): void => {
        // An element that goes away or is disabled loses the focus to nothing.
        if (relatedTarget !== null) isInside.current = region.current?.contains(relatedTarget as Node) === true
      },
    },
  }
}
