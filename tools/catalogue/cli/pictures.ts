import type { Page } from '@playwright/test'
import type { Stage } from '../../preview/browser.ts'

/** How the components are compared: every theme that can be chosen, and once with everything else turned round. */
export const VARIANTS = {
  dark: 'theme=dark',
  light: 'theme=light',
  'high-contrast': 'theme=high-contrast',
  'dark-comfortable-rtl': 'theme=dark&density=comfortable&direction=rtl',
} as const
export type Variant = keyof typeof VARIANTS

const WIDTH = 1_200
const ALONE_WIDTH = 560
const MAX_LOOKS = 20

export interface Picture {
  readonly component: string
  /** Of its file, without the ending. */
  readonly name: string
  readonly png: Buffer
}

/** Takes the pictures of a variant, one for each component and one for each specimen that needs a document. */
export async function* picturesOf(
  stage: Stage,
  variant: Variant,
  only: readonly string[] | null,
): AsyncGenerator<Picture> {
  const isWanted = (component: string) => only === null || only.includes(component)
  const address = `http://127.0.0.1:${stage.port}/?${VARIANTS[variant]}&compared`
  const page = await stage.open({ width: WIDTH, height: 900 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(address)
  await page.waitForSelector('[data-entry]')
  await page.locator('[data-entry]').evaluateAll(onWholePixels)
  await settled(page)
  for (const section of await page.locator('[data-entry]:has(figure)').all()) {
    const component = (await section.getAttribute('data-entry')) ?? ''
    if (isWanted(component)) yield { component, name: component, png: await section.screenshot() }
  }
  const alone = await page
    .locator('[data-alone]')
    .evaluateAll((marks) =>
      marks.map((mark) => [mark.getAttribute('data-alone') ?? '', Number(mark.getAttribute('data-height'))] as const),
    )
  for (const [place, height] of alone) {
    const [component = '', index = ''] = place.split('/')
    if (!isWanted(component)) continue
    await page.setViewportSize({ width: ALONE_WIDTH, height })
    await page.goto(`${address}&show=${place}`)
    await page.waitForSelector('.alone')
    yield { component, name: `${component}-${index}`, png: await settled(page) }
  }
  await page.close()
}

/** Otherwise a component that grows by half a pixel would move the letters of all below it. */
function onWholePixels(sections: readonly (HTMLElement | SVGElement)[]): void {
  for (const section of sections) {
    section.style.minHeight = `${Math.ceil(section.getBoundingClientRect().height)}px`
  }
}

/** The picture once fonts are there and nothing moves any more: the same twice in a row. */
async function settled(page: Page): Promise<Buffer> {
  await page.evaluate(() => document.fonts.ready)
  let last = await page.screenshot()
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const next = await page.screenshot()
    if (next.equals(last)) return next
    last = next
  }
  throw new Error(`${page.url()} never stands still.`)
}
