/** Imported before everything else: what the worker's realm lacks of Node's, or says in other words. */
import './web-install.ts';
import { installBlobs } from './web-blob.ts';
import { installDisposal } from './web-disposal.ts';
import { installReadable } from './web-readable.ts';
import { installWords } from './web-words.ts';

installDisposal(globalThis);
installReadable(globalThis);
installBlobs(globalThis);
installWords(globalThis);
