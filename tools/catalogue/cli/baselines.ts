import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Stage } from '../../preview/browser.ts'
import { compare } from './compare.ts'
import { MAX_STORED_BYTES } from './options.ts'
import { picturesOf, VARIANTS, type Variant } from './pictures.ts'
import { smallPng } from './small-png.ts'

const STORED = resolve(import.meta.dirname, '../../../tests/visual')
const DIFFERENCES = resolve(import.meta.dirname, '../../../artifacts/visual')

const folderOf = (stage: Stage) => join(STORED, `chromium-${stage.chromiumMajor}`)
const variants = Object.keys(VARIANTS) as Variant[]

/** Stores the pictures of now. Returns what went wrong, each a sentence. */
export async function updateBaselines(stage: Stage, only: readonly string[] | null): Promise<string[]> {
  const folder = folderOf(stage)
  if (only === null) rmSync(folder, { recursive: true, force: true })
  let count = 0
  for (const variant of variants) {
    mkdirSync(join(folder, variant), { recursive: true })
    for await (const { name, png } of picturesOf(stage, variant, only)) {
      writeFileSync(join(folder, variant, `${name}.png`), await smallPng(stage.app, png))
      count += 1
    }
  }
  const bytes = filesIn(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
  process.stdout.write(`${count} pictures stored for Chromium ${stage.chromiumMajor}, ${bytes} bytes in all.\n`)
  if (count === 0) return ['No component has one of these names.']
  return bytes <= MAX_STORED_BYTES ? [] : [`The pictures take ${bytes} bytes, more than ${MAX_STORED_BYTES}.`]
}

/** Compares the pictures of now with those stored. Returns what is different, each a sentence. */
export async function checkBaselines(stage: Stage, only: readonly string[] | null): Promise<string[]> {
  const folder = folderOf(stage)
  if (!existsSync(folder)) {
    return [
      `There are no pictures for Chromium ${stage.chromiumMajor} in tests/visual: look at the components with  npm run catalogue  and, when they are right, store them with  npm run catalogue -- --update .`,
    ]
  }
  rmSync(DIFFERENCES, { recursive: true, force: true })
  const [problems, seen] = [[] as string[], new Set<string>()]
  for (const variant of variants) {
    for await (const { name, png } of picturesOf(stage, variant, only)) {
      const file = join(variant, `${name}.png`)
      seen.add(file)
      const problem = await problemOf(stage, folder, file, png)
      if (problem !== null) problems.push(problem)
    }
  }
  if (seen.size === 0) problems.push('No component has one of these names.')
  const gone = only === null ? filesIn(folder).filter((file) => !seen.has(file)) : []
  problems.push(...gone.map((file) => `${file}: is stored, but the catalogue shows no such thing any more.`))
  process.stdout.write(
    `${seen.size} pictures compared with Chromium ${stage.chromiumMajor}, ${problems.length} problems.\n`,
  )
  return problems
}

async function problemOf(stage: Stage, folder: string, file: string, png: Buffer): Promise<string | null> {
  if (!existsSync(join(folder, file))) {
    return `${file}: is not stored yet; look at it and store it with  npm run catalogue -- --update .`
  }
  const stored = readFileSync(join(folder, file))
  const { isSame, words, picture } = await compare(stage.app, stored, png)
  if (isSame) return null
  const place = join(DIFFERENCES, file.replace(/\.png$/, ''))
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'stored.png'), stored)
  writeFileSync(join(place, 'now.png'), png)
  if (picture !== null) writeFileSync(join(place, 'different.png'), picture)
  return `${file}: ${words}; see artifacts/visual/${file.replace(/\.png$/, '')}.`
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.png'))
}
