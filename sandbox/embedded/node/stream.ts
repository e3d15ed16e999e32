import readable from 'readable-stream/lib/ours/browser.js';
import promises from './stream-promises.ts';
import { mendStreams } from './stream-mend.ts';

const Stream = readable as unknown as typeof import('node:stream') & Record<string, unknown>;
mendStreams(Stream as never);
Object.defineProperty(Stream, 'promises', { value: promises, enumerable: true, configurable: true });

export default Stream;
