import { useEffect, useRef } from 'react'
import { afterPaint } from './time.ts'

/** Where the focus can stand and nothing happens by accident when a key is pressed once too often. */
const PANEL = 'section[tabindex="-1"]'
const GRID = '[data-grid]'
const PLACES = `[role="dialog"], [role="alertdialog"], ${PANEL}, ${GRID}`
/** So many elements that had the focus are remembered: dialogs over menus over panels, and what they came from. */
const MAX_STANDS = 8

interface Stand {
  readonly element: HTMLElement
  /** What it was in, the innermost first. */
  readonly around: readonly Element[]
}

/** Keeps the focus of this window for as long as the component is there, and leads it to the heading of each new page. */
export function useFocusKeeper(page: string): void {
  useEffect(() => keepFocus(), [])
  const shown = useRef(page)
  useEffect(() => {
    if (shown.current === page) return
    shown.current = page
    // Nothing had it on the page before either: whoever works by keys begins here.
    void afterPaint().then(() => {
      if (isNowhere()) pageOf(mainOf())?.focus({ preventScroll: true })
    })
  }, [page])
}

/**
 * Who works by keys loses their place when the element that has the focus goes away: a button that has done its work, a
 * bar of a selection that is over, a page that was left. The focus then goes to what was around it: the panel, the list,
 * or the heading of a page that is new. It is never taken from an element that has it, nor given back to where somebody
 * has left it on purpose. Answers the function that ends it.
 */
export function keepFocus(): () => void {
  let stands: readonly Stand[] = []
  let isPlanned = false

  const remember = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || isNowhere()) return
    const others = stands.filter(({ element }) => element !== target)
    stands = [{ element: target, around: ancestorsOf(target) }, ...others].slice(0, MAX_STANDS)
  }
  const look = async (): Promise<void> => {
    const isKept = stands.length > 0 || document.activeElement === mainOf()
    if (isPlanned || !isKept || !isNowhere()) return
    isPlanned = true
    // A dialog that closes gives the focus back by itself, and a page that opens may take it.
    await afterPaint()
    isPlanned = false
    const [last] = stands
    if (!isNowhere()) return
    if (last === undefined || document.activeElement === mainOf()) pageOf(mainOf())?.focus({ preventScroll: true })
    else if (last.element.isConnected && !last.element.matches(':disabled')) stands = []
    else placeOf(stands)?.focus({ preventScroll: true })
  }

  const onChange = (): void => void look()
  const observer = new MutationObserver(onChange)
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  document.addEventListener('focusin', remember)
  document.addEventListener('focusout', onChange)
  return () => {
    observer.disconnect()
    document.removeEventListener('focusin', remember)
    document.removeEventListener('focusout', onChange)
  }
}

/** Where pages are shown has it only until there is a page. */
function isNowhere(): boolean {
  const { activeElement, body } = document
  return activeElement === null || activeElement === body || activeElement === mainOf()
}

function mainOf(): HTMLElement | null {
  return document.querySelector('main')
}

function ancestorsOf(element: Element): readonly Element[] {
  const around: Element[] = []
  for (let one = element.parentElement; one !== null; one = one.parentElement) around.push(one)
  return around
}

/** Around what had the focus last; where nothing of that is left, where the focus was before. */
function placeOf(stands: readonly Stand[]): HTMLElement | null {
  const main = mainOf()
  for (const { element, around } of stands) {
    // The way to a notice leads over the heads of the columns, which nobody wanted.
    if (element.isConnected && !element.matches(':disabled')) return element.closest<HTMLElement>(GRID) ?? element
    const nearest = around.find((one) => one.isConnected)
    const place = nearest?.closest<HTMLElement>(PLACES) ?? null
    if (place !== null) return place
    // All that is left of a page is where pages are shown: this is another one.
    if (nearest === main) return pageOf(main)
    if (nearest !== undefined && main?.contains(nearest) === true) {
      return main.querySelector<HTMLElement>(GRID) ?? headingOf(main)
    }
  }
  return headingOf(main)
}

/** Where a page begins: at the detail that it was asked to show, or else at its heading. */
function pageOf(main: HTMLElement | null): HTMLElement | null {
  return main?.querySelector<HTMLElement>(PANEL) ?? headingOf(main)
}

/** Headings take the focus only from here. */
function headingOf(main: HTMLElement | null): HTMLElement | null {
  const heading = main?.querySelector('h1') ?? main
  if (heading !== null && !heading.hasAttribute('tabindex')) heading.tabIndex = -1
  return heading
}
