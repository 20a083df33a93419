import { describe, expect, it } from 'vitest'
import { planeOf } from '../../../src/main/windows/window-plane.ts'
import { contrast, distance, forcedNames, rgbOf, themeNames, tokensOf } from './tokens.ts'

const PLANES = ['plane', 'raised', 'sunken', 'field', 'hover', 'hover-sunken', 'selected'] as const
const STATES = ['critical', 'high', 'medium', 'low', 'unknown', 'waiting'] as const
/** Everything that words are written in, on every plane they can lie on. */
const TEXTS = ['text', 'muted', 'focus', 'ok', ...STATES] as const
/** Words on what is no plane. */
const TEXTS_ON_FILLS = [
  ['text', 'critical-fill'],
  ['muted', 'critical-fill'],
  ['critical', 'critical-fill'],
  ['text', 'medium-fill'],
  ['muted', 'medium-fill'],
  ['medium', 'medium-fill'],
  ['on-solid', 'solid'],
  ['on-focus', 'focus'],
  ['plane', 'high'],
] as const
/** Borders of controls, the mark of the focus, switches that are on. */
const SHAPES = ['line-strong', 'focus', 'solid'] as const

const THEMES = [
  { theme: 'dark', text: 4.5, shape: 3, shapes: SHAPES },
  { theme: 'light', text: 4.5, shape: 3, shapes: SHAPES },
  // There, what parts regions and rows is meant to be seen as well.
  { theme: 'high-contrast', text: 7, shape: 4.5, shapes: [...SHAPES, 'line', 'line-soft'] },
  { theme: 'high-contrast-light', text: 7, shape: 4.5, shapes: [...SHAPES, 'line', 'line-soft'] },
] as const

/** Closer than this, two small coloured shapes side by side are told apart with effort. */
const MIN_STATE_DISTANCE = 0.04

function weakerThan(limit: number, theme: string, pairs: readonly (readonly [string, string])[]): string[] {
  const tokens = tokensOf(`:root[data-theme="${theme}"]`)
  return pairs.flatMap(([on, plane]) => {
    const ratio = contrast(rgbOf(tokens, on), rgbOf(tokens, plane))
    return ratio < limit ? [`${on} on ${plane} ${ratio.toFixed(2)}`] : []
  })
}

const each = (on: readonly string[]) => on.flatMap((one) => PLANES.map((plane) => [one, plane] as const))

describe('the colours of tokens.css', () => {
  it('are given for the themes that are looked at here', () => {
    expect(themeNames()).toEqual(THEMES.map(({ theme }) => theme))
  })

  it.each(THEMES)('$theme: every text is read on every plane', ({ theme, text }) => {
    expect(weakerThan(text, theme, each(TEXTS))).toEqual([])
    expect(weakerThan(text, theme, TEXTS_ON_FILLS)).toEqual([])
  })

  it.each(THEMES)('$theme: every shape is seen on every plane', ({ theme, shape, shapes }) => {
    expect(weakerThan(shape, theme, each(shapes))).toEqual([])
  })

  it.each(THEMES)('$theme: the colours of the states are told apart', ({ theme }) => {
    const tokens = tokensOf(`:root[data-theme="${theme}"]`)
    const close = STATES.flatMap((one, index) =>
      STATES.slice(index + 1).flatMap((other) => {
        const apart = distance(rgbOf(tokens, one), rgbOf(tokens, other))
        return apart < MIN_STATE_DISTANCE ? [`${one} and ${other} ${apart.toFixed(3)}`] : []
      }),
    )
    expect(close).toEqual([])
  })

  it('have the same names in every theme, and in the colours of the system', () => {
    const [dark, ...others] = THEMES.map(({ theme }) => [...tokensOf(`:root[data-theme="${theme}"]`).keys()])
    for (const names of [...others, forcedNames()]) expect(names.filter((name) => name !== 'line-soft')).toEqual(dark)
  })

  it('are black or white planes in high contrast', () => {
    for (const [theme, color] of [
      ['high-contrast', '#000000'],
      ['high-contrast-light', '#ffffff'],
    ] as const) {
      const tokens = tokensOf(`:root[data-theme="${theme}"]`)
      expect(['plane', 'raised', 'sunken', 'field'].map((name) => tokens.get(name))).toEqual(Array(4).fill(color))
    }
  })

  it.each([
    { setting: 'dark', isDark: false, wantsContrast: true, theme: 'dark' },
    { setting: 'light', isDark: true, wantsContrast: true, theme: 'light' },
    { setting: 'high-contrast', isDark: false, wantsContrast: false, theme: 'high-contrast' },
    { setting: 'system', isDark: true, wantsContrast: false, theme: 'dark' },
    { setting: 'system', isDark: false, wantsContrast: false, theme: 'light' },
    { setting: 'system', isDark: true, wantsContrast: true, theme: 'high-contrast' },
    { setting: 'system', isDark: false, wantsContrast: true, theme: 'high-contrast-light' },
  ] as const)('a window opens in the plane of its theme: $setting gives $theme', (given) => {
    const system = { shouldUseDarkColors: given.isDark, shouldUseHighContrastColors: given.wantsContrast }
    expect(planeOf(given.setting, system)).toBe(tokensOf(`:root[data-theme="${given.theme}"]`).get('plane'))
  })
})

describe('sizes and times of tokens.css', () => {
  const [base, comfortable] = [tokensOf(':root'), tokensOf(':root[data-density="comfortable"]')]

  it('are the two densities of the design', () => {
    expect([base.get('row'), comfortable.get('row')]).toEqual(['28px', '36px'])
    expect(Number.parseInt(comfortable.get('control') ?? '', 10)).toBeGreaterThan(
      Number.parseInt(base.get('control') ?? '', 10),
    )
  })

  it('are the type scale of the design', () => {
    const sizes = [...base].flatMap(([name, value]) =>
      name.startsWith('text-') ? [Number.parseFloat(value) * 16] : [],
    )
    expect(sizes).toEqual([11, 12, 13, 15, 20, 28])
  })

  it('lie on the 4-point grid, and nothing moves for longer than 120 ms', () => {
    const spaces = [...base].flatMap(([name, value]) => (name.startsWith('space-') ? [Number.parseFloat(value)] : []))
    expect(spaces.filter((space) => space % 4 !== 0)).toEqual([])
    expect(Number.parseInt(base.get('motion') ?? '', 10)).toBeLessThanOrEqual(120)
  })
})
