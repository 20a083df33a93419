import type { Fields } from '../../../../../src/shared/domain/entities.ts'

/**
 * What somebody wrote, in the smallest parts that can be lost: a value, a member of a set, an item, one property of
 * an item, a word. The checker knows values by these alone, and nothing of how they are merged.
 */
export type Facts = ReadonlySet<string>

const TEXTS = new Set(['description', 'note'])

export function factsOf(field: string, value: unknown): Facts {
  if (value === undefined || value === null) return new Set(value === null ? ['value:null'] : [])
  if (Array.isArray(value)) return new Set(value.flatMap(factsOfMember))
  if (typeof value === 'string' && TEXTS.has(field)) {
    return new Set(value.split(/\s+/).flatMap((word) => (word === '' ? [] : [`word:${word}`])))
  }
  return new Set([`value:${JSON.stringify(value)}`])
}

function factsOfMember(member: unknown): string[] {
  if (typeof member !== 'object' || member === null) return [`member:${String(member)}`]
  const { id, ...properties } = member as Fields
  return [
    `item:${String(id)}`,
    ...Object.entries(properties).flatMap(([name, value]) =>
      name === 'widgets' && Array.isArray(value)
        ? value.flatMap(factsOfMember)
        : [`item:${String(id)}.${name}=${JSON.stringify(value)}`],
    ),
  ]
}

/** An item or a member as such: two sides never exclude each other there. */
export function isAddition(fact: string): boolean {
  return fact.startsWith('member:') || (fact.startsWith('item:') && !fact.includes('='))
}

export function without(facts: Facts, others: Facts): Facts {
  return new Set([...facts].filter((fact) => !others.has(fact)))
}

export function together(facts: Facts, others: Facts): Facts {
  return new Set([...facts, ...others])
}
