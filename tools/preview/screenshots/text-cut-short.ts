/**
 * Text that ends in three dots where nothing tells the rest: no title on it, in it or around it, and no panel that a row
 * opens. Runs in the page, so it uses nothing from outside of itself. Each finding is a sentence.
 */
export function textCutShort(): string[] {
  const found = new Set<string>()
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    const { textOverflow, overflowX } = getComputedStyle(element)
    if (textOverflow !== 'ellipsis' || overflowX === 'visible' || element.scrollWidth <= element.clientWidth + 1)
      continue
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    // What is typed can be read on with the arrow keys, and what is chosen in the list of choices.
    if (element.matches('input, select, textarea, .visually-hidden')) continue
    if (element.closest('[title], [aria-description]') !== null || element.querySelector('[title]') !== null) continue
    if (element.closest('[role="row"]') !== null) continue
    found.add(`“${(element.textContent ?? '').trim().slice(0, 60)}” is cut short, and nothing tells the rest`)
  }
  return [...found]
}
