/** What commits, requests and clocks that tick in steps may add to any age. Milliseconds. */
export const SLACK_MS = 800
/** Where only the server's time places what was before a start of the PC, which a slow network tells badly. */
export const SLACK_ACROSS_STARTS_MS = 4_000
