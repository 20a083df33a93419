import type { ServerError } from '../../../src/shared/protocol/errors.ts'
import type { RequestName } from '../../../src/shared/protocol/requests.ts'
import { FAIR, ROUGH, SLOW } from '../network/link.ts'
import type { TokenUser } from '../server/tokens.ts'
import { type Action, type Scene, type Stage, USERS } from './scene.ts'

const START_AGAIN_MS = 500
const ERRANDS: readonly RequestName[] = ['operations:apply', 'operations:lookup', 'entities:read']

/** What happens to a console without anybody there wanting it. */
export const CONSOLE_ACTIONS = {
  cut: (stage) => {
    stage.console.link.cut('up', 'down')
    healLater(stage, 'the network is cut')
  },
  halfOpen: (stage) => {
    stage.console.link.cut(stage.chance.hits(0.5) ? 'up' : 'down')
    healLater(stage, 'the network lets nothing through in one direction')
  },
  refused: (stage) => {
    stage.console.link.isRefusing = true
    healLater(stage, 'the network refuses connections')
  },
  weather: ({ scene, console, chance }) => {
    const name = chance.weighted({ fair: 3, rough: 3, slow: 1 })
    console.link.weather = name === 'fair' ? FAIR : name === 'rough' ? ROUGH : SLOW
    scene.note(console.name, `the network is ${name}`)
  },
  crash: (stage) => {
    if (stage.console.isOff) return
    stage.scene.note(stage.console.name, 'the program crashes')
    stage.scene.crash(stage.console)
    startLater(stage, 3_000)
  },
  crashAtWrite: (stage) => {
    const { scene, console, chance } = stage
    let left = chance.whole(1, 6)
    console.disk.onWriting = () => {
      left--
      if (left > 0) return
      console.disk.onWriting = () => undefined
      // Not at once: whoever writes is still at it.
      scene.timeline.after(0, () => {
        if (console.isOff) return
        scene.note(console.name, 'the program crashes while it writes')
        scene.crash(console)
        startLater(stage, 3_000)
      })
    }
  },
  powerCut: (stage) => {
    const { scene, console } = stage
    scene.note(console.name, 'the power is cut')
    scene.crash(console)
    console.pc.reboot()
    startLater(stage, 40_000)
  },
  quit: (stage) => {
    const { scene, console } = stage
    if (console.engine === null) return
    scene.note(console.name, 'the program is ended')
    void console.quit()
    startLater(stage, 5_000)
  },
  setClock: ({ scene, console, chance }) => {
    const byMs = chance.pick([-86_400_000, -3_600_000, -5_000, 5_000, 3_600_000, 31_536_000_000]) ?? 0
    scene.note(console.name, `the wall clock is set by ${byMs} ms`)
    console.pc.setWall(byMs)
  },
  sleep: (stage) => {
    const { scene, console, chance } = stage
    if (console.pc.isAsleep) return
    const forMs = chance.between(500, chance.hits(0.3) ? 100_000 : 20_000)
    scene.note(console.name, `the PC sleeps for ${Math.round(forMs)} ms`)
    console.pc.sleep()
    scene.timeline.after(forMs, () => {
      if (!console.pc.isAsleep) return
      console.pc.wake()
      console.engine?.connection.wake()
    })
  },
  diskFull: (stage) => diskTrouble(stage, 'full'),
  diskFails: (stage) => diskTrouble(stage, 'failing'),
  signIn: ({ scene, console, chance }) => signIn(scene, console, chance.pick(USERS)),
  expire: ({ scene, console, chance }) => {
    const user = chance.pick(USERS)
    if (user === undefined) return
    scene.note('server', `ends the tokens of ${user.id}`)
    scene.server.expireTokensOf(user.id)
    whenSomebodyIsThere({ scene, console, chance }, chance.between(1_000, 15_000), () => signIn(scene, console, user))
  },
  wake: ({ console }) => console.engine?.connection.wake(),
} satisfies Record<string, Action>

