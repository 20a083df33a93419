import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseJsonRecord } from '../../../src/main/config/json-record.ts'
import { SETTING_NAMES } from '../../../src/main/config/layers.ts'
import { policyLayerOf } from '../../../src/main/config/policy-layer.ts'
import { withSettingTable } from '../../../tools/policy/guide.ts'
import { policyJsonSchema, settingShapes } from '../../../tools/policy/schema.ts'

const PROJECT = join(import.meta.dirname, '../../..')
const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8')

const schema = z.fromJSONSchema(JSON.parse(policyJsonSchema()) as Parameters<typeof z.fromJSONSchema>[0])

/** Every JSON example in the guides that is a policy: an object of settings. */
function examples(): { file: string; text: string }[] {
  const guides = ['docs/settings.md', ...readdirSync(join(PROJECT, 'docs/guide')).map((name) => `docs/guide/${name}`)]
  return guides
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => Array.from(read(file).matchAll(/```json\n([\s\S]*?)```/g), ([, text = '']) => ({ file, text })))
    .filter(({ text }) =>
      [...(parseJsonRecord(text)?.keys() ?? [])].some((name) => SETTING_NAMES.some((one) => one === name)),
    )
}

describe('the published schema of the policy', () => {
  it('is the one that settings have: after a change, npm run policy:schema writes it and its table anew', () => {
    expect(JSON.parse(read('docs/policy.schema.json'))).toEqual(JSON.parse(policyJsonSchema()))
    expect(read('docs/guide/policy.md')).toBe(withSettingTable(read('docs/guide/policy.md')))
  })

  it('says of every setting what it does and what it is as delivered', () => {
    const shapes = settingShapes()
    expect([...shapes.keys()].toSorted()).toEqual(SETTING_NAMES.toSorted())
    const undescribed = [...shapes].filter(([, shape]) => shape.description.length < 20 || shape.default === undefined)
    expect(undescribed).toEqual([])
  })

  it('takes the template, and so does the console', () => {
    const template = read('resources/policy.template.json')
    expect(schema.safeParse(JSON.parse(template)).error?.issues).toBeUndefined()
    expect(policyLayerOf(parseJsonRecord(template) ?? new Map(), { file: '', text: template }).problems).toEqual([])
  })

  it('takes every example of the guides, and so does the console', () => {
    const found = examples()
    expect(found.length).toBeGreaterThanOrEqual(4)
    for (const { file, text } of found) {
      const { error } = schema.safeParse(JSON.parse(text))
      const { problems } = policyLayerOf(parseJsonRecord(text) ?? new Map(), { file, text })
      expect({ file, issues: error?.issues ?? [], problems }).toEqual({ file, issues: [], problems: [] })
    }
  })

  it.each([
    [{ tennant: 'north' }],
    [{ theme: 'drak' }],
    [{ heartbeatIntervalMs: 5 }],
    [{ $locked: ['tennant'] }],
    [{ allowedExports: ['pdf'] }],
    [{ sites: [] }],
  ])('refuses %j, as the console does', (policy) => {
    expect(schema.safeParse(policy).success).toBe(false)
    const text = JSON.stringify(policy)
    expect(policyLayerOf(parseJsonRecord(text) ?? new Map(), { file: '', text }).problems).toHaveLength(1)
  })
})
