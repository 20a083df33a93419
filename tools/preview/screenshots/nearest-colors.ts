const MAX_COLORS = 256
/** Channels are stored in steps of this by the encoder; colours that fall together there are one here too. */
const STEP = 4

/**
 * Every pixel in the nearest of 256 colours: the most frequent ones, where a saturated colour counts for more than its
 * pixels, since it tells a state. `bitmap`: blue, green, red and opacity of each pixel.
 */
export function nearestColors(bitmap: Buffer): Buffer {
  const counts = new Map<number, number>()
  for (let at = 0; at < bitmap.length; at += 4) {
    const color = colorAt(bitmap, at)
    counts.set(color, (counts.get(color) ?? 0) + weightOf(color))
  }
  if (counts.size <= MAX_COLORS) return bitmap
  const kept = [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MAX_COLORS)
    .map(([color]) => color)
  const nearest = new Map(kept.map((color) => [color, color]))
  const result = Buffer.alloc(bitmap.length, 255)
  for (let at = 0; at < bitmap.length; at += 4) {
    const color = colorAt(bitmap, at)
    const found = nearest.get(color) ?? closest(color, kept)
    nearest.set(color, found)
    result.writeUIntLE(found, at, 3)
  }
  return result
}

function colorAt(bitmap: Buffer, at: number): number {
  return (stepped(bitmap, at + 2) << 16) | (stepped(bitmap, at + 1) << 8) | stepped(bitmap, at)
}

const stepped = (bitmap: Buffer, at: number): number => Math.min(255, Math.round((bitmap[at] ?? 0) / STEP) * STEP)

/** 1 for a grey, 18 for a pure colour. */
function weightOf(color: number): number {
  const channels = [color >> 16, (color >> 8) & 255, color & 255]
  return 1 + (Math.max(...channels) - Math.min(...channels)) / 15
}

function closest(color: number, kept: readonly number[]): number {
  let [best, least] = [kept[0] ?? 0, Number.POSITIVE_INFINITY]
  for (const other of kept) {
    const distance = channel(color, other, 16) + channel(color, other, 8) + channel(color, other, 0)
    if (distance < least) [best, least] = [other, distance]
  }
  return best
}

function channel(one: number, other: number, shift: number): number {
  return (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2
}