/** What happens at the server and to the fleet. */
export const SERVER_ACTIONS = {
  restart: ({ scene, chance }) => {
    if (!scene.server.isOpen()) return
    const downMs = chance.between(100, 12_000)
    const isAnnounced = chance.hits(0.4)
    scene.note('server', `goes down for ${Math.round(downMs)} ms${isAnnounced ? ', and says so' : ''}`)
    scene.server.stop(isAnnounced ? Math.round(downMs) : null)
    scene.timeline.after(downMs, () => scene.server.start())
  },
  busy: (stage) => {
    const retryAfterMs = stage.chance.whole(500, 8_000)
    const code = stage.chance.pick(['rate-limited', 'unavailable'] as const) ?? 'unavailable'
    refuseErrands(stage, { code, message: 'Later.', retryAfterMs })
  },
  broken: (stage) => refuseErrands(stage, { code: 'internal', message: 'The server has made a mistake.' }),
  breaksAfterApply: ({ scene, chance }) => {
    scene.server.mood = { refuses: () => null, breaksAfterApply: true }
    scene.note('server', 'makes mistakes after its work')
    scene.timeline.after(chance.between(200, 4_000), () => scene.server.calm())
  },
  unwilling: ({ scene, chance }) => {
    const share = chance.between(0.2, 1)
    const digits = Math.floor(share * 16)
    scene.note('server', 'refuses some operations')
    scene.server.refuseOperations(({ key }) => Number.parseInt(key.slice(-1), 16) < digits)
    scene.timeline.after(chance.between(500, 8_000), () => scene.server.calm())
  },
  forget: ({ scene }) => {
    scene.note('server', 'forgets its feed')
    scene.server.fleet.feed.forget()
  },
  epoch: ({ scene }) => {
    if (!scene.server.isOpen()) return
    scene.note('server', 'begins a new epoch')
    scene.server.beginEpoch()
  },
} satisfies Record<string, Action>

/** Somebody is signed in at a console, as the app does it. */
export function signIn(scene: Scene, console: Stage['console'], user: TokenUser | undefined): void {
  if (user === undefined) return
  scene.note(console.name, `${user.id} signs in`)
  console.token = scene.server.tokens.make(user)
  const { engine, token } = console
  if (engine === null) return
  const connect = (): void => console.engine?.connection.connect()
  engine.connection.renewToken(token).then(connect, (error: unknown) => {
    const isOfAnother = error instanceof Error && 'code' in error && error.code === 'forbidden'
    if (isOfAnother) engine.connection.disconnect()
    connect()
  })
}

function healLater({ scene, console, chance }: Stage, what: string): void {
  scene.note(console.name, what)
  scene.timeline.after(chance.between(100, chance.hits(0.3) ? 30_000 : 6_000), () => {
    console.link.heal()
    scene.note(console.name, 'the network is whole again')
  })
}

function startLater({ scene, console, chance }: Stage, mostMs: number): void {
  const start = (): void => {
    if (console.isOff) scene.start(console)
    // Only one runs at a time, and this one is still being ended.
    else if (console.engine === null) whenSomebodyIsThere({ scene, console, chance }, START_AGAIN_MS, start)
  }
  whenSomebodyIsThere({ scene, console, chance }, chance.between(10, mostMs), start)
}

/** Runs `act` after `delayMs`, or when the PC wakes up behind that. */
export function whenSomebodyIsThere({ scene, console }: Stage, delayMs: number, act: () => void): void {
  scene.timeline.after(delayMs, () => console.pc.whenAwake(act))
}

/** A full disk gets room again; one that fails needs a new start of the program. */
function diskTrouble(stage: Stage, state: 'full' | 'failing'): void {
  const { scene, console, chance } = stage
  scene.note(console.name, `the disk is ${state}`)
  console.disk.state = state
  scene.timeline.after(chance.between(50, 5_000), () => {
    console.disk.state = 'ok'
    if (console.program?.store.status().state !== 'failed') return
    scene.note(console.name, 'the program is started again, since its disk has failed')
    scene.crash(console)
    startLater(stage, 2_000)
  })
}

function refuseErrands({ scene, chance }: Stage, error: ServerError): void {
  scene.note('server', `refuses with ${error.code}`)
  scene.server.mood = { refuses: (name) => (ERRANDS.includes(name) ? error : null), breaksAfterApply: false }
  scene.timeline.after(chance.between(200, 6_000), () => scene.server.calm())
}
