/** What the icon in the desktop's panel says: a shape and a colour each, never a colour alone. */
export type TrayState = 'calm' | 'waiting' | 'attention' | 'critical'

export interface Picture {
  /** Side in pixels. */
  readonly size: number
  /** Rows of blue, green, red and alpha, premultiplied. */
  readonly bytes: Uint8Array
}

type Colour = readonly [red: number, green: number, blue: number]
/** Whether a point, from -1 to 1 in both directions and downwards, is in the shape. */
type Shape = (x: number, y: number) => boolean

const PLANE: Colour = [21, 24, 28]
const EDGE: Colour = [154, 163, 173]
const SAMPLES = 4

const LOOKS: Readonly<Record<TrayState, { readonly colour: Colour; readonly shape: Shape }>> = {
  calm: { colour: [227, 230, 234], shape: (x, y) => x * x + y * y < 0.2 },
  waiting: { colour: [158, 178, 202], shape: (x, y) => Math.abs(x) < Math.abs(y) * 0.9 && Math.abs(y) < 0.6 },
  attention: { colour: [242, 200, 75], shape: (x, y) => y < 0.5 && y > -0.6 && Math.abs(x) < (y + 0.6) * 0.6 },
  critical: { colour: [255, 107, 99], shape: (x, y) => Math.abs(x) + Math.abs(y) < 0.68 },
}

/** Draws the icon: the state's shape on a plane with an edge, to be seen on light and on dark panels. */
export function trayPicture(state: TrayState, size: number): Picture {
  const { colour, shape } = LOOKS[state]
  const bytes = new Uint8Array(size * size * 4)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      bytes.set(
        pixel(column, row, size, (x, y) => (shape(x, y) ? colour : ground(x, y))),
        (row * size + column) * 4,
      )
    }
  }
  return { size, bytes }
}

function ground(x: number, y: number): Colour | null {
  const distance = Math.max(Math.abs(x), Math.abs(y))
  const isCorner = Math.abs(x) + Math.abs(y) > 1.75
  if (isCorner) return null
  return distance > 0.86 ? EDGE : PLANE
}

/** The mean of some points within the pixel. */
function pixel(column: number, row: number, size: number, at: (x: number, y: number) => Colour | null): number[] {
  const sum = [0, 0, 0, 0]
  for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
    const x = (column + ((sample % SAMPLES) + 0.5) / SAMPLES) / size
    const y = (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size
    const colour = at(x * 2 - 1, y * 2 - 1)
    if (colour === null) continue
    const [red, green, blue] = colour
    for (const [index, value] of [blue, green, red, 255].entries()) sum[index] = (sum[index] ?? 0) + value
  }
  return sum.map((value) => Math.round(value / (SAMPLES * SAMPLES)))
}
