import type { Settings } from '#shared/domain/settings.ts'
import type { Outpost } from './context.tsx'

/** What the system says about colours: queries of the page, so that a change is heard. */
const LIGHT = '(prefers-color-scheme: light)'
const MORE_CONTRAST = '(prefers-contrast: more)'

/** The block of tokens.css that is drawn. */
export type DrawnTheme = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light'

/** The theme for a setting and what the system wants; only `system` asks the system. */
export function themeOf(
  setting: Settings['theme'],
  system: { readonly isLight: boolean; readonly wantsContrast: boolean },
): DrawnTheme {
  if (setting !== 'system') return setting
  if (system.wantsContrast) return system.isLight ? 'high-contrast-light' : 'high-contrast'
  return system.isLight ? 'light' : 'dark'
}

/** Keeps theme and density on the root element as the settings, or the system, want them. */
export function followAppearance(outpost: Outpost): () => void {
  const [light, contrast] = [window.matchMedia(LIGHT), window.matchMedia(MORE_CONTRAST)]
  const apply = () => {
    const values = outpost.app.getState().settings?.values
    const root = document.documentElement
    const system = { isLight: light.matches, wantsContrast: contrast.matches }
    root.dataset['theme'] = themeOf(values?.theme ?? 'system', system)
    root.dataset['density'] = values?.density ?? 'compact'
  }
  apply()
  for (const query of [light, contrast]) query.addEventListener('change', apply)
  const end = outpost.app.subscribe((state, before) => {
    if (state.settings !== before.settings) apply()
  })
  return () => {
    end()
    for (const query of [light, contrast]) query.removeEventListener('change', apply)
  }
}
