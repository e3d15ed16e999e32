/** Browsers say of a script that did not come what only its author understands. */
export function faultWords(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  if (/module script|dynamically imported|preload|its script could not/i.test(said))
    return 'This part of the page could not be loaded: the network did not answer.';
  return said.replace(/\.?$/, '.');
}
