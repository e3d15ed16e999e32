/** The script of the playground's page on full Node. */
import { open } from '../exercise/open.tsx';
import { openPlayground } from '../playground/open.tsx';
import { beginFullNode } from './begin.tsx';

void beginFullNode((elsewhere) => openPlayground((page) => open(page, elsewhere)));
