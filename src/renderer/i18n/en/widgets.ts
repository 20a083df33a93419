/** The state of one part of a page. */
export const widget = {
  current: 'Current',
  synced: 'Current, confirmed {{age}} ago',
  asOf: 'As of {{time}}',
  never: 'Never confirmed by the server',
  reading: 'Being read',
  failed: 'Could not be read',
  optimistic_one: '{{n}} not confirmed',
  optimistic_other: '{{n}} not confirmed',
  stuck_one: '{{n}} needs you',
  stuck_other: '{{n}} need you',
  readNow: 'Read just now',
  read: 'Read {{age}} ago',
  notAgain: 'As of {{time}}, could not be read since',
  /** Where nothing is there, and the server has not said yet that there is nothing. */
  unknown: {
    title: 'Not known yet',
    reading: 'This site is being read for the first time. What the server knows is shown as soon as it has answered.',
    signIn: 'Nothing has come from the server yet: it asks somebody to sign in first.',
    offline: 'Nothing has come from the server yet: it cannot be reached. What it knows is shown when it is back.',
    disconnected: 'Nothing has come from the server yet, and the console is disconnected from it.',
  },
} as const
