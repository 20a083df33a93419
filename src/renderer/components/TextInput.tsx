import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import styles from './Field.module.css'

/** A bare field, for places that draw their own label. */
export function TextInput({ className, ...input }: ComponentProps<'input'>) {
  return <input spellCheck={false} autoComplete="off" {...input} className={classes(styles['control'], className)} />
}
