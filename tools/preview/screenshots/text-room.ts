/**
 * Text that has no room: cut off without three dots, spilling out of its box, or outside of the window, with no title that
 * tells it. Runs in the page, so it uses nothing from outside of itself. Each finding is a sentence.
 */
export function textWithoutRoom(): string[] {
  const found = new Set<string>()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const [text, element] = [node.textContent?.trim() ?? '', node.parentElement]
    if (text === '' || element === null) continue
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    if (element.closest('.visually-hidden, option, [data-virtual-edge]') !== null) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    if (box.width < 1 || box.height < 1) continue
    const problem = problemOf(element, box)
    const isTold = element.closest('[title]')?.getAttribute('title')?.includes(text) === true
    if (problem !== null && !isTold) found.add(`“${text.slice(0, 60)}” ${problem}`)
  }
  return [...found]

  /** Looks outwards for the first box that cuts. What scrolls can be scrolled to. */
  function problemOf(element: Element, box: DOMRect): string | null {
    for (let place: Element | null = element; place !== null; place = place.parentElement) {
      const style = getComputedStyle(place)
      const bounds = place.getBoundingClientRect()
      const isTall = box.bottom > bounds.bottom + 2 || box.top < bounds.top - 2
      if (isTall && (style.overflowY === 'hidden' || style.overflowY === 'clip')) return 'is cut off at its height'
      // Dots excuse what is cut at the side, not a second line that nobody sees.
      if (style.textOverflow === 'ellipsis' && style.overflowX !== 'visible') return null
      const isWide = box.right > bounds.right + 1 || box.left < bounds.left - 1
      if (isWide && (style.overflowX === 'hidden' || style.overflowX === 'clip')) return 'is cut off at the side'
      if (style.overflowX === 'auto' || style.overflowX === 'scroll') return null
      if (style.overflowY === 'auto' || style.overflowY === 'scroll') return null
      const isSpilling = place === element && place.clientWidth > 0 && place.scrollWidth > place.clientWidth + 1
      if (isSpilling && isWide) return 'spills out of its box'
    }
    return box.right > innerWidth + 1 || box.left < -1 ? 'is outside of the window' : null
  }
}
