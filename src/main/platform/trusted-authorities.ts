import { X509Certificate } from 'node:crypto'
import { statSync } from 'node:fs'
import tls, { type SecureContext } from 'node:tls'
import { readSmallFileNow } from './file-atomic.ts'

/** What secures a connection; made when the first one is secured. */
export type SecureContextSource = () => SecureContext

export interface TrustedAuthoritiesOptions {
  readonly platform: NodeJS.Platform
  /** A file of certificates that somebody trusts besides; empty: none. */
  readonly file: () => string
}

/** Where the distributions keep what the administrator of a PC trusts, as one file. */
const LINUX_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
] as const
const MAX_BUNDLE_BYTES = 8 * 1_024 * 1_024
const MAX_FILE_BYTES = 1_024 * 1_024
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/** The file as it was when it was read last. */
interface OwnFile {
  readonly state: string
  readonly certificates: readonly string[]
  readonly problem: string | null
}
const NO_FILE: OwnFile = { state: '', certificates: [], problem: null }

/**
 * Who may vouch for a server: the authorities that are built into the program, those that the operating system trusts, and those of
 * a file that the settings name. A site's own authority is trusted as soon as its administrators have given it to their PCs.
 */
export class TrustedAuthorities {
  readonly #options: TrustedAuthoritiesOptions
  #made: { readonly of: OwnFile; readonly context: SecureContext } | null = null
  #file: OwnFile = NO_FILE

  constructor(options: TrustedAuthoritiesOptions) {
    this.#options = options
  }

  /** Verification is the caller's, and is never switched off. The file is read anew when it has become another. */
  readonly secureContext: SecureContextSource = () => {
    const own = this.#ownFile()
    if (this.#made?.of !== own) {
      const ca = [...new Set([...tls.rootCertificates, ...ofSystem(this.#options.platform), ...own.certificates])]
      this.#made = { of: own, context: tls.createSecureContext({ ca, minVersion: 'TLSv1.2' }) }
    }
    return this.#made.context
  }

  /** What the operator must know of the file; empty: it is in order. */
  notices(): { code: string; message: string }[] {
    const { problem } = this.#ownFile()
    return problem === null ? [] : [{ code: 'certificates', message: problem }]
  }

  #ownFile(): OwnFile {
    const file = this.#options.file()
    const status = file === '' ? undefined : statSync(file, { throwIfNoEntry: false })
    const state = JSON.stringify([file, status?.mtimeMs, status?.size])
    if (this.#file.state !== state) this.#file = { state, ...read(file) }
    return this.#file
  }
}

function read(file: string): Omit<OwnFile, 'state'> {
  if (file === '') return NO_FILE
  const refused = (why: string) => ({ certificates: [], problem: `The file of certificates ${file} ${why}.` })
  try {
    const text = readSmallFileNow(file, MAX_FILE_BYTES)
    if (text === null) return refused('does not exist')
    const certificates = certificatesIn(text)
    if (certificates.length === 0) return refused('holds no certificate in the PEM format')
    for (const certificate of certificates) new X509Certificate(certificate)
    return { certificates, problem: null }
  } catch (error) {
    return refused(`cannot be used: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function certificatesIn(text: string): string[] {
  return text.match(CERTIFICATE) ?? []
}

/** What cannot be read of the system's is as if it were not there: a server it would vouch for is refused, and says so. */
function ofSystem(platform: NodeJS.Platform): readonly string[] {
  try {
    if (platform === 'linux') return linuxBundle()
    // Not there in the older runtime for offline machines.
    const { getCACertificates } = tls as Partial<typeof tls>
    return getCACertificates?.('system') ?? []
  } catch {
    return []
  }
}

function linuxBundle(): readonly string[] {
  for (const file of LINUX_BUNDLES) {
    const text = readSmallFileNow(file, MAX_BUNDLE_BYTES)
    if (text !== null) return certificatesIn(text)
  }
  return []
}
