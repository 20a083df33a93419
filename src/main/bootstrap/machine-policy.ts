import type { Environment } from '../config/launch-environment.ts'
import type { SettingsLayer } from '../config/layers.ts'
import { PolicyCopyFile } from '../config/policy-copy.ts'
import { choosePolicy, defaultPolicyPath, type PolicyPlace, readPolicyLayer } from '../config/policy-file.ts'
import { watchPolicy } from '../config/policy-watch.ts'
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
