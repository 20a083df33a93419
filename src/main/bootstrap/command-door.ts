import { newAddress, publishAddress, withdrawAddress } from '../headless/address.ts'
import type { CommandServerDependencies } from '../headless/command-server.ts'
import { CommandServer } from '../headless/command-server.ts'
import type { Ids } from '../platform/ids.ts'
import type { Service } from '../platform/service.ts'

/** Where the command line reaches this console, and what is written in the profile so that it finds it. */
export class CommandDoor implements Service {
  readonly #dependencies: Omit<CommandServerDependencies, 'address'> & { readonly profile: string; readonly ids: Ids }
  #open: { readonly address: string; readonly server: CommandServer } | null = null
  #isStopped = false

  constructor(
    dependencies: Omit<CommandServerDependencies, 'address'> & { readonly profile: string; readonly ids: Ids },
  ) {
    this.#dependencies = dependencies
  }

  async run(): Promise<void> {
    const { profile, ids } = this.#dependencies
    const address = await newAddress(profile, ids, process.platform)
    const server = new CommandServer({ ...this.#dependencies, address })
    this.#open = { address, server }
    await server.run()
    if (!this.#isStopped) await publishAddress(profile, address)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    const open = this.#open
    this.#open = null
    if (open === null) return
    await withdrawAddress(this.#dependencies.profile, open.address)
    await open.server.stop()
  }
}
