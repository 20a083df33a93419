/** The site a client belongs to. Null while nobody knows: then the site is meant that the window looks at. */
export interface ClientSite {
  id: string | null
}
