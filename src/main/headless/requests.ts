import type { IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import type { Progress } from './progress.ts'

/** The requests of windows that the command line may make as well; no other reaches the app from there. */
export const COMMAND_REQUESTS = [
  'app:state',
  'sites:list',
  'operations:enqueue',
  'operations:list',
  'operations:retry',
  'operations:confirm',
  'operations:rollback',
  'operations:discard',
  'operations:restore',
  'conflicts:outline',
  'conflicts:resolve',
  'conflicts:preview-bulk',
  'conflicts:resolve-bulk',
  'bundle:export',
  'bundle:inspect',
  'bundle:import',
  'ledger:export',
  'reports:export',
  'diagnostics:export',
] as const satisfies readonly IpcRequestName[]
export type CommandRequestName = (typeof COMMAND_REQUESTS)[number]

export interface Where {
  readonly site?: string
  /** The file that a window would have asked a person for; absolute. */
  readonly file?: string
  /** Told while the answer is waited for. */
  readonly onProgress?: (progress: Progress) => void
}

/** Rejects with CommandError. */
export type Ask = <N extends CommandRequestName>(
  name: N,
  request: IpcRequest<N>,
  where?: Where,
) => Promise<IpcResponse<N>>

export interface NamedSite {
  readonly id: string
  readonly name: string
  readonly isEnabled: boolean
}

/** Whoever answers: the console that runs, or the store as it lies on this PC. */
export interface Answerer {
  readonly source: 'console' | 'store'
  readonly ask: Ask
  /** All that the console has in its list. */
  sites(): Promise<readonly NamedSite[]>
  /** Also ends what is being done. */
  close(): Promise<void>
}
