declare const brotli: {
  encoder(): {
    brotliEncode(data: Uint8Array, options: { quality?: number; lgwin?: number; mode?: number }): Uint8Array;
  };
  decoder(): { brotliDecode(data: Uint8Array): Uint8Array };
};
export = brotli;
