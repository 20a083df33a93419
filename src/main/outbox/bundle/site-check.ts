import type { FileProblem } from '#shared/domain/transfer.ts'

/** The site a file is for, as it says itself. */
export interface FileSite {
  readonly id: string
  readonly name: string
  readonly tenant: string
  readonly server: string
}

/** The site this PC works for; null: it has never been connected to one. */
export type OwnSite = { readonly id: string; readonly tenant: string } | null

export interface NamedProblem {
  readonly code: FileProblem
  readonly message: string
}

/** What is wrong with taking in a file for `site` here; null: it is for this site. */
export function siteProblem(site: FileSite, own: OwnSite): NamedProblem | null {
  if (own === null) {
    const message =
      'This PC has never been connected to its site, so it cannot tell whether the file is for it. Connect once.'
    return { code: 'site-unknown', message }
  }
  if (own.id === site.id && own.tenant === site.tenant) return null
  const message = `The file is for the site ${site.name} (${site.tenant} at ${site.server}). Open that site to take it in.`
  return { code: 'wrong-site', message }
}
