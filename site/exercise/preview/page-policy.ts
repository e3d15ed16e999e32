/** What the preview answers for itself, or what has no meaning inside of it. */
const left = new Set(['connect-src', 'form-action', 'base-uri', 'frame-ancestors', 'frame-src', 'child-src', 'worker-src', 'sandbox', 'upgrade-insecure-requests', 'block-all-mixed-content', 'report-uri', 'report-to', 'manifest-src', 'object-src']); // prettier-ignore

/**
 * The page's own Content-Security-Policy for the preview. What comes from the learner's server arrives as `data:`, so
 * `'self'` means that here; inline code, hashes and nonces mean what they say.
 */
export function pagePolicy(header: string, origin: string): string {
  const directives = header.split(';').map((directive) => directive.trim().split(/\s+/));
  return directives
    .filter(([name]) => name && !left.has(name.toLowerCase()))
    .map(([name, ...sources]) => {
      const mine = sources.map((source) => (source === "'self'" || source === '*' || isOwn(source, origin) ? 'data:' : source));
      return [name, ...new Set(mine)].join(' ');
    })
    .join('; ');
} // prettier-ignore

const isOwn = (source: string, origin: string): boolean => source === origin || source === new URL(origin).host;
