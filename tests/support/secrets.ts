/** What must never leave a PC, planted wherever it could come from. Each is found again by its own mark. */
export const PLANTED = {
  /** As the native server gives them. */
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJwbGFudGVkIjoiand0In0.c2lnbmVkLXBsYW50ZWQ',
  /** As another kind of server might: nothing in its shape says that it is secret. */
  opaque: 'k9QwZr71tPlantedXv3Lm0Bd',
  password: 'hunter2-planted-Pa55',
  email: 'mira.planted@control-room.example.org',
} as const

export interface Leak {
  readonly place: string
  readonly secret: string
}

/** Marks that are long enough to be found by, also in a form that was cut, escaped or encoded. */
const MARKS = Object.entries({
  jwt: ['eyJwbGFudGVkIjoiand0In0', 'c2lnbmVkLXBsYW50ZWQ'],
  opaque: ['k9QwZr71tPlantedXv3Lm0Bd', Buffer.from(PLANTED.opaque).toString('base64')],
  password: ['hunter2-planted', Buffer.from(PLANTED.password).toString('base64')],
  email: ['mira.planted', 'mira%2Eplanted'],
})

/** Where a planted secret stands in what was written, in whatever case. Empty: nowhere. */
export function leaksIn(written: Iterable<readonly [place: string, content: string | Uint8Array]>): Leak[] {
  return [...written].flatMap(([place, content]) => {
    const text = `${place}\n${Buffer.from(content).toString('utf8')}`.toLowerCase()
    return MARKS.filter(([, marks]) => marks.some((mark) => text.includes(mark.toLowerCase()))).map(([secret]) => ({
      place,
      secret,
    }))
  })
}
