import { createHash } from 'node:crypto'
import type { ContentData } from '#shared/domain/entities.ts'
import type { Thumbnail } from '#shared/protocol/thumbnail.ts'
import { pngOf } from './png.ts'

const WIDTH = 160
const HEIGHT = 90

/** Ground and figure, in pairs. */
const COLOURS = [
  [34, 58, 84],
  [122, 162, 198],
  [42, 74, 62],
  [134, 184, 156],
  [84, 58, 40],
  [206, 166, 122],
  [66, 50, 84],
  [170, 146, 200],
  [50, 56, 64],
  [168, 178, 188],
] as const

/** A picture of content that nobody has uploaded, drawn: it follows from the id and the kind alone, so nothing has to be kept. */
export function drawThumbnail(contentId: string, kind: ContentData['kind']): Thumbnail {
  const chance = createHash('sha256').update(contentId).digest()
  const pair = ((chance[0] ?? 0) % (COLOURS.length / 2)) * 2
  const pixels = new Uint8Array(WIDTH * HEIGHT).fill(pair)
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) if (isFigure(kind, x, y, chance)) pixels[y * WIDTH + x] = pair + 1
  }
  const data = pngOf({ width: WIDTH, height: HEIGHT, pixels, colours: COLOURS }).toString('base64')
  return { mediaType: 'image/png', data }
}

function isFigure(kind: ContentData['kind'], x: number, y: number, chance: Uint8Array): boolean {
  if (kind === 'video') return Math.abs(y - 45) < (100 - x) * 0.6 && x > 62 && x < 100
  if (kind === 'web')
    return y < 14 ? x > 10 && x < 120 && y > 4 && y < 10 : y % 14 < 5 && x > 10 && x < 60 + ((y * 7) % 80)
  const hill = 30 + (chance[1] ?? 0) / 12 + 14 * Math.sin(x / 22 + (chance[2] ?? 0) / 40)
  return y > HEIGHT - hill || (x - 120) ** 2 + (y - 24) ** 2 < 140
}
