/** Evaluated when a program first uses Brotli: its dictionary alone is larger than all of zlib. */
module.exports = {
  encoder: () => require('brotli-lib/encode'),
  decoder: () => require('brotli-lib/decode'),
};
