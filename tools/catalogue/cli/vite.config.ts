import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** What the keyboard can be on. */
const FOCUSABLE = ':is(button, input, select, a, summary, [tabindex="0"])'
const STATES: readonly (readonly [RegExp, string])[] = [
  [/:hover\b/g, ':is(:hover, [data-simulate="hover"] *)'],
  [/:focus-visible\b/g, `:is(:focus-visible, [data-simulate="focus"] ${FOCUSABLE})`],
  [/:focus-within\b/g, ':is(:focus-within, [data-simulate="focus"] *)'],
]

/** Lets a specimen look as if the pointer or the keyboard were on it: the rules for both are given a second reason. */
function simulatedStates(): Plugin {
  return {
    name: 'simulated-states',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.css') || id.includes('node_modules')) return null
      return STATES.reduce((css, [state, both]) => css.replaceAll(state, both), code)
    },
  }
}

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  base: './',
  logLevel: 'error',
  plugins: [simulatedStates(), react()],
  resolve: { alias: [{ find: /^#shared\//, replacement: `${resolve(import.meta.dirname, '../../../src/shared')}/` }] },
  build: {
    outDir: resolve(import.meta.dirname, '../../../out/catalogue'),
    emptyOutDir: true,
    target: 'chrome130',
    chunkSizeWarningLimit: 2_000,
    modulePreload: { polyfill: false },
  },
})
