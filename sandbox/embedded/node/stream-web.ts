const names = [
  'ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest',
  'ReadableByteStreamController ReadableStreamDefaultController TransformStream TransformStreamDefaultController',
  'WritableStream WritableStreamDefaultController WritableStreamDefaultWriter ByteLengthQueuingStrategy',
  'CountQueuingStrategy TextEncoderStream TextDecoderStream CompressionStream DecompressionStream',
].flatMap((line) => line.split(' '));

export default Object.fromEntries(names.map((name) => [name, Reflect.get(globalThis, name)]));
