import type { ElectronApplication } from '@playwright/test'

/** How far a channel may be off, of 255, before a pixel counts as different. */
const MAX_CHANNEL_DISTANCE = 6
/** What part of the pixels may differ, and how many may in a small picture. */
const MAX_DIFFERENT_PART = 0.000_2
const MAX_DIFFERENT_PIXELS = 12

export interface Comparison {
  readonly isSame: boolean
  /** What is different, in words. */
  readonly words: string
  /** Where they differ, in red; null: nowhere, or the sizes differ. */
  readonly picture: Buffer | null
}

/** Compares two PNG pictures pixel by pixel, with Electron's own decoder. */
export async function compare(app: ElectronApplication, before: Buffer, after: Buffer): Promise<Comparison> {
  const found = await app.evaluate(
    ({ nativeImage }, given) => {
      const [one, other] = [given.before, given.after].map((png) =>
        nativeImage.createFromBuffer(Buffer.from(png, 'base64')),
      )
      if (one === undefined || other === undefined) throw new Error('there are not two pictures')
      const [size, otherSize] = [one.getSize(), other.getSize()]
      if (size.width !== otherSize.width || size.height !== otherSize.height)
        return { size, otherSize, different: -1, png: '' }
      const [a, b] = [one.toBitmap(), other.toBitmap()]
      const marked = Buffer.from(b.map((channel) => channel >> 2))
      let different = 0
      for (let at = 0; at < a.length; at += 4) {
        let distance = 0
        for (let channel = at; channel < at + 3; channel += 1) {
          distance = Math.max(distance, Math.abs((a[channel] ?? 0) - (b[channel] ?? 0)))
        }
        marked[at + 3] = 255
        if (distance <= given.maxDistance) continue
        different += 1
        // Blue, green, red.
        marked.set([0, 0, 255], at)
      }
      const png = different === 0 ? '' : nativeImage.createFromBitmap(marked, size).toPNG().toString('base64')
      return { size, otherSize, different, png }
    },
    { before: before.toString('base64'), after: after.toString('base64'), maxDistance: MAX_CHANNEL_DISTANCE },
  )
  const { size, otherSize, different, png } = found
  if (different === -1) {
    const words = `is ${otherSize.width} × ${otherSize.height} in place of ${size.width} × ${size.height}`
    return { isSame: false, words, picture: null }
  }
  const isSame = different <= Math.max(MAX_DIFFERENT_PIXELS, size.width * size.height * MAX_DIFFERENT_PART)
  return { isSame, words: `${different} pixels differ`, picture: png === '' ? null : Buffer.from(png, 'base64') }
}
