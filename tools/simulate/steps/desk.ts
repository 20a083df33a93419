import type { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import type { FieldChoice } from '../../../src/shared/domain/conflict.ts'
import type { ConflictChoice, ConflictView } from '../../../src/shared/domain/conflict-desk.ts'
import { shortKey } from '../world/ids.ts'
import { failed, some, waiting } from './at-console.ts'
import type { Action, Stage } from './scene.ts'

/** What people do where conflicts are decided. Nobody waits for what it leads to. */
export const DESK_ACTIONS = {
  keepMine: (stage) =>
    decide(stage, some(stage, waiting(stage, 'conflicted')), 'keeps', async (engine, keys) => {
      const outcomes = await engine.conflicts.keepMine(keys)
      return outcomes.filter(({ ok }) => !ok).map(({ key }) => key)
    }),
  resolve: (stage) =>
    decide(stage, some(stage, waiting(stage, 'conflicted')).slice(0, 1), 'resolves', async (engine, keys) => {
      const [key = ''] = keys
      const { found: view } = await engine.conflicts.outline({ by: 'none', text: '', open: [], key })
      if (view === null) return keys
      const { outcomes } = await engine.conflicts.resolve(view.key, choiceFor(view, stage), view.serverVersion)
      return outcomes.filter(({ ok }) => !ok).map(({ key }) => key)
    }),
  resolveAll: (stage) => {
    const choice = stage.chance.pick(['mine', 'theirs', 'merge'] as const) ?? 'theirs'
    decide(stage, waiting(stage, 'conflicted'), `resolves all as ${choice}`, async (engine) => {
      const { outcomes } = await engine.conflicts.resolveBulk(null, choice)
      return outcomes.filter(({ ok }) => !ok).map(({ key }) => key)
    })
  },
  undo: (stage) => {
    const { console } = stage
    const last = console.engine?.conflicts.undoable
    if (!last) return
    const keys = [...console.account.operations.keys()]
    console.account.acted(keys, 'undo')
    const undone = async (engine: SiteEngine): Promise<string[]> => {
      const { outcomes } = await engine.conflicts.undo(last.resolutionId)
      return outcomes.filter(({ way }) => way === 'not-possible').map(({ key }) => key)
    }
    run(stage, 'undoes the last decision', undone)
  },
} satisfies Record<string, Action>

type Work = (engine: SiteEngine, keys: readonly string[]) => Promise<readonly string[]>

/** `work` tells the keys for which it was not possible. */
function decide(stage: Stage, keys: readonly string[], what: string, work: Work): void {
  if (keys.length === 0) return
  stage.console.account.acted(keys, 'resolve')
  run(stage, `${what} ${keys.map(shortKey).join()}`, (engine) => work(engine, keys))
}

function run(stage: Stage, what: string, work: (engine: SiteEngine) => Promise<readonly string[]>): void {
  const { console, scene } = stage
  const { engine } = console
  if (engine === null) return
  scene.note(console.name, what)
  work(engine).then(
    (refused) => {
      if (refused.length > 0) scene.note(console.name, `cannot ${refused.map(shortKey).join()}`)
    },
    (error: unknown) => failed(stage, error),
  )
}

/** One for all, or a choice for each field that clashes. */
function choiceFor({ fields }: ConflictView, { chance }: Stage): ConflictChoice {
  const whole = chance.weighted({ mine: 2, theirs: 2, merged: 2, fields: 4 })
  if (whole !== 'fields') return whole
  const clashing = fields.filter(({ standing }) => standing === 'clash')
  const choices = clashing.map(({ field, mine }): [string, FieldChoice] => {
    const choice = chance.weighted({ mine: 3, theirs: 3, merged: 2, edited: 1 })
    return [field, choice === 'edited' ? { edited: typeof mine === 'string' ? `${mine} edited` : mine } : choice]
  })
  return { fields: Object.fromEntries(choices) }
}
