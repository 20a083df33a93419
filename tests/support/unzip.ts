import { type Entry, open, type ZipFile } from 'yauzl'

/** The files of an archive by name, read by an independent library. */
export async function unzip(path: string): Promise<Map<string, Buffer>> {
  const zip = await opened(path)
  const files = new Map<string, Buffer>()
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', () => resolve(files))
    zip.on('entry', (entry: Entry) => {
      void contentOf(zip, entry).then((content) => {
        files.set(entry.fileName, content)
        zip.readEntry()
      }, reject)
    })
    zip.readEntry()
  })
}

function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) =>
    open(path, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => (error ? reject(error) : resolve(zip))),
  )
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error)
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => resolve(Buffer.concat(chunks)))
      stream.on('error', reject)
    }),
  )
}

interface Index {
  readonly files: readonly { name: string; bytes: number; sha256: string; problem: string | null }[]
}

/** What a bundle says that it holds. */
export function indexOf(files: ReadonlyMap<string, Uint8Array>): Index {
  return JSON.parse(String(files.get('index.json'))) as Index
}

export function jsonIn(files: ReadonlyMap<string, Uint8Array>, name: string): unknown {
  return JSON.parse(String(files.get(name)))
}
