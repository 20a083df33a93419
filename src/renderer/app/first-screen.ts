import { after, afterPaint } from './time.ts'

/** Whoever waits for a first screen that does not come goes on. */
const LIMIT_MS = 1_000

const drawn = Promise.withResolvers<void>()

/** The frame and the first data are on the screen. */
export function firstScreenIsDrawn(): void {
  document.documentElement.dataset['ready'] = 'true'
  drawn.resolve()
}

export function isFirstScreenDrawn(): boolean {
  return document.documentElement.dataset['ready'] === 'true'
}

/**
 * Resolves when what is to be drawn now has been drawn; in a window that opens, when its first screen stands: all that is
 * done before delays that.
 */
export async function afterFirstScreen(): Promise<void> {
  await afterPaint()
  await Promise.race([drawn.promise, new Promise<void>((resolve) => void after(LIMIT_MS, resolve))])
}
