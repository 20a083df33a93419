import { Chance } from '../world/chance.ts'
import { DESK_ACTIONS } from './desk.ts'
import { OTHERS_ACTIONS } from './others.ts'
import { PERSON_ACTIONS } from './person.ts'
import type { Action } from './scene.ts'
import { CONSOLE_ACTIONS, SERVER_ACTIONS } from './surroundings.ts'

export const ACTIONS = {
  ...PERSON_ACTIONS,
  ...DESK_ACTIONS,
  ...CONSOLE_ACTIONS,
  ...SERVER_ACTIONS,
  ...OTHERS_ACTIONS,
  wait: () => undefined,
} satisfies Record<string, Action>
export type ActionName = keyof typeof ACTIONS

/** One thing that happens. It draws its own chance from its seed, so that it stays what it is when others are left out. */
export interface Step {
  readonly action: ActionName
  /** Of the console it happens to; counted around when there are fewer. */
  readonly console: number
  readonly seed: number
  /** True time that passes after it. */
  readonly waitMs: number
}

const PEOPLE: Partial<Record<ActionName, number>> = {
  edit: 20,
  arrange: 14,
  create: 6,
  remove: 4,
  command: 9,
  several: 3,
  batch: 5,
  urgent: 3,
  following: 3,
  making: 4,
  takeBack: 5,
  retry: 4,
  keepMine: 2,
  resolve: 4,
  resolveAll: 1,
  undo: 1,
  confirm: 3,
  discard: 2,
  correct: 2,
  prioritise: 1,
  pause: 1,
}
const TROUBLES: Partial<Record<ActionName, number>> = {
  cut: 4,
  halfOpen: 3,
  refused: 1,
  weather: 5,
  crash: 4,
  crashAtWrite: 3,
  powerCut: 2,
  quit: 1,
  setClock: 2,
  sleep: 3,
  diskFull: 1,
  diskFails: 0.5,
  signIn: 1.5,
  expire: 1,
  wake: 0.5,
  restart: 3,
  busy: 2,
  broken: 1,
  breaksAfterApply: 1,
  unwilling: 2,
  forget: 2,
  epoch: 0.5,
}
const OTHERS: Partial<Record<ActionName, number>> = {
  otherEdits: 9,
  otherArranges: 7,
  rival: 1.5,
  otherRemoves: 1.5,
  otherCreates: 1.5,
  beats: 3,
  wait: 4,
}

/**
 * How much more or less often a run does something than most runs: what is left out makes room for what is frequent, so
 * that also what needs several of the same kind comes about (Groce et al., "Swarm Testing", 2012).
 */
const EMPHASIS = [0, 1, 1, 1, 1, 4]

/** The steps of a run, by its seed: some runs are all work, some all trouble, and each has its own favourites. */
export function planOf(seed: number, count: number): Step[] {
  const chance = new Chance(seed).fork('plan')
  const trouble = chance.pick([0.3, 1, 1, 2]) ?? 1
  const usual = {
    ...PEOPLE,
    ...Object.fromEntries(Object.entries(TROUBLES).map(([name, weight]) => [name, weight * trouble])),
    ...OTHERS,
  }
  const favours = chance.fork('favours')
  const weights = Object.fromEntries(
    Object.entries(usual).map(([name, weight]) => [name, weight * (favours.pick(EMPHASIS) ?? 1)]),
  ) as Record<ActionName, number>
  return Array.from({ length: count }, () => ({
    action: chance.weighted(weights),
    console: chance.whole(0, 5),
    seed: chance.whole(0, 0xffffffff),
    waitMs: waitAfter(chance),
  }))
}

/** Mostly little time between two steps, sometimes none, now and then long enough for things to come to rest. */
function waitAfter(chance: Chance): number {
  const kind = chance.weighted({ none: 2, little: 6, some: 3, long: 0.6 })
  if (kind === 'none') return 0
  if (kind === 'little') return Math.round(chance.between(1, 200))
  if (kind === 'some') return Math.round(chance.between(200, 3_000))
  return Math.round(chance.between(3_000, 25_000))
}
