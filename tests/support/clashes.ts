import type { ConflictView } from '../../src/shared/domain/conflict-desk.ts'
import type { Fields } from '../../src/shared/domain/entities.ts'
import { edit, type QueueRig } from './queue-rig.ts'

const MANY = 1_000

/** What a test about the conflict desk does and looks at. */
export function clashesOf(rig: () => QueueRig) {
  const desk = () => rig().host.conflicts

  /** What waits on the desk, in full. */
  async function waiting(): Promise<readonly ConflictView[]> {
    const { groups } = await desk().outline({ by: 'none', text: '', open: [{ id: '', limit: MANY }], key: null })
    return groups.flatMap(({ rows }) => rows)
  }

  return {
    desk,
    waiting,
    atServer: (field: string, id = 'dev_1') => rig().server.entities.get(id)?.data[field],
    /** An edit that clashes with another one of somebody else; its key. */
    clash: async (mine: Fields, theirs: Fields, id = 'dev_1'): Promise<string> => {
      rig().server.edit(id, theirs)
      const [key = ''] = await rig().enqueue(edit(id, mine))
      await rig().run()
      return key
    },
    /** The one conflict that waits. */
    only: async (): Promise<ConflictView> => {
      const conflicts = await waiting()
      const [first] = conflicts
      if (first === undefined || conflicts.length > 1) throw new Error(`there are ${conflicts.length} conflicts`)
      return first
    },
    history: async (query: { entityId?: string; resolutionId?: string } = {}) => {
      return (await desk().history({ offset: 0, limit: 100, ...query })).records
    },
  }
}
