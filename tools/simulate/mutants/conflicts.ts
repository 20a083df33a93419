import type { Mutant } from './mutant.ts'

/** Bugs in what becomes of edits by several people. */
export const CONFLICT_MUTANTS: readonly Mutant[] = [
  {
    name: 'set-merge-drops-mine',
    area: 'merging',
    sentence: 'Merging tags loses those that were added here.',
    patches: [
      {
        file: 'src/main/delivery/conflict/merge-set.ts',
        find: 'const added = [...theirs, ...mine]',
        replace: 'const added = [...theirs]',
      },
    ],
  },
  {
    name: 'set-merge-drops-theirs',
    area: 'merging',
    sentence: 'Merging tags loses those that others have added.',
    patches: [
      {
        file: 'src/main/delivery/conflict/merge-set.ts',
        find: 'const added = [...theirs, ...mine]',
        replace: 'const added = [...mine]',
      },
    ],
  },
  {
    name: 'set-merge-revives',
    area: 'merging',
    sentence: 'Merging tags brings back what others have taken out.',
    patches: [
      {
        file: 'src/main/delivery/conflict/merge-set.ts',
        find: 'mine.has(member) && theirs.has(member)',
        replace: 'mine.has(member)',
      },
    ],
  },
  {
    name: 'list-merge-drops-theirs',
    area: 'merging',
    sentence: 'Merging playlists loses the items that others have added.',
    patches: [
      {
        file: 'src/main/delivery/conflict/merge-list.ts',
        find: 'if (base === undefined) return { item: left, clashes: [] }',
        replace: 'if (base === undefined) return { item: mine, clashes: [] }',
      },
    ],
  },
  {
    name: 'board-merge-takes-a-page-whole',
    area: 'merging',
    sentence: 'Merging wallboards takes the widgets of a page from one side, and loses those of the other.',
    patches: [
      {
        file: 'src/main/delivery/conflict/merge-list.ts',
        find: 'return isNested ? mergeList(sides, favour) : null',
        replace: 'return isNested ? { value: sides.mine, clashes: [] } : null',
      },
    ],
  },
  {
    name: 'board-merge-revives-widgets',
    area: 'merging',
    sentence: 'Merging wallboards brings back widgets that others have removed.',
    patches: [
      {
        file: 'src/main/delivery/conflict/merge-list.ts',
        find: 'if (isSameJson(left, base)) return { item: undefined, clashes: [] }',
        replace: "if (isSameJson(left, base)) return { item: 'place' in left ? left : undefined, clashes: [] }",
      },
    ],
  },
  {
    name: 'clash-takes-mine',
    area: 'conflicts',
    sentence: 'Where both sides have changed a value, mine overwrites theirs without anybody being asked.',
    patches: [
      {
        file: 'src/main/delivery/conflict/three-way.ts',
        find: 'if (isSame(theirs, base)) return',
        replace: "if (fieldKindOf(entityType, field) === 'whole' || isSame(theirs, base)) return",
      },
    ],
  },
  {
    name: 'strategy-without-permission',
    area: 'conflicts',
    sentence: 'Strategies decide although a person wants to be asked.',
    patches: [
      {
        file: 'src/main/delivery/conflict/decide.ts',
        find: 'const settled = settings.autoResolve ?',
        replace: 'const settled = favour !== undefined ?',
      },
    ],
  },
  {
    name: 'conflict-without-end',
    area: 'conflicts',
    sentence: 'An edit goes on top of others’ edits by itself again and again, and never asks a person.',
    patches: [
      {
        file: 'src/main/delivery/conflict/decide.ts',
        find: "if (round >= settings.maxRounds) return { kind: 'desk', clashes: clashesOfAll(one), reason: 'loop' }",
        replace: '',
      },
    ],
  },
  {
    name: 'conflict-forgotten',
    area: 'conflicts',
    sentence: 'An edit that clashes ends, and nobody is asked.',
    patches: [
      {
        file: 'src/main/outbox/settle.ts',
        find: "return { ...to('conflicted', changes,",
        replace: "return { ...to('cancelled', changes,",
      },
    ],
  },
  {
    name: 'loser-forgotten',
    area: 'conflicts',
    sentence: 'What loses against the server’s value is not kept.',
    patches: [
      {
        file: 'src/main/outbox/settle.ts',
        find: "return { ...to('cancelled', { conflict: null }, verdict.reason), seen: verdict.detail, records }",
        replace: "return { ...to('cancelled', { conflict: null }, verdict.reason), seen: verdict.detail }",
      },
    ],
  },
  {
    name: 'decision-keeps-no-record',
    area: 'conflicts',
    sentence: 'What a person decides against is not kept.',
    patches: [
      {
        file: 'src/main/delivery/conflict-desk/resolution.ts',
        find: 'return resolutions.map(({ field, result, winner }) =>',
        replace: 'return [].map(({ field, result, winner }) =>',
      },
    ],
  },
  {
    name: 'rebase-takes-all',
    area: 'conflicts',
    sentence: 'Edits that wait behind one that was merged go past the edits of others that they clash with.',
    patches: [
      {
        file: 'src/main/outbox/rebase.ts',
        find: "return kind !== 'delete' && !fields.some((field) => unseen.has(field))",
        replace: 'return unseen !== undefined || kind === fields',
      },
    ],
  },
  {
    name: 'delete-over-edits',
    area: 'conflicts',
    sentence: 'A deletion goes on top of edits that its author has not seen.',
    patches: [
      {
        file: 'src/main/delivery/conflict/decide.ts',
        find: "if (isOver || !settings.autoResolve || strategy === null || strategy === 'merge' || strategy === 'manual') {",
        replace: 'if (isOver) {',
      },
    ],
  },
  {
    name: 'overwrites-silently',
    area: 'conflicts',
    sentence: 'An edit that the server compares and refuses is simply sent again on top of the newer version.',
    patches: [
      {
        file: 'src/main/delivery/conflict/decide.ts',
        find: 'function decideUpdate(one: Case): Decision {',
        replace:
          'function decideUpdate(one: Case): Decision {\n  if (one) return rebase(one, fieldsOf(one.operation.intent), [])',
      },
    ],
  },
]
