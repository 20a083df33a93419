import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { guides } from './tools/guides/vite-plugin.ts'
import { bundleSize } from './tools/runtime/bundle-size.ts'

/** The oldest runtime that development supports; what ships is newer. */
const NODE_TARGET = 'node20.18'
const CHROME_TARGET = 'chrome130'

const source = (path: string): string => resolve(import.meta.dirname, 'src', path)

/** A package of the report thread names its own `require` as the build names the one that it puts into every part. */
const ownRequire = {
  name: 'own-require',
  transform: (code: string, id: string) =>
    id.includes('/fflate/')
      ? { code: code.replace('var require = ', 'var ownRequire = ').replace('= require(', '= ownRequire('), map: null }
      : null,
}

export default defineConfig({
  main: {
    plugins: [ownRequire],
    build: {
      target: NODE_TARGET,
      sourcemap: true,
      // Everything is bundled but the native package, which has to stay a file.
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: source('main/index.ts'),
          'storage-worker': source('main/database/worker.ts'),
          'archive-thread': source('main/archive/archive-thread.ts'),
          'report-thread': source('main/reports/report-thread.ts'),
          'fleet-server': source('fleet-server/utility.ts'),
        },
        external: ['better-sqlite3', 'bufferutil', 'utf-8-validate'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: NODE_TARGET,
      sourcemap: true,
      // A sandboxed preload script can load nothing but itself, and only as CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: source('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    base: './',
    plugins: [react(), guides(), bundleSize()],
    build: {
      target: CHROME_TARGET,
      // A page is read and compiled at each start; its maps lie beside it.
      minify: true,
      sourcemap: true,
      // The content security policy allows no inline script and no font or style from a data URL.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: source('renderer/index.html') },
    },
  },
})
