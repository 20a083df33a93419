/**
 * Parses a text this server has written into its own database, where `T` is what it wrote. Not for anything that came
 * from elsewhere.
 */
export function parseStored<T>(text: string): T {
  return JSON.parse(text) as T
}
