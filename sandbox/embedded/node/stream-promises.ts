import readable from 'readable-stream';

const { pipeline, finished } = readable.promises as unknown as typeof import('node:stream/promises');

export default { pipeline, finished };
