import { type SettingShape, settingShapes } from './schema.ts'

const BEGIN = '<!-- settings: written by npm run policy:schema -->'
const END = '<!-- /settings -->'

/** The guide with the table of all settings as they are now. Throws where the guide has no place for it. */
export function withSettingTable(guide: string): string {
  const [begin, end] = [guide.indexOf(BEGIN), guide.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error('The guide has no place for the table of settings.')
  return `${guide.slice(0, begin + BEGIN.length)}\n\n${settingTable()}\n\n${guide.slice(end)}`
}

function settingTable(): string {
  const rows = [...settingShapes()].map(([name, shape]) => {
    const cells = [`\`${name}\``, shape.description, `\`${shortened(shape.default)}\``, allowedOf(shape)]
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  return ['| Setting | What it does | Default | Allowed |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** The limits of a setting in words. */
function allowedOf(shape: Pick<SettingShape, string>): string {
  const choices = shape['anyOf']
  if (Array.isArray(choices)) {
    const parts = choices.map((choice: SettingShape) => allowedOf(choice))
    return [...new Set(parts)].join(', or ')
  }
  const { enum: options, type, minimum, maximum, items } = shape
  if (Array.isArray(options)) return options.map((option) => `\`${JSON.stringify(option)}\``).join(' ')
  switch (type) {
    case 'boolean':
      return '`true` `false`'
    case 'null':
      return '`null`'
    case 'integer':
    case 'number':
      return rangeOf(minimum, maximum, type)
    case 'array':
      return `a list of ${typeof items === 'object' && items !== null ? allowedOf(items as SettingShape) : 'values'}`
    case 'object':
      return 'an object, see the schema'
    default:
      return 'a text'
  }
}

function rangeOf(minimum: unknown, maximum: unknown, type: string): string {
  const least = typeof minimum === 'number' ? String(minimum) : '0'
  const most = typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER ? String(maximum) : null
  const what = type === 'integer' ? 'a whole number' : 'a number'
  return most === null ? `${what}, ${least} or more` : `${what}, ${least} to ${most}`
}
