import type { Fields } from '#shared/domain/entities.ts'

/** Whether two JSON values are the same; the order of an object's keys does not count. Undefined differs from all JSON. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b)) return false
    return a.length === b.length && a.every((value, index) => isSameJson(value, b[index]))
  }
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => isSameJson(ownValue(a, key), ownValue(b, key)))
}

/** The object's own value; undefined when it has none. JSON may have a key `__proto__`, which plain reading answers wrongly. */
export function ownValue(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Fields)[key] : undefined
}
