/**
 * Remembers the button of the page that is pressed before its script listens, as on a slow phone. Hydration keeps the
 * elements, so it can be pressed again; the last one only, as whoever sees nothing happen presses twice.
 *
 * @returns what presses it, once everything listens
 */
export function keepEarlyClick(): () => void {
  let pressed: HTMLButtonElement | null = null;
  const remember = ({ target }: Event) => {
    pressed = (target as Element).closest<HTMLButtonElement>('#workspace-root button, #hints-root button') ?? pressed;
  };
  document.addEventListener('click', remember, true);
  return () => {
    document.removeEventListener('click', remember, true);
    if (pressed?.isConnected) pressed.click();
  };
}
