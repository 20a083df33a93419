import { conflictSettingsSchema, STRATEGIES } from '../../../../../src/shared/domain/conflict.ts'
import { ENTITY_TYPES } from '../../../../../src/shared/domain/ids.ts'
import { seededRandom } from '../../../../support/queue-host.ts'
import { Editor, type Engine, type Seen } from './editor.ts'
import { BEGINNINGS, Dice } from './edits.ts'
import { OneEntityServer } from './server.ts'

const EDITORS = 3
const MAX_STEPS = 30
/** More than any operation needs to come to rest once nobody edits any more. */
const LAST_STEPS = 40

export interface HistoryReport {
  /** What was lost silently. Empty: nothing. */
  readonly losses: readonly string[]
  readonly seen: Readonly<Record<Seen, number>>
}

/** Several people edit one entity at the same time, go on and off line, and decide about clashes. Same seed, same history. */
export function runHistory(seed: number, engine: Engine): HistoryReport {
  const dice = new Dice(seededRandom(seed))
  const entityType = ENTITY_TYPES[seed % ENTITY_TYPES.length] ?? 'device'
  const server = new OneEntityServer(BEGINNINGS[entityType])
  const seen: Record<Seen, number> = {
    taken: 0,
    rebased: 0,
    dropped: 0,
    desk: 0,
    'decided by a person': 0,
    'met early': 0,
  }
  const onSeen = (what: Seen): void => {
    seen[what] += 1
  }
  const editors = Array.from(
    { length: EDITORS },
    () => new Editor({ entityType, server, engine, dice, settings: settingsOf(dice, entityType), onSeen }),
  )
  for (let step = dice.below(MAX_STEPS); step >= 0; step -= 1) {
    const editor = editors[dice.below(EDITORS)]
    if (editor !== undefined) oneStep(editor, dice)
  }
  for (let step = LAST_STEPS; step > 0; step -= 1) {
    for (const editor of editors) {
      editor.send()
      if (dice.isLucky(0.5)) editor.resolve()
    }
  }
  const losses = editors.flatMap((editor) => editor.losses)
  const isStuck = editors.some((editor) => editor.isWaiting && !editor.isOnDesk)
  return { losses: isStuck ? [...losses, 'an operation never came to rest'] : losses, seen }
}

function oneStep(editor: Editor, dice: Dice): void {
  const chance = dice.below(100)
  if (chance < 50) editor.edit()
  else if (chance < 75) editor.send()
  else if (chance < 90) editor.sync()
  else if (chance < 98) editor.resolve()
  else editor.remove()
}

function settingsOf(dice: Dice, entityType: keyof typeof BEGINNINGS) {
  const exceptions = Object.keys(BEGINNINGS[entityType]).filter(() => dice.isLucky(0.2))
  const fields = Object.fromEntries(exceptions.map((field) => [field, dice.of(STRATEGIES)]))
  return conflictSettingsSchema.parse({
    autoResolve: dice.isLucky(0.7),
    maxRounds: 1 + dice.below(5),
    strategies: { [entityType]: { default: dice.of(STRATEGIES), fields } },
  })
}
