// What `electron [-r module]… <folder or file> [arguments]` runs first. Electron ships such a program as its
// "default app"; the offline runtime has none, so this one stands in for it, for development and tests only.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

/** Splits the command line into modules to load first and the app to run. */
function parseArguments(list) {
  const modules = []
  for (let index = 0; index < list.length; index += 1) {
    const argument = list[index]
    if (argument === '-r' || argument === '--require') {
      index += 1
      modules.push(resolve(list[index]))
    } else if (!argument.startsWith('-')) {
      return { modules, target: resolve(argument) }
    }
  }
  return { modules, target: undefined }
}

/** Gives the app its name and version, as if it were installed, and returns the file to run. */
function adoptApp(target) {
  const manifest = join(target, 'package.json')
  if (!statSync(target).isDirectory() || !existsSync(manifest)) {
    app.setAppPath(dirname(target))
    return target
  }
  const { name, productName, version, main, desktopName } = JSON.parse(readFileSync(manifest, 'utf8'))
  app.setAppPath(target)
  app.setName(productName ?? name ?? app.getName())
  if (version) app.setVersion(version)
  app.setDesktopName(desktopName ?? `${app.getName()}.desktop`)
  return createRequire(manifest).resolve(join(target, main ?? 'index.js'))
}

const { modules, target } = parseArguments(process.argv.slice(1))
if (process.argv.includes('--version') || process.argv.includes('-v')) {
  process.stdout.write(`v${process.versions.electron}\n`)
  process.exit(0)
}
if (target === undefined || !existsSync(target)) {
  process.stderr.write(
    `Usage: electron [-r module] <app folder or file>${target ? `: ${target} does not exist` : ''}\n`,
  )
  process.exit(1)
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
const require = createRequire(import.meta.url)
for (const module of modules) require(module)
await import(pathToFileURL(adoptApp(target)).href)
