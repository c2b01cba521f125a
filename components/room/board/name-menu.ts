/** The library leaves the button of its menu without a name, and makes it anew with the layout. Returns the way out. */
export function nameMenu(frame: HTMLElement, name: string): () => void {
  const give = (): void => {
    for (const button of frame.querySelectorAll('[data-testid="main-menu-trigger"]')) if (button.ariaLabel !== name) button.ariaLabel = name;
  };
  const observer = new MutationObserver(give);
  observer.observe(frame, { childList: true, subtree: true });
  give();
  return () => observer.disconnect();
}
