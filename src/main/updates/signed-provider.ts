import { Provider, type UpdateInfo } from 'electron-updater'
import { type ProviderRuntimeOptions, parseUpdateInfo } from 'electron-updater/out/providers/Provider.js'
import { type FeedSource, readSmall } from './feed-source.ts'
import { checkManifest, type Manifest } from './manifest.ts'
import { UpdateError } from './problem.ts'
import { assertSigned } from './signature.ts'

const MAX_MANIFEST_BYTES = 262_144
const MAX_SIGNATURE_BYTES = 16_384
/** Files are asked for by name; the address around it is never used. */
const NOWHERE = 'https://feed.invalid/'

/** A manifest whose signature holds, and the file of it that is for this PC. */
export interface OfferedManifest {
  readonly manifest: Manifest
  readonly file: Manifest['files'][number]
}

export interface SignedProviderOptions {
  readonly source: FeedSource
  readonly keys: readonly string[]
  /** What the names of files for this kind of installation end with; null: it is only looked at. */
  readonly extension: string | null
  readonly signal: AbortSignal
  readonly onOffered: (offered: OfferedManifest) => void
}

type Resolved = ReturnType<Provider<UpdateInfo>['resolveFiles']>

/** Tells electron-updater what a feed offers, as far as it is signed. */
export function signedProvider({ source, keys, extension, signal, onOffered }: SignedProviderOptions) {
  return class SignedProvider extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtimeOptions: ProviderRuntimeOptions) {
      super(runtimeOptions)
    }

    override async getLatestVersion(): Promise<UpdateInfo> {
      const name = `${this.getDefaultChannelName()}.yml`
      const bytes = await readSmall(source, name, MAX_MANIFEST_BYTES, signal)
      if (bytes === null) throw new UpdateError('no-feed', `There is no ${name} in the feed.`)
      const signature = await readSmall(source, `${name}.sig`, MAX_SIGNATURE_BYTES, signal)
      assertSigned(name, bytes, signature?.toString('utf8') ?? null, keys)
      const info = parsed(bytes.toString('utf8'), name)
      const manifest = checkManifest(name, info)
      onOffered({ manifest, file: fileFor(manifest, extension) })
      return info
    }

    override resolveFiles(info: UpdateInfo): Resolved {
      const file = fileFor(checkManifest('the feed', info), extension)
      return [{ url: new URL(encodeURIComponent(file.url), NOWHERE), info: file }]
    }
  }
}

/** The file for this PC: of its kind, and of its processor where the names tell. */
function fileFor({ files, version }: Manifest, extension: string | null): OfferedManifest['file'] {
  const ofKind = files.filter(({ url }) => extension === null || url.toLowerCase().endsWith(`.${extension}`))
  const [first] = ofKind
  if (first === undefined) throw new UpdateError('no-feed', `Version ${version} has no .${extension} file in the feed.`)
  return ofKind.find(({ url }) => url.includes(process.arch)) ?? first
}

function parsed(text: string, name: string): UpdateInfo {
  try {
    return parseUpdateInfo(text, name, new URL(name, NOWHERE))
  } catch (error) {
    throw new UpdateError('broken', `${name} cannot be read.`, { cause: error })
  }
}
