import { ENTITY_TYPES } from '#shared/domain/ids.ts'
import { OPERATION_KINDS, type OperationUser } from '#shared/domain/operation.ts'
import type { BundleSummary } from '#shared/domain/transfer.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Store } from '../../database/store.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Ids } from '../../platform/ids.ts'
import { type BundleRecord, Carried, spansOf } from '../carried.ts'
import type { Outbox } from '../outbox.ts'
import { outpostErrorOf } from '../store-trouble.ts'
import { adoptableOf } from './bundled-operation.ts'
import type { BundleHeader } from './format.ts'
import { FileRefusedError } from './problem.ts'
import { type Bundle, readBundle } from './read.ts'
import { type NamedProblem, type OwnSite, siteProblem } from './site-check.ts'

/** Where a bundle is to be taken in. */
export interface BundleTarget {
  readonly site: OwnSite
  readonly clientId: string
  readonly user: OperationUser
}

export interface BundleInspection {
  /** For `import`; null: it cannot be taken in, `problems` says why. */
  readonly token: string | null
  readonly summary: BundleSummary
  readonly problems: readonly NamedProblem[]
}

export interface BundleImport {
  readonly imported: number
  /** Were on this PC already: nothing happened to them. */
  readonly known: number
}

export interface BundleImporterDependencies {
  readonly store: Store
  readonly outbox: Outbox
  readonly clock: Clock
  readonly ids: Ids
  readonly target: () => BundleTarget
}

export const IMPORTED = 'imported-from-bundle'
const PAGE = 500
/** Makers named to a person; more are too many to read. */
const MAX_MAKERS = 20

/**
 * Takes bundles in, in two steps: `inspect` checks one and says what it is, `import` takes in what was inspected last.
 * In between a person decides whether to trust who made it.
 */
export class BundleImporter {
  readonly #dependencies: BundleImporterDependencies
  #inspected: { readonly token: string; readonly bundle: Bundle } | null = null

  constructor(dependencies: BundleImporterDependencies) {
    this.#dependencies = dependencies
  }

  /** Rejects with FileRefusedError when it is no good bundle, with OutpostError when the store cannot be read. */
  async inspect(chunks: AsyncIterable<Uint8Array>): Promise<BundleInspection> {
    this.#inspected = null
    const bundle = await readBundle(chunks)
    const known = await this.#knownOf(bundle)
    const problems = [...this.#siteProblems(bundle.header), ...missingProblems(bundle, known)]
    const token = problems.length === 0 ? this.#dependencies.ids.uuid() : null
    if (token !== null) this.#inspected = { token, bundle }
    return { token, summary: this.#summaryOf(bundle, known), problems }
  }

  /**
   * Takes in the bundle that was inspected last: all its operations that are not here yet, or none. Rejects with
   * FileRefusedError, or with OutpostError: `not-found` when it was another, or like `Outbox.enqueue`.
   */
  async import(token: string): Promise<BundleImport> {
    const { outbox, clock } = this.#dependencies
    if (this.#inspected?.token !== token) {
      throw new OutpostError('not-found', 'This bundle is not open any more. Choose the file again.')
    }
    const { bundle } = this.#inspected
    const { id, clientId, computer, fingerprint } = bundle.header
    // The site may have been changed since it was looked at.
    const [problem] = this.#siteProblems(bundle.header)
    if (problem !== undefined) throw new FileRefusedError(problem.code, problem.message)
    const at = clock.now()
    const recordOf = (sequences: readonly number[]): BundleRecord => {
      return { direction: 'in', at, clientId, computer, fingerprint, spans: spansOf(sequences) }
    }
    const { adopted, known } = await outbox.adopt({
      operations: bundle.operations.map(adoptableOf),
      reason: IMPORTED,
      records: (sequences) => [Carried.record(id, recordOf(sequences))],
      remember: (sequences) => outbox.carried.remember(id, recordOf(sequences), sequences),
    })
    this.#inspected = null
    return { imported: adopted.length, known }
  }

  /** The file is not wanted any more. */
  forget(): void {
    this.#inspected = null
  }

  #siteProblems({ site }: BundleHeader): readonly NamedProblem[] {
    const problem = siteProblem(site, this.#dependencies.target().site)
    return problem === null ? [] : [problem]
  }

  /** Keys of the bundle, and of what it builds on, that this PC knows in whatever state. */
  async #knownOf({ operations }: Bundle): Promise<ReadonlySet<string>> {
    const keys = [...new Set(operations.flatMap(({ key, dependsOn }) => [key, ...dependsOn]))]
    const known = new Set<string>()
    for (let start = 0; start < keys.length; start += PAGE) {
      const found = await this.#dependencies.store
        .operations(keys.slice(start, start + PAGE))
        .catch((error: unknown) => {
          throw outpostErrorOf(error)
        })
      for (const { key } of [...found.operations, ...found.unreadable]) known.add(key)
    }
    return known
  }

  #summaryOf({ header, operations }: Bundle, known: ReadonlySet<string>): BundleSummary {
    const { outbox, target } = this.#dependencies
    const { clientId } = target()
    const fresh = operations.filter(({ key }) => !known.has(key))
    const earlier = outbox.carried.bundle(header.id)
    return {
      bundleId: header.id,
      site: header.site,
      madeBy: { computer: header.computer, clientId: header.clientId, user: header.user },
      program: header.program,
      exportedAt: header.exportedAt,
      fingerprint: header.fingerprint,
      isKnownSigner: outbox.carried.isKnownSigner(header.fingerprint),
      isOwn: header.clientId === clientId,
      count: header.count,
      parts: partsOf(operations),
      commands: operations.filter(({ intent }) => intent.kind === 'command').length,
      fresh: fresh.length,
      ofOthers: fresh.filter(({ user }) => !outbox.isOfUser(user.id)).length,
      makers: [...new Set(operations.map(({ user }) => user.name))].slice(0, MAX_MAKERS),
      importedAt: earlier?.direction === 'in' ? earlier.at : null,
    }
  }
}

/** How many there are of each kind, in the order in which kinds and things are listed everywhere. */
function partsOf(operations: Bundle['operations']): BundleSummary['parts'] {
  const counts = new Map<string, number>()
  for (const { intent } of operations) {
    const name = `${intent.kind} ${intent.entityType}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return OPERATION_KINDS.flatMap((kind) =>
    ENTITY_TYPES.flatMap((entityType) => {
      const count = counts.get(`${kind} ${entityType}`)
      return count === undefined ? [] : [{ kind, entityType, count }]
    }),
  )
}

function missingProblems({ operations }: Bundle, known: ReadonlySet<string>): readonly NamedProblem[] {
  const own = new Set(operations.map(({ key }) => key))
  const isMissing = operations.some(({ dependsOn }) => dependsOn.some((key) => !own.has(key) && !known.has(key)))
  if (!isMissing) return []
  const message = 'It builds on changes that are neither in it nor on this PC. Take in the bundle with those first.'
  return [{ code: 'builds-on-missing', message }]
}
