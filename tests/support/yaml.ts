import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inProject } from '../../tools/runtime/paths.mjs'

/** The reader of the packager, which is the one that these files have to please. */
const packager = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))
const { load } = packager('js-yaml') as { load: (text: string) => unknown }

/** A YAML file of the project. @throws when it is none */
export function readYaml(path: string): unknown {
  return load(readFileSync(inProject(path), 'utf8'))
}

/** What the packager itself says about a configuration. @throws with its complaints */
export async function validatePackaging(configuration: unknown): Promise<void> {
  const { validateConfiguration } = packager('./out/util/config/config.js') as {
    validateConfiguration: (configuration: unknown, log: { isEnabled: boolean }) => Promise<void>
  }
  await validateConfiguration(configuration, { isEnabled: false })
}
