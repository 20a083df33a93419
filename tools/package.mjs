// npm run package [-- target…]: builds and packages the app; without a target as a plain folder.

import { writeBill } from './package/bill.mjs'
import { buildTargets } from './package/builder.mjs'
import { writeChecksums } from './package/checksums.mjs'
import { chooseTargets, HELP } from './package/targets.mjs'
import { buildIfStale } from './runtime/build.mjs'
import { ensureElectron } from './runtime/electron.mjs'
import { runTool, say } from './runtime/errors.mjs'

await runTool(async () => {
  const words = process.argv.slice(2)
  if (words.includes('--help') || words.includes('-h')) return void process.stdout.write(HELP)
  const chosen = chooseTargets(words)
  for (const { target } of chosen) target.require?.()
  const isForHere = chosen.every(({ target }) => target.platform === process.platform)
  // For another system electron-builder fetches that system's Electron by itself.
  const electron = isForHere ? await ensureElectron() : null
  if (electron !== null) sayWhich(electron)
  await buildIfStale()
  const made = await buildTargets(chosen, electron)
  made.push(...(await writeBill(chosen, electron)))
  writeChecksums()
  for (const line of made) process.stdout.write(`${line}\n`)
})

/** @param {import('./runtime/electron.mjs').ElectronRuntime} electron */
function sayWhich({ kind, version }) {
  const remark = kind === 'package' ? 'the one that ships' : 'which is not the one that ships: for trying out only'
  say(`packaging with Electron ${version}, ${remark}`)
}
