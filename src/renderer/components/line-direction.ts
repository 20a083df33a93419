/** 1 where a line runs from left to right, -1 where it runs from right to left. */
export function lineDirection(element: Element): 1 | -1 {
  return getComputedStyle(element).direction === 'rtl' ? -1 : 1
}

/** The way an arrow key leads along the line: 1 onwards, -1 back, 0 for every other key. */
export function stepAlongLine(key: string, element: Element): 1 | 0 | -1 {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return 0
  return (key === 'ArrowRight') === (lineDirection(element) === 1) ? 1 : -1
}
