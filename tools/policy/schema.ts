import { z } from 'zod'
import { en } from '../../src/renderer/i18n/en/texts.ts'
import { type SettingName, settingsSchema } from '../../src/shared/domain/settings.ts'

/** One setting as JSON Schema describes it. */
export interface SettingShape {
  readonly description: string
  readonly default: unknown
  readonly [keyword: string]: unknown
}

/** What the Settings page does not name, since it has a place of its own or none. */
const OTHER_WORDS: Partial<Record<SettingName, string>> = {
  sites: 'The list of sites. null: the one site that serverUrl and tenant name.',
  welcome: 'Whether the console greets who has configured nothing: new, tour (the tour is offered) or done.',
  reportSchedule: 'How often reports are written by themselves: weekly ones on Mondays, about the week before.',
  reportFolder: 'Into which folder reports are written by themselves. null: into none.',
  reportFormat: 'As what reports are written by themselves.',
  reportTime: 'When reports are written by themselves, by the clock of this PC: HH:MM.',
}

/** Every setting with what it does, its default and its limits. */
export function settingShapes(): ReadonlyMap<SettingName, SettingShape> {
  const schema = z.toJSONSchema(settingsSchema, { target: 'draft-2020-12', io: 'input', unrepresentable: 'any' })
  return new Map(
    Object.entries(schema.properties ?? {}).map(([name, shape]) => {
      const setting = name as SettingName
      const rest = typeof shape === 'object' ? shape : {}
      return [setting, { description: wordsOf(setting), ...rest, default: rest.default }]
    }),
  )
}

function wordsOf(name: SettingName): string {
  const other = OTHER_WORDS[name]
  if (other !== undefined) return other
  const items: Readonly<Record<string, { readonly name: string; readonly help: string }>> = en.settings.item
  const item = items[name]
  if (item === undefined) throw new Error(`Nothing says what the setting ${name} does.`)
  return `${item.name}. ${item.help}`
}

/** The published shape of the policy file (JSON Schema 2020-12), as text. */
export function policyJsonSchema(): string {
  const settings = settingShapes()
  const properties = {
    $schema: { type: 'string', description: 'For editors: where this schema is.' },
    $comment: { type: 'string', description: 'For people.' },
    $locked: {
      description: 'What only the administrator may change: a list of settings, or true for all that this file names.',
      anyOf: [{ type: 'boolean' }, { type: 'array', items: { enum: [...settings.keys()] } }],
      default: false,
    },
    ...Object.fromEntries(settings),
  }
  const head = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Outpost Console policy',
    description: 'What an administrator sets, and takes out of the operators’ hands, for every user of a PC.',
  }
  return `${JSON.stringify({ ...head, type: 'object', properties, additionalProperties: false }, null, 2)}\n`
}
