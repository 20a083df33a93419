import type { ConflictRecord } from '#shared/domain/conflict.ts'
import type { Refused } from '#shared/domain/conflict-desk.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { ConflictsPort } from '../ipc/services.ts'
import type { SiteEngine } from './site-engine.ts'

const MAX_EXAMPLES = 100

/** The windows' view of the conflict desk of whichever site is open now. */
export function conflictsPort(site: () => SiteEngine): ConflictsPort {
  const desk = () => site().conflicts
  return {
    outline: (request) => desk().outline(request),
    preview: ({ key, choice }) => desk().preview(key, choice),
    async resolve({ key, choice, seenVersion, note }) {
      assertSignedIn(site())
      return desk().resolve(key, choice, seenVersion, note)
    },
    async previewBulk({ selection, choice }) {
      return desk().previewBulk(await desk().keysOf(selection), choice)
    },
    async resolveBulk({ selection, choice, seen, note }) {
      assertSignedIn(site())
      const keys = await desk().keysOf(selection)
      const { resolutionId, outcomes } = await desk().resolveBulk(keys, choice, { seen, note })
      const refused = outcomes.filter(({ ok }) => !ok)
      return { resolutionId, done: outcomes.length - refused.length, refused: examplesOf(refused) }
    },
    async undo(resolutionId) {
      assertSignedIn(site())
      const { outcomes } = await desk().undo(resolutionId)
      const notPossible = outcomes.filter(({ way }) => way === 'not-possible')
      return {
        backOnDesk: outcomes.filter(({ way }) => way === 'back-on-desk').length,
        reverted: outcomes.filter(({ way }) => way === 'reverted').length,
        notPossible: examplesOf(notPossible),
      }
    },
    async history(query) {
      const { total, records } = await desk().history(query)
      return { total, records: records.map((record) => ({ record, entityName: nameOf(record, site()) })) }
    },
  }
}

/** A decision is kept with the name of whoever made it. */
function assertSignedIn({ identity }: SiteEngine): void {
  if (!identity.isSignedOut) return
  throw new OutpostError(
    'signed-out',
    'Nobody is signed in, so nobody knows whose decision this would be. Sign in first.',
  )
}

function examplesOf(outcomes: readonly { readonly key: string; readonly message: string | null }[]): Refused {
  const examples = outcomes.slice(0, MAX_EXAMPLES).map(({ key, message }) => ({ key, message: message ?? '' }))
  return { count: outcomes.length, examples }
}

function nameOf({ entityType, entityId }: ConflictRecord, { replica }: SiteEngine): string {
  const name = replica.view({ entityType, entityId })?.data['name']
  return typeof name === 'string' && name !== '' ? name : entityId
}
