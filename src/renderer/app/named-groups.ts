import type { AlarmGroup } from '#shared/domain/alarm-groups.ts'
import { type NamedGroups, NO_MEMORY, nameGroups } from './alarm-group-names.ts'
import { useKept } from './kept.ts'

const UNREAD: NamedGroups & { readonly of: readonly AlarmGroup[] } = { of: [], groups: [], memory: NO_MEMORY }

/** The groups with ids that last; what they were is remembered under this name also while the page is not shown. */
export function useNamedGroups(
  name: string,
  of: readonly AlarmGroup[],
  byId: { readonly size: number; readonly has: (alarmId: string) => boolean },
): NamedGroups {
  const [named, setNamed] = useKept(name, UNREAD)
  if (named.of === of) return named
  // Before the alarms are read it is not known which of them are gone.
  const isKnown = (id: string): boolean => byId.size === 0 || byId.has(id)
  const next = { of, ...nameGroups(of, named.memory, isKnown) }
  setNamed(next)
  return next
}
