/** One line of the text format of Prometheus. */
export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export interface Family {
  readonly name: string
  readonly type: string
  readonly help: string
  readonly samples: readonly Sample[]
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?(?:[0-9.]+(?:e[+-]?[0-9]+)?|Inf)|NaN)$/i
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y
const SUFFIXES = { summary: ['', '_sum', '_count'], counter: [''], gauge: [''] } as const

/**
 * Reads the format as strictly as its description is: each family once, with HELP and TYPE before its samples, and nothing in
 * it that its type does not have. Throws for anything else.
 */
export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end')
  const families = new Map<string, Family & { samples: Sample[] }>()
  let help: readonly [name: string, text: string] | null = null
  let family: (Family & { samples: Sample[] }) | null = null
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const about = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line)
    const [, word, name = '', rest = ''] = about ?? []
    if (word === 'HELP') help = [name, rest]
    else if (word === 'TYPE') {
      if (help?.[0] !== name || families.has(name)) throw new Error(`out of order: ${line}`)
      family = { name, type: rest, help: help[1], samples: [] }
      families.set(name, family)
    } else family?.samples.push(sampleOf(line, family))
  }
  return families
}

function sampleOf(line: string, { name: family, type }: Family): Sample {
  const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? []
  const suffixes: readonly string[] = SUFFIXES[type as keyof typeof SUFFIXES] ?? []
  if (!suffixes.some((suffix) => name === family + suffix)) throw new Error(`not of ${family} (${type}): ${line}`)
  return { name, labels: labelsOf(labels), value: Number(value.replace('Inf', 'Infinity')) }
}

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  LABEL.lastIndex = 0
  for (let at = 0; at < text.length; at = LABEL.lastIndex) {
    const [, name = '', value = ''] = LABEL.exec(text) ?? []
    if (name === '' || name in labels) throw new Error(`bad labels: ${text}`)
    labels[name] = value.replace(/\\(.)/g, (_all, escaped: string) => (escaped === 'n' ? '\n' : escaped))
  }
  return labels
}
