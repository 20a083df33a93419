/** The rows, for whoever comes from the search box. */
export function focusGrid(): void {
  document.querySelector<HTMLElement>('[data-grid]')?.focus()
}
