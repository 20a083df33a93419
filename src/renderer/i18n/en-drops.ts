/** Why a message of the live feed was left out, as the stages of the pipeline count it. */
export const drops = {
  malformed: 'not readable',
  'unknown-event': 'of an unknown kind',
  foreign: 'of another site',
  duplicate: 'told twice',
  gap: 'something missing before it',
  overflow: 'too many at once',
  'read-again': 'read again anyway',
  unchanged: 'nothing new in it',
  stale: 'older than what is here',
  'unknown-entity': 'about something not known here',
} as const
