import { beforeEach, describe, expect, it } from 'vitest'
import { ANYWHERE, MIN_SIZE, type Place, type Screen } from '../../../src/main/windows/window-bounds.ts'
import { WindowPlace } from '../../../src/main/windows/window-place.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const DESK: Screen = { id: 1, workArea: { x: 0, y: 0, width: 1_920, height: 1_080 }, isPrimary: true }
const WALL: Screen = { id: 3, workArea: { x: 1_920, y: 0, width: 3_840, height: 2_160 }, isPrimary: false }
const HOME: Place = {
  bounds: { x: 2_000, y: 100, width: 1_600, height: 900 },
  displayId: 3,
  isMaximized: false,
  isFullScreen: true,
}
const PUSHED: Place = { ...ANYWHERE, bounds: { x: 0, y: 0, width: 1_600, height: 900 }, displayId: 1 }

let clock: ManualClock
beforeEach(() => {
  clock = new ManualClock()
})

const placeOf = (place: Place, isAway = false) => new WindowPlace({ place, isAway, minimum: MIN_SIZE.wall, clock })

describe('the place of a window', () => {
  it('leaves a screen that is switched off and returns when it is back', async () => {
    const place = placeOf(HOME)
    // The system pushes the window to the other screen before it says that this one is gone.
    place.moved(PUSHED)
    expect(place.followScreens([DESK])).toMatchObject({ isAway: true, isFullScreen: false })
    place.moved(PUSHED)
    await clock.advance(60_000)
    expect(place.current).toEqual(HOME)
    expect(place.followScreens([DESK])).toBeNull()
    expect(place.followScreens([DESK, WALL])).toMatchObject({ placement: HOME.bounds, isFullScreen: true })
    expect(clock.pending).toBe(0)
  })

  it('stays where a person puts it', async () => {
    const place = placeOf(HOME)
    place.moved(PUSHED)
    await clock.advance(1_000)
    expect(place.current).toEqual(PUSHED)
    expect(place.followScreens([DESK])).toBeNull()
  })

  it('belongs from then on where a person puts it while its screen is gone', async () => {
    const place = placeOf(HOME, true)
    place.adopt()
    place.moved(PUSHED)
    await clock.advance(1_000)
    expect(place.followScreens([DESK, WALL])).toBeNull()
    expect(place.current).toEqual(PUSHED)
  })

  it('is not forgotten when the window closes right after a move', () => {
    const place = placeOf(HOME)
    place.moved(PUSHED)
    place.stop()
    expect(place.current).toEqual(PUSHED)
    expect(clock.pending).toBe(0)
  })
})
