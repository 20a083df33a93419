import type { Environment } from '../config/launch-environment.ts'
import type { SettingsLayer } from '../config/layers.ts'
import { PolicyCopyFile } from '../config/policy-copy.ts'
import {
  choosePolicy,
  defaultPolicyPath,
  type PolicyPlace,
  readPolicy,
  readPolicyLayer,
} from '../config/policy-file.ts'
import { policyLayerOf } from '../config/policy-layer.ts'
import { watchPolicy } from '../config/policy-watch.ts'
import type { PolicyLook } from '../headless/command.ts'
import type { Cancel, Clock } from '../platform/clock.ts'

export interface MachinePolicyOptions {
  readonly environment: Environment
  /** A file that was asked for by name; null: none. */
  readonly askedFor: string | null
  readonly copyFile: string
  readonly mayWrite: boolean
}

/** Where the policy of this PC is, or would be. */
export function policyPlace(environment: Environment, askedFor: string | null): PolicyPlace {
  return choosePolicy(defaultPolicyPath(process.platform, environment), askedFor)
}

/** What a policy file says, for whoever has not put it in force. */
export function lookAtPolicy(file: string): PolicyLook {
  const read = readPolicy(file)
  const nothing = { file, problems: [], sets: {}, locks: [] }
  if (read.state === 'missing') return { ...nothing, state: 'missing' }
  if (read.state === 'unreadable') return { ...nothing, state: 'unreadable', problems: [read.problem] }
  const { values, locks, policy } = policyLayerOf(read.record, { file, text: read.text })
  const problems = policy?.problems ?? []
  const state = problems.length === 0 ? 'valid' : 'faulty'
  return { file, state, problems, sets: Object.fromEntries(values), locks: [...(locks?.names ?? [])] }
}

/** The administrator's file on this PC, wherever it is now. */
export class MachinePolicy {
  readonly #options: MachinePolicyOptions
  readonly #copy: PolicyCopyFile

  constructor(options: MachinePolicyOptions) {
    this.#options = options
    this.#copy = new PolicyCopyFile(options.copyFile, options.mayWrite)
  }

  get file(): string {
    return this.#place.file
  }

  read(): Promise<SettingsLayer> {
    return readPolicyLayer(this.#place, this.#copy)
  }

  /** Hands over what the file says whenever it has become another one. */
  follow(clock: Clock, onChanged: (layer: SettingsLayer) => void): Cancel {
    return watchPolicy(
      clock,
      () => this.file,
      () => void this.read().then(onChanged),
    )
  }

  get #place(): PolicyPlace {
    return policyPlace(this.#options.environment, this.#options.askedFor)
  }
}
