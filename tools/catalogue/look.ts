/** How everything is drawn. It stands in the address, so that a page that is loaded again looks the same. */
export interface Look {
  readonly theme: (typeof THEMES)[number]
  readonly density: (typeof DENSITIES)[number]
  readonly direction: (typeof DIRECTIONS)[number]
}

export const THEMES = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const
export const DENSITIES = ['compact', 'comfortable'] as const
export const DIRECTIONS = ['ltr', 'rtl'] as const

function oneOf<T extends string>(known: readonly [T, ...T[]], word: string | null): T {
  return known.find((one) => one === word) ?? known[0]
}

export function lookOf(query: URLSearchParams): Look {
  return {
    theme: oneOf(THEMES, query.get('theme')),
    density: oneOf(DENSITIES, query.get('density')),
    direction: oneOf(DIRECTIONS, query.get('direction')),
  }
}

const after = <T>(all: readonly T[], one: T): T => all[(all.indexOf(one) + 1) % all.length] ?? one

/** The look after a key: `t` the next theme, `d` the other density, `r` the other direction. */
export function lookAfter(look: Look, key: string): Look {
  if (key === 't') return { ...look, theme: after(THEMES, look.theme) }
  if (key === 'd') return { ...look, density: after(DENSITIES, look.density) }
  if (key === 'r') return { ...look, direction: after(DIRECTIONS, look.direction) }
  return look
}

export function applyLook(root: HTMLElement, { theme, density, direction }: Look): void {
  root.dataset['theme'] = theme
  root.dataset['density'] = density
  root.dir = direction
}
