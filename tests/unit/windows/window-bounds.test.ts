import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planNewWindow } from '../../../src/main/windows/new-window.ts'
import {
  ANYWHERE,
  MIN_SIZE,
  type Place,
  placeWindow,
  planOpening,
  type Rectangle,
  type Screen,
} from '../../../src/main/windows/window-bounds.ts'

const DESK: Screen = { id: 1, workArea: { x: 0, y: 0, width: 1_920, height: 1_080 }, isPrimary: true }
const LEFT: Screen = { id: 2, workArea: { x: -2_560, y: -200, width: 2_560, height: 1_440 }, isPrimary: false }
const WALL: Screen = { id: 3, workArea: { x: 1_920, y: 0, width: 3_840, height: 2_160 }, isPrimary: false }
const MINIMUM = MIN_SIZE.console

const place = (bounds: Rectangle | null, change: Partial<Place> = {}): Place => ({ ...ANYWHERE, bounds, ...change })

describe('placeWindow', () => {
  const areas = [DESK.workArea, LEFT.workArea]

  it('puts the window where it was', () => {
    const saved = { x: -2_000, y: 0, width: 1_200, height: 800 }
    expect(placeWindow(saved, areas)).toEqual(saved)
  })

  it('lets the system choose the place when the screen is gone', () => {
    const placement = placeWindow({ x: -2_000, y: 0, width: 1_200, height: 800 }, [DESK.workArea])
    expect(placement).toEqual({ width: 1_440, height: 900 })
  })

  it('never opens smaller than the smallest size, nor out of reach', () => {
    const coordinate = fc.integer({ min: -5_000, max: 5_000 })
    const size = fc.integer({ min: 1, max: 9_000 })
    const rectangle = fc.record({ x: coordinate, y: coordinate, width: size, height: size })
    fc.assert(
      fc.property(fc.option(rectangle), fc.array(rectangle, { maxLength: 3 }), (saved, screens) => {
        const { x, y, width, height } = placeWindow(saved, screens)
        expect(width).toBeGreaterThanOrEqual(MINIMUM.width)
        expect(height).toBeGreaterThanOrEqual(MINIMUM.height)
        if (x === undefined || y === undefined) return
        const isOnScreen = screens.some(
          (screen) =>
            x < screen.x + screen.width && x + width > screen.x && y >= screen.y && y < screen.y + screen.height,
        )
        expect(isOnScreen).toBe(true)
      }),
    )
  })
})

describe('a window of a former start', () => {
  const onWall = place({ x: 2_000, y: 100, width: 1_600, height: 900 }, { displayId: 3, isFullScreen: true })

  it('fills its screen again', () => {
    const opening = planOpening(onWall, [DESK, WALL], MIN_SIZE.wall)
    expect(opening).toMatchObject({ placement: onWall.bounds, isFullScreen: true, isAway: false })
  })

  it('comes to the first screen when its own is gone, without covering what is there', () => {
    const opening = planOpening(onWall, [LEFT, DESK], MIN_SIZE.wall)
    expect(opening).toEqual({
      placement: { x: 160, y: 90, width: 1_600, height: 900 },
      isMaximized: false,
      isFullScreen: false,
      isAway: true,
    })
  })

  it('follows its screen to another place beside the others', () => {
    const moved: Screen = { ...WALL, workArea: { ...WALL.workArea, x: -6_000 } }
    const opening = planOpening(onWall, [DESK, moved], MIN_SIZE.wall)
    expect(opening).toMatchObject({ isFullScreen: true, isAway: false })
    expect(opening.placement.x).toBeLessThan(-2_160)
  })

  it('stays where it was when only the numbers of the screens are others', () => {
    const opening = planOpening(onWall, [DESK, { ...WALL, id: 77 }], MIN_SIZE.wall)
    expect(opening).toMatchObject({ placement: onWall.bounds, isFullScreen: true, isAway: false })
  })

  it('without a remembered place opens wherever the system puts it', () => {
    const opening = planOpening(place(null, { isMaximized: true }), [DESK], MINIMUM)
    expect(opening).toEqual({
      placement: { width: 1_440, height: 900 },
      isMaximized: true,
      isFullScreen: false,
      isAway: false,
    })
  })
})

describe('a new window', () => {
  const opener = { bounds: { x: 100, y: 100, width: 1_440, height: 900 }, displayId: 1 }

  it('lies beside the one it was opened in, and on the screen', () => {
    const surroundings = { screens: [DESK, WALL], opener, takenByWalls: [] }
    const planned = planNewWindow({ kind: 'page', displayId: null }, surroundings)
    expect(planned).toMatchObject({ displayId: 1, isFullScreen: false, bounds: { x: 132, y: 132 } })
    const far = { ...opener, bounds: { ...opener.bounds, x: 1_800, y: 1_000 } }
    const { bounds } = planNewWindow({ kind: 'console', displayId: null }, { ...surroundings, opener: far })
    expect(bounds).toEqual({ x: 480, y: 180, width: 1_440, height: 900 })
  })

  it('for a wall fills a screen that nothing else is on', () => {
    const surroundings = { screens: [DESK, LEFT, WALL], opener, takenByWalls: [2] }
    expect(planNewWindow({ kind: 'wall', displayId: null }, surroundings)).toMatchObject({
      displayId: 3,
      isFullScreen: true,
    })
  })

  it('for a wall is an ordinary window when there is one screen only', () => {
    const planned = planNewWindow({ kind: 'wall', displayId: null }, { screens: [DESK], opener, takenByWalls: [] })
    expect(planned).toMatchObject({ displayId: 1, isFullScreen: false })
  })

  it('goes to the screen that was chosen', () => {
    const planned = planNewWindow(
      { kind: 'console', displayId: 2 },
      { screens: [DESK, LEFT], opener, takenByWalls: [] },
    )
    expect(planned).toMatchObject({ displayId: 2, isFullScreen: false })
  })

  it('opens without an opener too', () => {
    const planned = planNewWindow({ kind: 'console', displayId: null }, { screens: [], opener: null, takenByWalls: [] })
    expect(planned).toEqual(ANYWHERE)
  })
})
