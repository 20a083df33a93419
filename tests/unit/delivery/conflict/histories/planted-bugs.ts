import { type Decision, decide } from '../../../../../src/main/delivery/conflict/decide.ts'
import { mergeSet } from '../../../../../src/main/delivery/conflict/merge-set.ts'
import type { Merger } from '../../../../../src/main/delivery/conflict/merging.ts'
import type { Mergers } from '../../../../../src/main/delivery/conflict/three-way.ts'
import { fieldsOf } from '../../../../../src/shared/domain/operation.ts'
import type { Engine } from './editor.ts'

type Rebase = Extract<Decision, { kind: 'rebase' }>

/** Engines that lose something silently, each in one way. */
export const PLANTED_BUGS: Readonly<Record<string, Engine>> = {
  'keeps the old base after merging': onRebase((decision, { baseFields }) => ({ ...decision, baseFields })),
  'sends what was sent before instead of the merge': onRebase((decision) => ({ ...decision, fields: null })),
  'keeps no records': after((decision) => (decision.kind === 'desk' ? decision : { ...decision, records: [] })),
  'records the merged value as the one that lost': after((decision) =>
    decision.kind === 'desk'
      ? decision
      : { ...decision, records: decision.records.map((record) => ({ ...record, mine: record.result })) },
  ),
  'sends a clash without asking': engine((operation, detail, settings, round) => {
    const decision = decide(operation, detail, settings, round)
    if (decision.kind !== 'desk' || detail.isDeleted) return decision
    const { serverVersion: version, serverFields } = detail
    const othersFields = Object.keys(serverFields)
    return { kind: 'rebase', version, fields: null, baseFields: operation.baseFields, othersFields, records: [] }
  }),
  'drops an edit of something deleted': engine((operation, detail, settings, round) =>
    detail.isDeleted ? { kind: 'drop', records: [] } : decide(operation, detail, settings, round),
  ),
  'resolves by strategy although a person wants to be asked': engine((operation, detail, settings, round) =>
    decide(operation, detail, { ...settings, autoResolve: true }, round),
  ),
  'forgets how often it went round': engine((operation, detail, settings) => decide(operation, detail, settings, 0)),
  'takes a field off what it sends': onRebase((decision, { intent }) => {
    const entries = Object.entries(decision.fields ?? fieldsOf(intent))
    return { ...decision, fields: Object.fromEntries(entries.slice(1)) }
  }),
  'leaves on screen what the server does not have any more': engine((...about) => decide(...about), false),
  'merges lists by taking mine': withMerger({ playlist: { items: taking('mine') } }),
  'merges texts by taking theirs': withMerger({
    playlist: { description: taking('theirs') },
    alert: { note: taking('theirs') },
  }),
  'brings back what they took out of a set': withMerger({
    device: { tags: union },
    content: { tags: union },
    schedule: { deviceIds: union, days: union },
  }),
}

function engine(decideSo: Engine['decide'], showsAnswer = true): Engine {
  return { decide: decideSo, showsAnswer }
}

function after(change: (decision: Decision) => Decision): Engine {
  return engine((...about) => change(decide(...about)))
}

function onRebase(change: (decision: Rebase, operation: Parameters<Engine['decide']>[0]) => Decision): Engine {
  return engine((operation, detail, settings, round) => {
    const decision = decide(operation, detail, settings, round)
    return decision.kind === 'rebase' ? change(decision, operation) : decision
  })
}

function withMerger(mergers: Mergers): Engine {
  return engine((operation, detail, settings, round) => decide(operation, detail, settings, round, mergers))
}

function taking(side: 'mine' | 'theirs'): Merger {
  return (sides) => ({ value: sides[side], clashes: [] })
}

function union(...[sides, favour]: Parameters<Merger>): ReturnType<Merger> {
  return mergeSet({ ...sides, base: [] }, favour)
}
