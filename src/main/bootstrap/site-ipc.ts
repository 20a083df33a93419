import { OutpostError } from '#shared/errors/result.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { ConnectorError } from '../connection/connector.ts'
import type { OperationsPort } from '../ipc/services.ts'
import type { ActionOutcome } from '../outbox/desk.ts'
import { discard } from '../outbox/discard.ts'
import { restore } from '../outbox/restore.ts'
import { BreakerOpenError } from '../resilience/call-errors.ts'
import type { SiteEngine } from './site-engine.ts'

/** The windows' view of the queue of whichever site is open now. */
export function operationsPort(site: () => SiteEngine): OperationsPort {
  const atDesk = () => signedIn(site())
  return {
    async enqueue({ intents, isBatch, dependsOn, priority }) {
      const accepted = await site().outbox.enqueue(intents, {
        ...(isBatch === undefined ? {} : { isBatch }),
        ...(dependsOn === undefined ? {} : { dependsOn }),
        ...(priority === undefined ? {} : { priority }),
      })
      return { operations: accepted.map((made) => ({ ...made, merged: [...made.merged] })) }
    },
    actedOn: () => undefined,
    list: (query) => site().list.page(query),
    outline: (request) => site().list.outline(request),
    transitions: async (key) => ({ transitions: [...(await site().list.transitions(key))] }),
    payload: (key) => site().list.payload(key),
    retry: async (keys) => outcomes(await atDesk().desk.retry(keys)),
    rollBack: async (keys) => outcomes(await atDesk().desk.rollBack(keys)),
    discard: async (keys) => outcomes(await discard(keys, atDesk())),
    restore: async (keys) => outcomes(await restore(keys, atDesk())),
    consequences: (keys) => site().list.consequences(keys),
    confirmAgain: async (keys) => outcomes(await atDesk().desk.confirmAgain(keys)),
    prioritize: async ({ keys, priority }) => outcomes(await atDesk().desk.setPriority(keys, priority)),
    edit: async ({ key, fields }) => outcomes([await atDesk().desk.editAndRetry(key, fields)]),
    chain: async (key) => ({ links: await site().list.chain(key) }),
    keepMine: async (keys) => outcomes(await atDesk().conflicts.keepMine(keys)),
    setPaused: async (isPaused) => site().delivery.setPaused(isPaused),
  }
}

/** What waits is decided about by whoever made it: while nobody is signed in that is nobody. */
function signedIn(engine: SiteEngine): SiteEngine {
  if (!engine.identity.isSignedOut) return engine
  throw new OutpostError(
    'signed-out',
    'Nobody is signed in, so nobody can decide what becomes of what waits. Sign in first.',
  )
}

function outcomes(list: readonly ActionOutcome[]): IpcResponse<'operations:retry'> {
  return { outcomes: [...list] }
}

/** What a window is told when the server or the way to it said no. */
export function outpostErrorOfConnector(error: unknown): OutpostError {
  if (error instanceof BreakerOpenError) return new OutpostError('server-refused', error.message, { cause: error })
  if (!(error instanceof ConnectorError)) return new OutpostError('internal', 'The request failed.', { cause: error })
  if (error.code === 'not-connected')
    return new OutpostError('not-connected', 'There is no connection to the server now.', { cause: error })
  if (error.kind === 'timeout')
    return new OutpostError('timed-out', 'The server did not answer in time.', { cause: error })
  if (error.kind === 'network') return new OutpostError('not-connected', 'The connection was lost.', { cause: error })
  return new OutpostError('server-refused', error.message, { cause: error })
}
