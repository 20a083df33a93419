import { createHash } from 'node:crypto'
import type { TakenScreenshot } from '#shared/domain/entities.ts'
import type { Screenshot } from '#shared/protocol/screenshot.ts'
import { pngOf, type Raster } from './png.ts'

const WIDTH = 480
const HEIGHT = 270

/** Colours of the imagined signage: the ground, bars and texts, then one of each family for the large picture. */
const COLOURS = [
  [16, 22, 30],
  [28, 38, 51],
  [225, 231, 238],
  [120, 134, 150],
  [44, 98, 140],
  [64, 128, 172],
  [52, 116, 96],
  [78, 146, 122],
  [140, 92, 52],
  [176, 122, 74],
  [108, 78, 132],
  [140, 106, 166],
] as const
const GROUND = 0
const BAR = 1
const TEXT = 2
const FAINT = 3
const FAMILIES = [4, 6, 8, 10] as const

/** Which of the seven bars of a digit are lit: top, upper left, upper right, middle, lower left, lower right, bottom. */
const DIGITS = [
  '1110111',
  '0010010',
  '1011101',
  '1011011',
  '0111010',
  '1101011',
  '1101111',
  '1010010',
  '1111111',
  '1111011',
]

/**
 * What a device shows at a time, drawn: a title, a large picture, three smaller ones and the time. It follows from the device,
 * the command and the time alone, so nothing has to be kept.
 */
export function drawScreenshot(deviceId: string, taken: TakenScreenshot): Screenshot {
  const chance = createHash('sha256').update(`${deviceId}/${taken.key}`).digest()
  const canvas = new Canvas()
  canvas.fill(0, 0, WIDTH, HEIGHT, GROUND)
  canvas.fill(0, 0, WIDTH, 36, BAR)
  canvas.fill(16, 13, 90 + (chance[0] ?? 0) / 3, 10, TEXT)
  drawTime(canvas, taken.at)
  const family = FAMILIES[(chance[1] ?? 0) % FAMILIES.length] ?? 4
  canvas.fill(16, 52, 448, 124, family)
  drawHill(canvas, family + 1, 60 + (chance[2] ?? 0) / 8, (chance[3] ?? 0) / 40)
  for (let tile = 0; tile < 3; tile += 1) drawTile(canvas, 16 + tile * 152, chance.subarray(4 + tile * 2))
  const data = pngOf(canvas.raster).toString('base64')
  const { key, at } = taken
  return { key, at, mediaType: 'image/png', width: WIDTH, height: HEIGHT, data }
}

function drawHill(canvas: Canvas, colour: number, height: number, turn: number): void {
  for (let x = 0; x < 448; x += 1) {
    const top = height * (0.6 + 0.4 * Math.sin(x / 70 + turn))
    canvas.fill(16 + x, 176 - top, 1, top, colour)
  }
}

function drawTile(canvas: Canvas, x: number, chance: Uint8Array): void {
  canvas.fill(x, 188, 144, 66, BAR)
  canvas.fill(x + 8, 196, 44, 50, FAMILIES[(chance[0] ?? 0) % FAMILIES.length] ?? 4)
  canvas.fill(x + 60, 200, 40 + (chance[1] ?? 0) / 8, 8, TEXT)
  for (let line = 0; line < 3; line += 1) canvas.fill(x + 60, 216 + line * 10, 74 - line * 14, 4, FAINT)
}

/** Hours and minutes in UTC: a device may hang anywhere. */
function drawTime(canvas: Canvas, at: number): void {
  const text = new Date(at).toISOString().slice(11, 16)
  let x = WIDTH - 88
  for (const sign of text) {
    if (sign === ':') {
      canvas.fill(x + 2, 13, 3, 3, TEXT)
      canvas.fill(x + 2, 21, 3, 3, TEXT)
      x += 9
    } else {
      drawDigit(canvas, x, DIGITS[Number(sign)] ?? '')
      x += 16
    }
  }
}

function drawDigit(canvas: Canvas, x: number, lit: string): void {
  const bars = [
    [2, 8, 8, 2],
    [0, 9, 2, 8],
    [10, 9, 2, 8],
    [2, 17, 8, 2],
    [0, 18, 2, 8],
    [10, 18, 2, 8],
    [2, 26, 8, 2],
  ] as const
  for (const [index, [left, top, width, height]] of bars.entries()) {
    if (lit[index] === '1') canvas.fill(x + left, top, width, height, TEXT)
  }
}

class Canvas {
  readonly #pixels = new Uint8Array(WIDTH * HEIGHT)

  get raster(): Raster {
    return { width: WIDTH, height: HEIGHT, pixels: this.#pixels, colours: COLOURS }
  }

  /** Lengths in pixels, rounded; what lies outside is left out. */
  fill(left: number, top: number, width: number, height: number, colour: number): void {
    const from = Math.max(0, Math.round(left))
    const to = Math.min(WIDTH, Math.round(left + width))
    const end = Math.min(HEIGHT, Math.round(top + height))
    for (let y = Math.max(0, Math.round(top)); y < end; y += 1) {
      this.#pixels.fill(colour, y * WIDTH + from, y * WIDTH + to)
    }
  }
}
