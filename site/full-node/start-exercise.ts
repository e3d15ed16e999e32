/** The script of an exercise's page on full Node. */
import type { ExercisePage } from '../exercise/model.ts';
import { open } from '../exercise/open.tsx';
import { pageData } from '../exercise/whole-page.ts';
import { beginFullNode } from './begin.tsx';

const page = await pageData<ExercisePage>('exercise-data');
void beginFullNode((elsewhere) => open(page, elsewhere));
