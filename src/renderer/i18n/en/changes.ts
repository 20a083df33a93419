/** What waits of one thing, beside its detail. */
export const changes = {
  playlist: 'Changes of this playlist',
  content: 'Changes of this content',
  none: 'Nothing waits, and nothing was changed from this PC lately.',
  decide: 'Decide',
} as const
