import { z } from 'zod'
import { wallboardDataSchema } from '../../src/shared/board/document-schema.ts'

const HEAD = {
  $schema: { type: 'string', maxLength: 300, description: 'Where this schema is, for editors.' },
  format: { type: 'string', maxLength: 300, description: 'Written by the console; nothing hangs on it.' },
}
const BEYOND = [
  'The console checks more than a schema can say: names that exist, widgets within the grid and not on each other, ids that are',
  'there once, addresses, and 256 KB as a whole. docs/wallboards.md tells all of it.',
].join(' ')

/** The published shape of a wallboard as JSON (JSON Schema 2020-12), as text. */
export function boardJsonSchema(): string {
  const { properties, ...schema } = z.toJSONSchema(wallboardDataSchema.strict(), {
    target: 'draft-2020-12',
    io: 'input',
  })
  const whole = {
    title: 'Outpost Console wallboard',
    description: BEYOND,
    ...schema,
    properties: { ...HEAD, ...properties },
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}
