import type { Fields } from '#shared/domain/entities.ts'
import type { ChosenFiles, ContentFile, UploadAct, UploadStatus } from '#shared/domain/uploads.ts'
import type { Thumbnail } from '#shared/protocol/thumbnail.ts'
import { PICTURES } from './thumbnails.ts'

const MB = 1_048_576
const NO_FILE: ContentFile = {
  ...{ kind: 'image', sizeBytes: 0, checksum: null, mediaType: null, width: null, height: null },
}

function upload(place: number, fileName: string, given: Partial<UploadStatus>): UploadStatus {
  return {
    key: `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`,
    fileName,
    contentId: `cnt_${place}`,
    name: fileName.replace(/\.\w+$/, ''),
    folder: 'Campaigns/Food',
    sizeBytes: 200 * MB,
    doneBytes: 0,
    state: 'waiting',
    problem: null,
    detail: null,
    retryAt: null,
    renews: null,
    ...given,
  }
}

/** Files on their way as each scenario has them. */
export function uploadsOf(scenario: string, now: number): UploadStatus[] {
  const state = scenario === 'offline' ? 'offline' : 'waiting'
  const busy = [
    upload(1, 'Autumn film.mp4', { state: scenario === 'offline' ? 'offline' : 'sending', doneBytes: 74 * MB }),
    upload(2, 'Opening hours.png', {
      sizeBytes: 3 * MB,
      state: scenario === 'offline' ? 'offline' : 'checking',
      doneBytes: MB,
    }),
    upload(3, 'Trade fair.webm', { sizeBytes: 610 * MB, state }),
    upload(4, 'Coffee.jpg', { sizeBytes: 2 * MB, state: 'paused', doneBytes: MB }),
    upload(5, 'Winter.mp4', {
      sizeBytes: 88 * MB,
      state: 'failed',
      problem: 'missing',
      detail: 'ENOENT',
      doneBytes: 31 * MB,
    }),
    upload(6, 'Ferry.mp4', { sizeBytes: 40 * MB, retryAt: now + 8_000 }),
  ]
  return ['busy', 'offline', 'strange'].includes(scenario) ? busy : []
}

/** The uploads of the imagined main process. */
export class FakeUploads {
  uploads: UploadStatus[]
  /** Files that the person in front of it chooses next; empty: they change their mind. */
  choosing: readonly string[] = ['New poster.png']
  #made = 0
  readonly #tell: () => void

  constructor(scenario: string, now: number, tell: () => void) {
    this.uploads = uploadsOf(scenario, now)
    this.#tell = tell
  }

  add(names: readonly string[], folder: string): ChosenFiles {
    for (const fileName of names) {
      this.#made += 1
      this.uploads = [
        ...this.uploads,
        upload(100 + this.#made, fileName, { folder, state: 'sending', sizeBytes: 5 * MB }),
      ]
    }
    this.#tell()
    return { added: names.length, refused: [] }
  }

  /** Another file for a piece that is there: it is uploaded at once. */
  renew(contentId: string, data: Fields): ChosenFiles {
    this.#made += 1
    const [fileName = ''] = this.choosing
    const fields = Object.keys(NO_FILE)
    const known = Object.fromEntries(Object.entries(data).filter(([field]) => fields.includes(field)))
    const before: ContentFile = { ...NO_FILE, ...(known as Partial<ContentFile>) }
    const renews = { checksum: 'b'.repeat(64), before }
    const name = typeof data['name'] === 'string' ? data['name'] : contentId
    const given = { contentId, name, renews, sizeBytes: 5 * MB, doneBytes: 5 * MB }
    this.uploads = [...this.uploads, upload(100 + this.#made, fileName, { ...given, state: 'done' })]
    this.#tell()
    return { added: 1, refused: [] }
  }

  act(keys: readonly string[], act: UploadAct): void {
    const isMeant = ({ key }: UploadStatus): boolean => keys.includes(key)
    if (act === 'discard') this.uploads = this.uploads.filter((one) => !isMeant(one))
    const state = act === 'pause' ? 'paused' : 'sending'
    this.uploads = this.uploads.map((one) => (isMeant(one) ? { ...one, state, problem: null } : one))
    this.#tell()
  }
}

/** One of a few drawn pictures, by the id. */
export function thumbnailOf(contentId: string): Thumbnail | null {
  const place =
    Array.from(contentId, (sign) => sign.codePointAt(0) ?? 0).reduce((sum, code) => sum + code, 0) %
    (PICTURES.length + 1)
  const data = PICTURES[place]
  return data === undefined ? null : { mediaType: 'image/png', data }
}

export function nameOfFile(file: object): string {
  return 'name' in file ? String(file.name) : ''
}
