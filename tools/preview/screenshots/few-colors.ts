import type { ElectronApplication } from '@playwright/test'
import { bitmapOf, encode } from '../../catalogue/cli/small-png.ts'
import { nearestColors } from './nearest-colors.ts'

/** The same picture in about half of the bytes: 256 colours, which are enough for a page without photographs. */
export async function fewColors(app: ElectronApplication, png: Buffer): Promise<Buffer> {
  const { width, height, bitmap } = await bitmapOf(app, png)
  return encode(width, height, nearestColors(bitmap)) ?? png
}
