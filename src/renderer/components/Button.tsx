import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import styles from './Button.module.css'
import { classes } from './classes.ts'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  /** `primary`: the one main act of a dialog. `danger`: cannot be taken back. `quiet`: in rows and bars. */
  readonly tone?: 'normal' | 'primary' | 'danger' | 'quiet'
  readonly icon?: ReactNode
  readonly isSubmit?: boolean
}

/**
 * A button. One that is `disabled` does nothing but can still have the focus: a button that disables itself by being
 * pressed would otherwise drop it, and with it the keys of whatever surrounds the button.
 */
export function Button({
  tone = 'normal',
  icon,
  isSubmit = false,
  className,
  children,
  disabled,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={isSubmit ? 'submit' : 'button'}
      aria-disabled={disabled === true || undefined}
      className={classes(styles['button'], styles[tone], className)}
      onClick={disabled === true ? doNothing : onClick}
    >
      {icon}
      {children}
    </button>
  )
}

/** Keeps a disabled button from sending its form, and what lies under it from being clicked. */
function doNothing(event: MouseEvent): void {
  event.preventDefault()
  event.stopPropagation()
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
