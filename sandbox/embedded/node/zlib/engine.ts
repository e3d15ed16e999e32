/** One compressor or decompressor, fed by the stream around it as Node's binding is. */
export interface Engine {
  /** Works through input until that is used up or the output is full. */
  write(
    flush: number,
    input: Uint8Array,
    from: number,
    length: number,
    output: Uint8Array,
    to: number,
    room: number,
  ): Left;
  reset(): void;
  params?(level: number, strategy: number): void;
  close(): void;
}

export interface Left {
  input: number;
  output: number;
  failure?: Failure | undefined;
}

export interface Failure {
  message: string;
  errno: number;
  code: string;
}

export const [NONE, DEFLATE, INFLATE, GZIP, GUNZIP, DEFLATERAW, INFLATERAW, UNZIP, BROTLI_DECODE, BROTLI_ENCODE] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]; // prettier-ignore
