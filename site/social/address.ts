/** Where the picture of a page lies: lessons have their own, and all other pages share one. */
export function socialPicture(path: string, base: string): string {
  const [, lesson] = /\/lessons\/([^/]+\/[^/]+)\/$/.exec(path) ?? [];
  return `${base.replace(/\/*$/, '/')}social/${lesson ?? 'engine-room'}.png`;
}
