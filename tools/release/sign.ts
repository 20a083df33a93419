// npm run release:sign -- new-key FILE | public-key FILE | feed FOLDER --key FILE: keys and signatures of update feeds.
import { parseArgs } from 'node:util'
import { makeKey, publicKeyOfFile, signFeed } from './sign-feed.ts'

const USAGE = `Usage:
  npm run release:sign -- new-key FILE            makes a pair of keys, and tells the public one
  npm run release:sign -- public-key FILE         tells the public key of a private one
  npm run release:sign -- feed FOLDER --key FILE  signs the latest*.yml of a feed
`

function main(): void {
  const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true })
  const [command, place] = positionals
  if (place === undefined) throw new Error(USAGE)
  if (command === 'new-key') return tell(makeKey(place))
  if (command === 'public-key') return tell(publicKeyOfFile(place))
  if (command !== 'feed' || values.key === undefined) throw new Error(USAGE)
  for (const name of signFeed(place, values.key)) tell(`${name} is signed: ${name}.sig`)
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

try {
  main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
