/** The script of an exercise page. */
import type { ExercisePage } from './model.ts';
import { open } from './open.tsx';
import { pageData } from './whole-page.ts';

void pageData<ExercisePage>('exercise-data').then(open);
