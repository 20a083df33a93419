import { join } from 'node:path'
import { build } from 'vite'
import { inProject } from '../../runtime/paths.mjs'

export type BareWindow = 'empty-window' | 'commit-window'

/** Inside `node_modules`, so that the native package is found from there. */
const OUTPUT = inProject('node_modules/.cache/bench')

/** Builds one of the bare apps for Electron. Returns the file to start. */
export async function buildBareApp(name: BareWindow): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: import.meta.dirname,
    build: {
      ssr: join(import.meta.dirname, `${name}.ts`),
      outDir: OUTPUT,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: {
        external: ['electron', 'better-sqlite3'],
        output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false },
      },
    },
  })
  return join(OUTPUT, `${name}.mjs`)
}
