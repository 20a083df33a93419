import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { FLAG_NAMES, FLAGS, type FlagName, type FlagState, flagState } from '#shared/domain/flags.ts'
import type { Settings } from '#shared/domain/settings.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { parseJsonRecord } from '../config/json-record.ts'
import type { UsagePort } from '../ipc/services.ts'
import { fileTrouble } from '../outbox/file-trouble.ts'
import type { Clock } from '../platform/clock.ts'
import { readSmallFile, writeFileAtomically } from '../platform/file-atomic.ts'
import type { FileKind } from '../platform/file-dialogs.ts'
import type { Ids } from '../platform/ids.ts'
import { dayOf, UsageRecord } from '../telemetry/usage/usage-record.ts'
import { type AskedFiles, fileNameOf, orRefused } from './asked-files.ts'

export interface UsageDeskDependencies {
  readonly clock: Clock
  readonly ids: Ids
  readonly settings: () => Settings
  readonly files: AskedFiles
  readonly usageFile: string
  /** By what flags are assigned: made once, and the same for as long as the profile lives. */
  readonly profileFile: string
}

const CSV: FileKind = { name: 'csv', extension: 'csv' }
const MAX_PROFILE_BYTES = 10_000
const profileSchema = z.object({ id: z.uuid() })

/** What is counted of the use of the console, and the features that not everybody has. */
export class UsageDesk implements UsagePort {
  readonly #dependencies: UsageDeskDependencies
  readonly #record: UsageRecord
  #profileId: Promise<string> | null = null

  constructor(dependencies: UsageDeskDependencies) {
    this.#dependencies = dependencies
    const { clock, settings, usageFile } = dependencies
    this.#record = new UsageRecord({ clock, file: usageFile, isOn: () => settings().usageAnalytics })
  }

  readonly count = (key: string): void => this.#record.count(key)

  read(): Promise<IpcResponse<'usage:read'>> {
    return this.#record.read()
  }

  async clear(): Promise<IpcResponse<'usage:clear'>> {
    try {
      return await this.#record.clear()
    } catch (error) {
      const message = 'What was counted could not be deleted: its file may not be changed.'
      throw new OutpostError('storage-failed', message, { cause: error })
    }
  }

  /** Where nothing is counted, nothing is asked either. */
  async seen({ page, flag }: IpcRequest<'usage:seen'>): Promise<void> {
    if (!this.#dependencies.settings().usageAnalytics) return
    if (page !== undefined) this.count(`page.${page}`)
    if (flag !== undefined) this.count(`experiment.${flag}.${(await this.#state(flag)).variant}`)
  }

  async flags(): Promise<IpcResponse<'flags:read'>> {
    return { flags: await Promise.all(FLAG_NAMES.map((name) => this.#state(name))) }
  }

  export(windowId: number): Promise<IpcResponse<'usage:export'>> {
    const { files, clock } = this.#dependencies
    return orRefused(async () => {
      const suggestedName = fileNameOf('outpost-usage', clock.now(), CSV.extension)
      const file = await files.save(windowId, { title: 'usage', suggestedName, kind: CSV })
      if (file === null) return { outcome: 'cancelled' }
      const { days } = await this.#record.read()
      const lines = days.flatMap(({ day, counts }) => Object.entries(counts).map(([key, count]) => [day, key, count]))
      try {
        await writeFileAtomically(file.path, stringify([['day', 'name', 'count'], ...lines], { bom: true }))
      } catch (error) {
        throw fileTrouble(error, 'written')
      }
      return { outcome: 'written', fileName: file.name }
    })
  }

  stop(): Promise<void> {
    return this.#record.stop()
  }

  async #state(name: FlagName): Promise<FlagState> {
    const { settings, clock } = this.#dependencies
    this.#profileId ??= this.#readProfileId()
    const chosen = settings()[FLAGS[name].setting]
    return flagState(name, chosen, { profileId: await this.#profileId, today: dayOf(clock.now()) })
  }

  /** One that cannot be kept is made anew at the next start: then this PC may have other variants. */
  async #readProfileId(): Promise<string> {
    const { profileFile, ids } = this.#dependencies
    const text = await readSmallFile(profileFile, MAX_PROFILE_BYTES).catch(() => null)
    const record = text === null ? null : parseJsonRecord(text)
    const known = profileSchema.safeParse(record === null ? null : Object.fromEntries(record))
    if (known.success) return known.data.id
    const id = ids.uuid()
    await writeFileAtomically(profileFile, `${JSON.stringify({ id })}\n`).catch(() => undefined)
    return id
  }
}
