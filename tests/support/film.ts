import { createHash, randomBytes } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'

export const MB = 1_048_576
const MP4_HEAD = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(12)])

/** A film by its beginning, of a megabyte that repeats with a mark of its own each time. Answers its SHA-256. */
export function writeFilm(path: string, megabytes: number): string {
  const file = openSync(path, 'w')
  const hash = createHash('sha256')
  const piece = randomBytes(MB)
  for (let place = 0; place < megabytes; place += 1) {
    piece.writeUInt32BE(place, 100)
    if (place === 0) MP4_HEAD.copy(piece)
    hash.update(piece)
    writeSync(file, piece)
  }
  closeSync(file)
  return hash.digest('hex')
}
