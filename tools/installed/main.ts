import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startFleetServer } from '../../tests/support/fleet-server.ts'
import { TcpProxy } from '../../tests/support/tcp-proxy.ts'
import { runTool, ToolError } from '../runtime/errors.mjs'
import { runInForeground } from '../runtime/launch.mjs'
import { inProject } from '../runtime/paths.mjs'
import { prepareRuntime } from '../runtime/prepare.mjs'
import { playByCommand } from './by-command.ts'
import { playInWindow } from './by-window.ts'
import { InstalledApp } from './installed-app.ts'
import { leave, writePolicy } from './leaving.ts'
import {
  addPerson,
  COMMAND,
  CONFIGURATION,
  HOME_OF_PACKAGE,
  installPackage,
  type Person,
  purgePackage,
  removePerson,
  requireFreeMachine,
} from './machine.ts'
import { must, Transcript } from './transcript.ts'

const HELP = `npm run test:package [-- --deb FILE] [--out DIR]

Installs the .deb on this PC, starts the installed program as a normal user inside Chromium's sandbox, plays the main job
(look, lose the network, change, kill, start again, come back) by command line and in the window, and removes it again.
Needs Debian and root; a container will do. Leaves nothing behind but its evidence.

  --deb FILE  a package that is already built; left out: one is built
  --out DIR   where pictures and transcript.json go (artifacts/package)
`

/** What has to be undone, the last first; each only once. */
const undone: (() => void)[] = []

function undoAll(): void {
  for (let undo = undone.pop(); undo !== undefined; undo = undone.pop()) {
    try {
      undo()
    } catch (error) {
      process.stderr.write(`outpost: ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
}

async function main(deb: string | null, out: string): Promise<number> {
  requireFreeMachine()
  const file = deb ?? (await buildDeb())
  const transcript = new Transcript(out)
  let isGood = false
  try {
    await testPackage(file, transcript)
    isGood = true
    return 0
  } catch (error) {
    if (error instanceof ToolError) throw error
    transcript.say(error instanceof Error ? error.message : String(error))
    return 1
  } finally {
    undoAll()
    transcript.finish(isGood)
    process.stdout.write(`${isGood ? 'passed' : 'failed'}; pictures and transcript.json are in ${out}\n`)
  }
}

async function buildDeb(): Promise<string> {
  if ((await runInForeground(process.execPath, [inProject('tools/package.mjs'), 'deb'], { cwd: inProject() })) !== 0) {
    throw new ToolError('The package could not be built: the lines above say why.')
  }
  const name = readdirSync(inProject('dist')).find((entry) => entry.endsWith('.deb'))
  return inProject('dist', name ?? '')
}

async function testPackage(file: string, transcript: Transcript): Promise<void> {
  undone.push(() => rmSync(CONFIGURATION, { recursive: true, force: true }), purgePackage)
  installPackage(file)
  const mode = lstatSync(`${HOME_OF_PACKAGE}/chrome-sandbox`).mode & 0o7777
  transcript.keep('package', { file, bytes: lstatSync(file).size, chromeSandboxMode: mode.toString(8) })
  transcript.say(`${file} is installed.`)
  writePolicy()
  const person = addPerson()
  undone.push(() => removePerson(person))
  await playJourneys(person, transcript)
  // As an update does it: the scripts of the old package run after the files of the new one are there.
  installPackage(file)
  must('the command is there after an installation over the old one', existsSync(COMMAND))
  leave(person, transcript)
}

async function playJourneys(person: Person, transcript: Transcript): Promise<void> {
  const runtime = await prepareRuntime({ needElectron: false })
  const server = await startFleetServer(['--devices', '300', '--site-name', 'Rhein-Main network'])
  const network = await TcpProxy.start(server.port)
  try {
    const app = new InstalledApp(person, {
      serverUrl: network.url,
      token: server.token,
      display: runtime.display ?? '',
    })
    const scene = { app, uid: person.uid, server, network, transcript }
    await playByCommand(scene)
    await playInWindow(scene)
  } finally {
    await network.stop()
    await server.stop()
    await runtime.dispose()
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    undoAll()
    process.exit(1)
  })
}

await runTool(async () => {
  const { values } = parseArgs({
    options: { deb: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) return void process.stdout.write(HELP)
  return main(
    values.deb === undefined ? null : resolve(values.deb),
    resolve(values.out ?? inProject('artifacts/package')),
  )
})
