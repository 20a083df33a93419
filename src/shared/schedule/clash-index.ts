import { type Claim, type Clash, clashesOf, clashOf, type Membership } from './clashes.ts'

/**
 * Of one schedule so many are told at least, where it has as many; nobody reads more. Thousands of schedules for one device would
 * be millions of clashes.
 */
export const MOST_CLASHES = 100

/** The schedules of a site by whom they reach, so that those that can meet are found without comparing each with all. */
export class ClashIndex {
  readonly #members: Membership
  readonly #byDevice = new Map<string, Claim[]>()
  readonly #byGroup = new Map<string, Claim[]>()
  /** Groups that schedules name, with those of them that share a device. */
  readonly #meeting = new Map<string, readonly string[]>()
  readonly claims: readonly Claim[]

  constructor(claims: readonly Claim[], members: Membership) {
    this.claims = claims
    this.#members = members
    for (const claim of claims) {
      if (!claim.data.enabled) continue
      for (const id of claim.data.deviceIds) put(this.#byDevice, id, claim)
      for (const group of claim.data.groups ?? []) put(this.#byGroup, group, claim)
    }
  }

  /** Enabled schedules that reach a device of this one, itself left out. */
  candidatesOf({ id, data }: Claim): ReadonlySet<Claim> {
    const found = new Set<Claim>()
    const take = (claims: readonly Claim[] | undefined): void => {
      for (const claim of claims ?? []) if (claim.id !== id) found.add(claim)
    }
    for (const device of data.deviceIds) {
      take(this.#byDevice.get(device))
      if (this.#byGroup.size > 0) for (const group of this.#members.groupsOf(device)) take(this.#byGroup.get(group))
    }
    for (const group of data.groups ?? []) {
      for (const other of this.#meetingWith(group)) take(this.#byGroup.get(other))
      for (const device of this.#members.devicesOf(group)) take(this.#byDevice.get(device))
    }
    return found
  }

  #meetingWith(group: string): readonly string[] {
    const known = this.#meeting.get(group)
    if (known !== undefined) return known
    const devices = this.#members.devicesOf(group)
    const meets = (other: string): boolean => {
      for (const device of this.#members.devicesOf(other)) if (devices.has(device)) return true
      return false
    }
    const found = [...this.#byGroup.keys()].filter(meets)
    this.#meeting.set(group, found)
    return found
  }

  /** The clashes of one schedule, in the index or not, the soonest first. */
  clashesOf(claim: Claim, from: number): Clash[] {
    return claim.data.enabled ? clashesOf(claim, this.candidatesOf(claim), this.#members, from) : []
  }

  /** Every schedule that clashes with another, with its clashes, the soonest first; of more than MOST_CLASHES some. */
  all(from: number): ReadonlyMap<string, readonly Clash[]> {
    const steps = this.steps(from)
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
    }
  }

  /** The same in small steps, one for each schedule, for whoever must not be held up. Each pair is looked at once. */
  *steps(from: number): Generator<undefined, ReadonlyMap<string, readonly Clash[]>> {
    const found = new Map<string, Clash[]>()
    const isFull = (id: string): boolean => (found.get(id)?.length ?? 0) >= MOST_CLASHES
    const note = (id: string, clash: Clash): void => {
      if (!isFull(id)) put(found, id, clash)
    }
    for (const claim of this.claims) {
      yield
      if (!claim.data.enabled) continue
      for (const other of this.candidatesOf(claim)) {
        if (claim.id > other.id || (isFull(claim.id) && isFull(other.id))) continue
        const clash = clashOf(claim, other, this.#members, from)
        if (clash === null) continue
        note(claim.id, clash)
        note(other.id, { ...clash, otherId: claim.id })
      }
    }
    for (const clashes of found.values()) clashes.sort((a, b) => a.at - b.at || (a.otherId < b.otherId ? -1 : 1))
    return found
  }
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
