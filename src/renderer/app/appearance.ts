import type { Outpost } from './context.tsx'

/** Keeps theme and density on the root element as the settings, or the system, want them. */
export function followAppearance(outpost: Outpost): () => void {
  const system = window.matchMedia('(prefers-color-scheme: light)')
  const apply = () => {
    const values = outpost.app.getState().settings?.values
    const theme = values?.theme ?? 'system'
    const root = document.documentElement
    root.dataset['theme'] = theme === 'system' ? (system.matches ? 'light' : 'dark') : theme
    root.dataset['density'] = values?.density ?? 'compact'
  }
  apply()
  system.addEventListener('change', apply)
  const end = outpost.app.subscribe((state, before) => {
    if (state.settings !== before.settings) apply()
  })
  return () => {
    end()
    system.removeEventListener('change', apply)
  }
}
