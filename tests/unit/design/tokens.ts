import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The tokens as they are written in tokens.css: no browser is asked. */

const FILE = fileURLToPath(new URL('../../../src/renderer/styles/tokens.css', import.meta.url))

export type Rgb = readonly [number, number, number]
export type Tokens = ReadonlyMap<string, string>

/** What is declared for this selector outside of media queries. */
export function tokensOf(selector: string, css = readFileSync(FILE, 'utf8')): Tokens {
  const outside = css.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
  const tokens = new Map<string, string>()
  for (const [, names = '', body = ''] of outside.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (names.trim() !== selector) continue
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) tokens.set(name, value.trim())
  }
  return tokens
}

/** The names that are given where the system has colours of its own. */
export function forcedNames(css = readFileSync(FILE, 'utf8')): readonly string[] {
  const block = /@media \(forced-colors: active\) \{[^{]*\{([^}]*)\}/.exec(css)?.[1] ?? ''
  return [...block.matchAll(/--([\w-]+):/g)].map(([, name = '']) => name)
}

/** The selectors of the themes, by name. */
export function themeNames(css = readFileSync(FILE, 'utf8')): readonly string[] {
  return [...css.matchAll(/^:root\[data-theme="([\w-]+)"\]/gm)].map(([, name = '']) => name)
}

/** A colour of six hexadecimal digits, the only form that the themes use for what is read. */
export function rgbOf(tokens: Tokens, name: string): Rgb {
  const value = tokens.get(name)
  const digits = /^#([0-9a-f]{6})$/i.exec(value ?? '')?.[1]
  if (digits === undefined) throw new Error(`--${name} is ${value ?? 'not there'}, which is no colour of six digits`)
  const number = Number.parseInt(digits, 16)
  return [number >> 16, (number >> 8) & 255, number & 255]
}

/** Between 0 and 1 for each channel, without the curve of the screen. */
const linear = (channel: number): number => {
  const part = channel / 255
  return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)

/** The contrast ratio of WCAG 2.1, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** How far apart two colours look: the distance in Oklab (Ottosson 2020), 0 to 1. */
export function distance(one: Rgb, other: Rgb): number {
  const [a, b] = [oklab(one), oklab(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

function oklab(color: Rgb): Rgb {
  const [r, g, b] = color.map(linear) as [number, number, number]
  const l = Math.cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b)
  const m = Math.cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b)
  const s = Math.cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b)
  return [
    0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
    1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
    0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
  ]
}
