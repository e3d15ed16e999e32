/**
 * Reads an address as `BASE_URL` gives it. Returns it without a slash at the end, or what is wrong with it.
 */
export function readAddress(text: string): { url: string } | { fault: string } {
  const example = 'Write it like http://127.0.0.1:8080.';
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (!url?.hostname) return { fault: `BASE_URL is “${text}”, which is no address. ${example}` };
  if (url.protocol !== 'http:')
    return { fault: `BASE_URL begins with ${url.protocol}//; only http:// can be graded. ${example}` };
  if (url.search || url.hash) return { fault: `BASE_URL has a ${url.search ? '?' : '#'} in it. ${example}` };
  return { url: (url.origin + url.pathname).replace(/\/+$/, '') };
}
