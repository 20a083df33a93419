/** Ways about the console: taking back, going back, finding. */
export const shellMore = {
  undoKey: {
    nothing: 'No notice offers to undo anything. What is pending can be taken back on the Pending operations page.',
  },
} as const
