/** Licences whose works may be in what the site hands out, by SPDX's names. None of them asks for the site's own source. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 WITH LLVM-exception',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'bzip2-1.0.6',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'PSF-2.0',
  'public domain',
  'Unicode-3.0',
  'Unlicense',
  'Zlib',
]);

/** Whether a licence as SPDX writes it (`MIT OR GPL-2.0`, `MIT AND Zlib`) lets us hand the work on: of an `OR` one is enough. */
export const isAllowed = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((one) => one.split(' AND ').every((name) => allowed.has(name.trim())));
