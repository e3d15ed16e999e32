/** Why an image is not fixed to a version; nothing when it is. */
export function looseImage(image: string): string | undefined {
  const name = image.split('/').at(-1) ?? image;
  if (image.includes('@sha256:') || image === 'scratch' || image.includes('$')) return undefined;
  if (!name.includes(':')) return `${image} names no version.`;
  return name.endsWith(':latest') ? `${image} is whatever is newest on the day.` : undefined;
}

/** Images that keep data. */
export const keepsData = /(?:^|\/)(?:postgres|postgis|mysql|mariadb|mongo)(?:[:@]|$)/;

/** Images that a program connects to: those, and what may forget. */
export const isStore = /(?:^|\/)(?:postgres|postgis|mysql|mariadb|mongo|redis|valkey)(?:[:@]|$)/;
