import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyText, type SignatureFile, signedBytes } from '../../src/main/updates/signature.ts'

/** What electron-builder calls the manifests of a feed. */
const MANIFEST = /^latest(?:-linux|-mac)?(?:-[a-z0-9]+)?\.yml$/

/** Makes a pair of keys. The private one goes into a file that only its owner may read; resolves with the public one. */
export function makeKey(file: string): string {
  if (existsSync(file)) throw new Error(`${file} exists: a key is never overwritten.`)
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' })
  return keyText(publicKey)
}

export function publicKeyOfFile(file: string): string {
  return keyText(createPublicKey(createPrivateKey(readFileSync(file))))
}

/** Signs every manifest in a folder. A signature of another key stays beside the new one: consoles may know either. */
export function signFeed(folder: string, keyFile: string): string[] {
  const names = readdirSync(folder).filter((name) => MANIFEST.test(name))
  if (names.length === 0) throw new Error(`There is no latest*.yml in ${folder}.`)
  const privateKey = createPrivateKey(readFileSync(keyFile))
  const key = keyText(createPublicKey(privateKey))
  for (const name of names) {
    const manifest = readFileSync(join(folder, name))
    const signature = sign(null, signedBytes(name, manifest), privateKey).toString('base64')
    const others = signaturesIn(join(folder, `${name}.sig`)).filter((one) => one.key !== key)
    const file: SignatureFile = { version: 1, signatures: [...others, { key, signature }] }
    const unfinished = join(folder, `.${name}.sig`)
    writeFileSync(unfinished, `${JSON.stringify(file, null, 2)}\n`)
    renameSync(unfinished, join(folder, `${name}.sig`))
  }
  return names
}

function signaturesIn(file: string): SignatureFile['signatures'] {
  if (!existsSync(file)) return []
  return (JSON.parse(readFileSync(file, 'utf8')) as SignatureFile).signatures
}
