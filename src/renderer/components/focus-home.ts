/** What was focused is gone: the keyboard goes on in the list of the page, or on the page itself. */
export function focusHome(before: Element | null = null): void {
  if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
  else document.querySelector<HTMLElement>('main [data-grid]')?.focus()
}
