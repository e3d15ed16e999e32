/** The script of the playground's page. */
import { open } from '../exercise/open.tsx';
import { openPlayground } from './open.tsx';

void openPlayground(open);
