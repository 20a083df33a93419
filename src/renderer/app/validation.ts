import { z } from 'zod'

// The page's policy forbids code made from strings; zod must not try it. Whatever validates imports this first.
z.config({ jitless: true })

export { z }
