import './stream-errors.ts';
import readable from 'readable-stream/lib/ours/browser.js';
import promises from './stream-promises.ts';
import { mendStreams } from './stream-mend.ts';

// The package exports Readable; `require('stream')` in Node is the legacy Stream, from which OutgoingMessage inherits.
const Stream = (readable as { Stream: unknown }).Stream as typeof import('node:stream') & Record<string, unknown>;
mendStreams(Stream as never);
Object.defineProperty(Stream, 'promises', { value: promises, enumerable: true, configurable: true });

export default Stream;
