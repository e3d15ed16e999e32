/**
 * The contents of a `.gz` file that came over HTTP. Some servers, `astro preview` among them, name gzip as the encoding of
 * such a file (RFC 9110, 8.4); then the browser has unpacked it already, and what arrives no longer begins as gzip does
 * (RFC 1952, 2.3.1).
 */
export async function unpack(bytes: ArrayBuffer): Promise<Uint8Array> {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first !== 0x1f || second !== 0x8b) return new Uint8Array(bytes);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).bytes();
}
