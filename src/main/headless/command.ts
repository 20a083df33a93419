import type { PolicyProblem } from '#shared/domain/settings.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import type { Given, OptionName } from './arguments.ts'
import type { Exit } from './exits.ts'
import type { Answerer, CommandRequestName } from './requests.ts'

/** The site that a command is about, and whoever answers for it. */
export interface Desk {
  readonly site: string
  /** `file`: the one that a window would have asked a person for; absolute. */
  ask<N extends CommandRequestName>(name: N, request: IpcRequest<N>, file?: string): Promise<IpcResponse<N>>
}

/** What has become of a command. */
export interface Outcome {
  readonly exit: Exit
  /** For programs; docs/headless.md names its shape. */
  readonly result: unknown
  /** The same for people. */
  readonly lines: readonly string[]
}

/** A command that was read and is in order. `changes`: the queue or what is decided in it. */
export type Order =
  | { readonly needs: 'nothing'; run(): Promise<Outcome> }
  | { readonly needs: 'console'; run(answerer: Answerer, site: string | null): Promise<Outcome> }
  | { readonly needs: 'site'; readonly changes: boolean; run(desk: Desk): Promise<Outcome> }

/** What a policy file says, and what is wrong with it. */
export interface PolicyLook {
  readonly file: string
  readonly state: 'missing' | 'unreadable' | 'faulty' | 'valid'
  readonly problems: readonly PolicyProblem[]
  readonly sets: Readonly<Record<string, unknown>>
  readonly locks: readonly string[]
}

/** What a command is read from. */
export interface Input {
  readonly given: Given
  /** The words behind the command's own. */
  readonly rest: readonly string[]
  /** Milliseconds since the epoch. */
  readonly now: number
  /** A path as it was written, from where the command was given. */
  readonly absolute: (path: string) => string
  /** A policy file, absolute; null: that of this PC. */
  readonly lookAtPolicy: (file: string | null) => PolicyLook
  /** A folder for what is not to be kept. */
  readonly temporary: () => Promise<{ readonly path: string; remove(): Promise<void> }>
}

/** One line of the table of commands. */
export interface Command {
  /** One word or two. */
  readonly name: string
  readonly summary: string
  /** Its own words and options, as they are written. */
  readonly usage: readonly string[]
  readonly options: readonly OptionName[]
  /** How many words may follow; `most` is left out where there is no end. */
  readonly words: { readonly least: number; readonly most?: number }
  /** @throws UsageError */
  read(input: Input): Order | Promise<Order>
}
