import readable from 'readable-stream/lib/ours/browser.js';

const { pipeline, finished } = readable.promises as unknown as typeof import('node:stream/promises');

export default { pipeline, finished };
