import { useUi } from './context.tsx'

/** Loads the window again, which comes back where it is; asks first where something typed would be lost. */
export function useReload(): () => void {
  const leaveGuard = useUi((ui) => ui.leaveGuard)
  const reload = (): void => location.reload()
  return () => {
    if (leaveGuard === null || leaveGuard(reload)) reload()
  }
}
