/** Changes of many at once, whatever they are made to. */
export const bulk = {
  busy: 'Still busy with “{{title}}”. Nothing else was changed: do this again when that has ended.',
} as const
