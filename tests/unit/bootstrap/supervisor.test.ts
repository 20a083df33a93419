import { beforeEach, describe, expect, it } from 'vitest'
import { DESKTOP_ENGLISH } from '#shared/i18n/desktop-languages.ts'
import { RestartPlan } from '../../../src/main/bootstrap/restart-plan.ts'
import { isSupervisionWanted } from '../../../src/main/bootstrap/supervision.ts'
import { Supervisor } from '../../../src/main/bootstrap/supervisor.ts'
import type { SupervisedProcess } from '../../../src/main/platform/supervised-process.ts'
import { type RestTold, restPage } from '../../../src/main/windows/rest-page.ts'
import { ManualClock } from '../../support/manual-clock.ts'

class FakeConsole implements SupervisedProcess {
  ready: () => void = () => undefined
  complain: (text: string) => void = () => undefined
  ended: (isWanted: boolean) => void = () => undefined
  readonly told: string[] = []
  onReady(listener: () => void): void {
    this.ready = listener
  }
  onComplaint(listener: (text: string) => void): void {
    this.complain = listener
  }
  onEnded(listener: (isWanted: boolean) => void): void {
    this.ended = listener
  }
  end(): void {
    this.told.push('end')
  }
  kill(): void {
    this.told.push('kill')
  }
}

let clock: ManualClock
let consoles: FakeConsole[]
let shown: RestTold[]
let picture: 'shown' | 'hidden'
let startNow: () => void
let isDone: boolean
let supervisor: Supervisor

beforeEach(() => {
  clock = new ManualClock()
  consoles = []
  shown = []
  picture = 'hidden'
  isDone = false
  supervisor = new Supervisor({
    start() {
      const made = new FakeConsole()
      consoles.push(made)
      return made
    },
    picture: {
      show(told, onStartNow) {
        shown.push(told)
        startNow = onStartNow
        picture = 'shown'
      },
      hide() {
        picture = 'hidden'
      },
    },
    clock,
    onDone: () => {
      isDone = true
    },
  })
  supervisor.run()
})

const last = (): FakeConsole => consoles.at(-1) ?? new FakeConsole()

/** It dies, and dies again as soon as it is started, as often as that. */
async function die(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    last().ended(false)
    if (time < times - 1) await clock.advance(20_000)
  }
}

describe('a console that is looked after', () => {
  it('is started again soon after it died, and is not when it ended as it should', async () => {
    last().ended(false)
    await clock.advance(500)
    expect(consoles).toHaveLength(2)
    last().ended(true)
    await clock.advance(3_600_000)
    expect([consoles.length, isDone, shown.length]).toEqual([2, true, 0])
  })

  it('is told to end with its supervisor, and is ended when it does not', async () => {
    supervisor.stop()
    expect([last().told, isDone]).toEqual([['end'], false])
    await clock.advance(15_000)
    expect(last().told).toEqual(['end', 'kill'])
    last().ended(false)
    await clock.advance(3_600_000)
    expect([consoles.length, isDone]).toEqual([1, true])
  })

  it('is not started any more when its supervisor ends between two starts', async () => {
    last().ended(false)
    supervisor.stop()
    await clock.advance(3_600_000)
    expect([consoles.length, isDone]).toEqual([1, true])
  })

  it('that died five times is left alone for five minutes, and the screen says why and until when', async () => {
    await die(4)
    expect(shown).toEqual([])
    await clock.advance(20_000)
    last().complain('[3389:1122/163014.7:ERROR:bus.cc(407)] Failed\nThe profile cannot be written.\n\n')
    last().ended(false)
    expect(shown).toEqual([{ deaths: 5, nextAt: clock.now() + 300_000, lastWords: 'The profile cannot be written.' }])
    await clock.advance(299_999)
    expect(consoles).toHaveLength(5)
    await clock.advance(1)
    expect(consoles).toHaveLength(6)
  })

  it('keeps the picture on the screen until the next one has something to show', async () => {
    await die(5)
    await clock.advance(300_000)
    expect(picture).toBe('shown')
    last().ready()
    expect(picture).toBe('hidden')
  })

  it('is started at once when a person wants it, and only once', async () => {
    await die(5)
    startNow()
    startNow()
    expect(consoles).toHaveLength(6)
    await clock.advance(300_000)
    expect(consoles).toHaveLength(6)
  })
})

describe('how long it is waited', () => {
  it('grows from one death to the next, and starts anew when the last ones are long ago', () => {
    const plan = new RestartPlan()
    const waits = [0, 1, 2, 3, 4, 5].map((minute) => plan.died(minute * 60_000).waitMs)
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 300_000, 300_000])
    expect(plan.died(16 * 60_000)).toEqual({ waitMs: 500, deaths: 1, isResting: false })
  })
})

it.each([
  [{ kiosk: true, wall: false }, false, true],
  [{ kiosk: false, wall: true }, false, true],
  [{ kiosk: false, wall: false }, false, false],
  [{ kiosk: true, wall: true }, true, false],
])(
  'with %j and looked after already: %s, somebody is wanted to look after it: %s',
  (settings, isSupervised, isWanted) => {
    expect(isSupervisionWanted(settings, { isSupervised })).toBe(isWanted)
  },
)

it('the picture shows what the console said last as text, whatever is in it', () => {
  const page = restPage(DESKTOP_ENGLISH, { deaths: 5, nextAt: 0, lastWords: '<img src="x" onerror=\'y\'>&' })
  expect(page).toContain('&#60;img src=&#34;x&#34; onerror=&#39;y&#39;&#62;&#38;')
  expect(page).not.toContain('<img')
})
