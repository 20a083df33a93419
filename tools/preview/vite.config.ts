import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { guides } from '../guides/vite-plugin.ts'

const root = resolve(import.meta.dirname, '../../src/renderer')

/** The same policy as the app's, so that a breach shows here. Tags in the document itself are the dev server's. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'"

/** Puts the imagined main process before the renderer's entry. */
function fakeMain(isBuild: boolean): Plugin {
  return {
    name: 'fake-main',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => {
        const fake = isBuild ? '../../tools/preview/main.ts' : `/@fs${import.meta.dirname}/main.ts`
        const policy = isBuild ? `<meta http-equiv="Content-Security-Policy" content="${POLICY}" />` : ''
        return html.replace(
          '<script type="module"',
          `${policy}<script type="module" src="${fake}"></script>\n    <script type="module"`,
        )
      },
    },
  }
}

export default defineConfig(({ command }) => ({
  root,
  base: './',
  plugins: [react(), guides(), fakeMain(command === 'build')],
  resolve: { alias: [{ find: /^#shared\//, replacement: `${resolve(import.meta.dirname, '../../src/shared')}/` }] },
  server: { fs: { allow: [resolve(import.meta.dirname, '../..')] } },
  build: {
    outDir: resolve(import.meta.dirname, '../../out/preview'),
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
  },
}))
