/** What a piece of content is while it is dragged: its id, and nothing that another program could make use of. */
export const DRAGGED_CONTENT = 'application/x-outpost-content'
