import { Buffer } from './buffer.ts';

type Source = AsyncIterable<string | Uint8Array>;

async function buffer(stream: Source): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

const text = async (stream: Source) => new TextDecoder().decode(await buffer(stream));

async function arrayBuffer(stream: Source): Promise<ArrayBuffer> {
  const { buffer: memory, byteOffset, byteLength } = await buffer(stream);
  return memory.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}

export default {
  arrayBuffer,
  buffer,
  text,
  blob: async (stream: Source) => new Blob([await arrayBuffer(stream)]),
  json: async (stream: Source): Promise<unknown> => JSON.parse(await text(stream)),
  bytes: async (stream: Source) => new Uint8Array(await arrayBuffer(stream)),
};
