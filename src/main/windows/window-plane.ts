import type { Settings } from '#shared/domain/settings.ts'

/** `--plane` of each theme, so that the window has its colour before the page has drawn anything. */
const PLANES = {
  dark: '#15181c',
  light: '#eceef0',
  'high-contrast': '#000000',
  'high-contrast-light': '#ffffff',
} as const

/** What the system wants; Electron's `nativeTheme` says it. */
export interface SystemColors {
  readonly shouldUseDarkColors: boolean
  readonly shouldUseHighContrastColors: boolean
}

/** As the page will choose its theme: by the setting first, then by what the system wants. */
export function planeOf(setting: Settings['theme'], system: SystemColors): string {
  if (setting !== 'system') return PLANES[setting]
  const { shouldUseDarkColors: isDark, shouldUseHighContrastColors: wantsContrast } = system
  if (wantsContrast) return PLANES[isDark ? 'high-contrast' : 'high-contrast-light']
  return PLANES[isDark ? 'dark' : 'light']
}
