/** Ways about the console: taking back, going back, finding. */
export const shellMore = {
  undoKey: {
    nothing: 'No notice offers to undo anything. What is pending can be taken back on the Pending operations page.',
  },
  failure: { said: 'Not done. {{reason}}' },
  found: {
    recent: 'Used last',
    setting: 'Setting: {{name}}',
    tour: 'Take the tour',
    density: { compact: 'Use compact rows', comfortable: 'Use comfortable rows' },
  },
  viewUndo: {
    updated: 'View “{{name}}” updated',
    renamed: 'View renamed to “{{name}}”',
    layout: 'Columns of the view “{{name}}” changed',
    standardLayout: 'Columns of the standard views changed',
    undone: 'The view is as it was before',
    restored: 'View “{{name}}” is back',
  },
} as const
