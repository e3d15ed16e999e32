declare module 'pako' {
  const pako: {
    ungzip(bytes: Uint8Array): Uint8Array;
    gzip(bytes: Uint8Array, options: { level: number }): Uint8Array;
  };
  export default pako;
}
