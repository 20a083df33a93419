/** New versions of the program: where they come from, what becomes of them, and what an older one says of newer data. */
export const updates = {
  storageNewer:
    'A newer version of this program has written what is stored here. It is shown as far as this version can read it; nothing can be changed or sent until the program is updated. Nothing is lost.',
  storageNewerHidden:
    'A newer version of this program has written what is stored here, and this version cannot read it. It is untouched; nothing can be changed or sent until the program is updated.',
} as const
