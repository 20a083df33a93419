import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { MUTANTS } from './all.ts'
import { type Mutant, MutantError, patched } from './mutant.ts'

const PROJECT = new URL('../../../', import.meta.url)

export function mutantNamed(name: string): Mutant {
  const found = MUTANTS.find((mutant) => mutant.name === name)
  if (found === undefined) throw new MutantError(`There is no planted bug "${name}".`)
  return found
}

/** The files of a mutant with the bug in them, by address. Throws MutantError where it does not fit. */
export function plantedFiles(mutant: Mutant): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const patch of mutant.patches) {
    const url = new URL(patch.file, PROJECT).href
    const source = files.get(url) ?? readFileSync(fileURLToPath(url), 'utf8')
    files.set(url, patched(mutant, patch, source))
  }
  return files
}

/** From now on this thread loads the shipped code with the bug in it. Throws MutantError where it does not fit. */
export function plantMutant(name: string): void {
  const files = plantedFiles(mutantNamed(name))
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context)
      const source = files.get(url)
      return source === undefined ? loaded : { ...loaded, source }
    },
  })
}
