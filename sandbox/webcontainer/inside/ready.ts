// What has to be there before the code of an exercise is: imported first by each program of ours that runs such code.
import { ready } from './packages.ts';

await ready();
