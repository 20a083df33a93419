/** The file beside the database in which the recorded process says what it has accepted: a key a line. */
export const NOTES = 'accepted'
/** Lines of the notes that are no keys. */
export const MIGRATING = '#migrating'
export const MIGRATED = '#migrated'
