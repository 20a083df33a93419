import type { AlarmGroup } from '#shared/domain/alarm-groups.ts'

/** Ids of groups, each with the alarms that were in it last: first the groups that are there, then those that were. */
export type GroupMemory = ReadonlyMap<string, ReadonlySet<string>>

export interface NamedGroups {
  readonly groups: readonly AlarmGroup[]
  readonly memory: GroupMemory
}

export const NO_MEMORY: GroupMemory = new Map()

/**
 * Gives every group of several alarms the id of the group that most of its alarms were in, so that a line stays the same
 * line when its oldest alarm has left it. No group gets an id that was another's of which it holds nothing. What is gone is
 * remembered for as long as `isKnown` says of one of its alarms that it is there.
 */
export function nameGroups(
  groups: readonly AlarmGroup[],
  memory: GroupMemory,
  isKnown: (alarmId: string) => boolean,
): NamedGroups {
  const names = inherited(groups, memory)
  const taken = new Set([...names.values(), ...memory.keys()])
  const named = groups.map((group) => {
    if (group.alarms.length === 1) return group
    const id = names.get(group) ?? unusedId(group.id, taken)
    taken.add(id)
    return id === group.id ? group : { ...group, id }
  })
  const current = named
    .filter(({ alarms }) => alarms.length > 1)
    .map(({ id, alarms }) => [id, new Set(alarms.map((alarm) => alarm.id))] as const)
  const ids = new Set(current.map(([id]) => id))
  const former = [...memory].filter(([id, members]) => !ids.has(id) && [...members].some(isKnown))
  return { groups: named, memory: new Map([...current, ...former]) }
}

/** The one that holds most of these alarms, the first of several; undefined: none holds any. */
export function holderOf<T extends Pick<AlarmGroup, 'alarms'>>(
  all: Iterable<T>,
  members: ReadonlySet<string>,
): T | undefined {
  let most = 0
  let holder: T | undefined
  for (const one of all) {
    const held = one.alarms.filter(({ id }) => members.has(id)).length
    if (held <= most) continue
    most = held
    holder = one
  }
  return holder
}

/** Which group goes on as which: those that share most come first, and of equal ones those that were there last. */
function inherited(groups: readonly AlarmGroup[], memory: GroupMemory): ReadonlyMap<AlarmGroup, string> {
  const several = groups.filter(({ alarms }) => alarms.length > 1)
  const groupOf = new Map(several.flatMap((group) => group.alarms.map(({ id }) => [id, group] as const)))
  const shares = [...memory].flatMap(([id, members]) => {
    const counts = new Map<AlarmGroup, number>()
    for (const member of members) {
      const group = groupOf.get(member)
      if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1)
    }
    return [...counts].map(([group, count]) => ({ id, group, count }))
  })
  const names = new Map<AlarmGroup, string>()
  const given = new Set<string>()
  for (const { id, group } of shares.sort((a, b) => b.count - a.count)) {
    if (names.has(group) || given.has(id)) continue
    names.set(group, id)
    given.add(id)
  }
  return names
}

function unusedId(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? wanted : `${wanted} ${count}`
    if (!taken.has(id)) return id
  }
}
