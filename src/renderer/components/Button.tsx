import type { ComponentProps, ReactNode } from 'react'
import styles from './Button.module.css'
import { classes } from './classes.ts'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  /** `primary`: the one main act of a dialog. `danger`: cannot be taken back. `quiet`: in rows and bars. */
  readonly tone?: 'normal' | 'primary' | 'danger' | 'quiet'
  readonly icon?: ReactNode
  readonly isSubmit?: boolean
}

export function Button({ tone = 'normal', icon, isSubmit = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={isSubmit ? 'submit' : 'button'}
      className={classes(styles['button'], styles[tone], className)}
    >
      {icon}
      {children}
    </button>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'children'> {
  /** The name, read out and shown on hover. */
  readonly label: string
  readonly icon: ReactNode
}

export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      title={label}
      className={classes(styles['button'], styles['quiet'], styles['square'], className)}
    >
      {icon}
    </button>
  )
}
