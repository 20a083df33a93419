import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../runtime/paths.mjs'
import { bundledPackages } from './bundled.mjs'
import { sourceEpoch } from './epoch.mjs'

const NATIVE = 'node_modules/better-sqlite3'

/**
 * @typedef {object} Component one entry of the bill of materials
 * @property {string} type
 * @property {string} name
 * @property {string} version
 * @property {string} purl
 */

/**
 * Writes the software bill of materials (CycloneDX 1.6) of what was packaged.
 *
 * @param {readonly import('./builder.mjs').Chosen[]} chosen
 * @param {import('../runtime/electron.mjs').ElectronRuntime | null} electron
 * @returns {Promise<string[]>} the file, relative to the checkout
 */
export async function writeBill(chosen, electron) {
  const { name, version, devDependencies } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))
  const platform = chosen[0]?.target.platform ?? process.platform
  const bill = makeBill({
    root: inProject(),
    electron: electron?.version ?? String(devDependencies.electron),
    epoch: await sourceEpoch(),
  })
  const file = `dist/${name}-${version}-${platform}.cdx.json`
  mkdirSync(inProject('dist'), { recursive: true })
  writeFileSync(inProject(file), `${JSON.stringify(bill, null, 2)}\n`)
  return [file]
}

/**
 * @param {{ root: string, electron: string, epoch: number }} facts `root`: the checkout, built
 */
export function makeBill({ root, electron, epoch }) {
  const manifest = readJson(join(root, 'package.json'))
  const lock = readJson(join(root, 'package-lock.json'))
  const libraries = [...bundledPackages(root), NATIVE].sort().map((folder) => library(root, folder, lock))
  const components = [runtime(electron), sqlite(root), ...libraries]
  const content = JSON.stringify([manifest.version, components])
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(content)}`,
    version: 1,
    metadata: {
      timestamp: new Date(epoch * 1_000).toISOString(),
      component: {
        type: 'application',
        'bom-ref': 'app',
        name: manifest.name,
        version: manifest.version,
        description: manifest.description,
        licenses: [{ license: { id: manifest.license } }],
      },
    },
    components,
    dependencies: [{ ref: 'app', dependsOn: components.map((component) => component['bom-ref']) }],
  }
}

/** @param {string} root @param {string} folder @param {any} lock */
function library(root, folder, lock) {
  const { name, version, license, description } = readJson(join(root, folder, 'package.json'))
  const integrity = /^sha512-(.+)$/.exec(lock.packages[folder]?.integrity ?? '')?.[1]
  return {
    type: 'library',
    'bom-ref': folder,
    name,
    version,
    ...(description ? { description } : {}),
    ...(typeof license === 'string' ? { licenses: [licenseOf(license)] } : {}),
    ...(integrity ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity, 'base64').toString('hex') }] } : {}),
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  }
}

/** @param {string} license an id of SPDX, or an expression of several */
function licenseOf(license) {
  return /[\s()]/.test(license) ? { expression: license } : { license: { id: license } }
}

/** @param {string} version */
function runtime(version) {
  return {
    type: 'framework',
    'bom-ref': 'electron',
    name: 'electron',
    version,
    licenses: [licenseOf('MIT')],
    purl: `pkg:github/electron/electron@v${version}`,
  }
}

/** Compiled into the native package. @param {string} root */
function sqlite(root) {
  const header = readFileSync(join(root, NATIVE, 'deps/sqlite3/sqlite3.h'), 'utf8')
  const version = /^#define SQLITE_VERSION\s+"([^"]+)"/m.exec(header)?.[1] ?? 'unknown'
  return {
    type: 'library',
    'bom-ref': 'sqlite',
    name: 'sqlite',
    version,
    licenses: [licenseOf('blessing')],
    purl: `pkg:generic/sqlite@${version}`,
  }
}

/** The same content has the same number; the layout is that of UUID version 8. @param {string} content */
function uuidOf(content) {
  const hex = createHash('sha256').update(content).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
