/** Values that are too long to be shown as a whole at first. */
export const longText = {
  all: 'Show all {{n}} characters',
  less: 'Show less',
  differs: 'Differs from character {{at}} on',
} as const
