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
} as const
