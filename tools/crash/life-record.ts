import type { EntityRecord } from '#shared/domain/entities.ts'
import { checkAccepted, compare } from './compare.ts'
import type { AcceptedOperation, Effect, Evidence, Violation, ViolationKind } from './evidence.ts'
import type { Fleet } from './fleet.ts'
import type { HostMessage } from './host-messages.ts'
import { checkNumbers, checkOrder } from './orders.ts'
import { readSiteFile, type SiteFile } from './site-file.ts'

/** What both ends hold of the records when nothing moves any more. */
export interface Ends {
  readonly copy: readonly EntityRecord[]
  readonly server: readonly EntityRecord[]
}

/** All that the parent knows of one file: what its consoles told, what the server did, and what was wrong. */
export class LifeRecord {
  readonly accepted: AcceptedOperation[] = []
  readonly takenBack: string[] = []
  readonly #fleet: Fleet
  readonly #file: string
  readonly #before: readonly EntityRecord[]
  readonly #effects: Effect[] = []
  /** The same thing may be wrong after every round from now on: it is told once. */
  readonly #violations = new Map<string, Violation>()
  #lastEffect: number
  /** The ledger's last line as it was found the last time: it must be there for ever. */
  #ledgerEnd: readonly [line: number, hash: string] | null = null

  private constructor(fleet: Fleet, file: string, before: readonly EntityRecord[], lastEffect: number) {
    this.#fleet = fleet
    this.#file = file
    this.#before = before
    this.#lastEffect = lastEffect
  }

  /** @param lastEffect of the lives before this one. */
  static async begin(fleet: Fleet, file: string, lastEffect: number): Promise<LifeRecord> {
    return new LifeRecord(fleet, file, (await fleet.records()).records, lastEffect)
  }

  get violations(): readonly Violation[] {
    return [...this.#violations.values()]
  }

  get effects(): readonly Effect[] {
    return this.#effects
  }

  get lastEffect(): number {
    return this.#lastEffect
  }

  hear(label: string, message: HostMessage): void {
    if (message.type === 'accepted') this.accepted.push(...message.operations)
    if (message.type === 'taken-back') this.takenBack.push(...message.keys)
    if (message.type === 'turned-down') this.blame('refused', label, `enqueue was turned down: ${message.message}`)
  }

  blame(what: ViolationKind, key: string, detail: string): void {
    this.#add([{ what, key, detail }])
  }

  /** Looks at both ends after a kill. Null: the file can not be opened. */
  async check(label: string): Promise<SiteFile | null> {
    const site = await this.#read(label)
    await this.#followServer()
    if (site === null) return null
    this.#add(checkAccepted({ accepted: this.accepted, stored: site.operations }))
    const own = this.#effects.filter((effect) => effect.source === 'operation')
    this.#add([...checkNumbers(own), ...checkOrder(own, site.operations), ...checkEffects(own, site)])
    return site
  }

  /** Compares everything when all is over. Resolves with what was compared, and the file; null: it can not be opened. */
  async conclude({ copy, server }: Ends): Promise<{ evidence: Evidence; site: SiteFile } | null> {
    const site = await this.check('the end')
    if (site === null) return null
    const evidence: Evidence = {
      accepted: this.accepted,
      takenBack: this.takenBack,
      clientId: site.clientId,
      stored: site.operations,
      counters: site.counters,
      overlays: site.overlays,
      effects: this.#effects,
      before: this.#before,
      after: server,
      copies: [
        { name: "the console's memory", records: copy },
        { name: "the console's file", records: site.records },
      ],
    }
    this.#add(compare(evidence))
    return { evidence, site }
  }

  async #read(label: string): Promise<SiteFile | null> {
    try {
      const site = await readSiteFile(this.#file)
      for (const problem of site.problems) this.blame('ledger', label, problem)
      if (this.#ledgerEnd !== null && site.ledger.get(this.#ledgerEnd[0]) !== this.#ledgerEnd[1]) {
        this.blame('ledger', label, `line ${this.#ledgerEnd[0]} of the ledger was there before and is not any more`)
      }
      this.#ledgerEnd = [...site.ledger].at(-1) ?? null
      return site
    } catch (error) {
      this.blame('host', label, `the file could not be read: ${error instanceof Error ? error.message : String(error)}`)
      return null
    }
  }

  async #followServer(): Promise<void> {
    this.#effects.push(...(await this.#fleet.audit(this.#lastEffect)))
    this.#lastEffect = this.#effects.at(-1)?.id ?? this.#lastEffect
  }

  #add(violations: readonly Violation[]): void {
    for (const violation of violations) this.#violations.set(`${violation.what} ${violation.key}`, violation)
  }
}

/** Whatever has an effect is in the file, and had one effect. */
function checkEffects(own: readonly Effect[], site: SiteFile): Violation[] {
  const stored = new Set(site.operations.map(({ key }) => key))
  const seen = new Set<string>()
  return own.flatMap(({ key, id, clientId, entityId }): Violation[] => {
    const name = key ?? '(no key)'
    const isSecond = seen.has(name)
    seen.add(name)
    if (isSecond) return [{ what: 'doubled', key: name, detail: `effect ${id} on ${entityId} is its second one` }]
    if (clientId === site.clientId && stored.has(name)) return []
    return [{ what: 'foreign', key: name, detail: `effect ${id} on ${entityId} comes from nothing in the file` }]
  })
}
