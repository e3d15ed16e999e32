/** The dialogs of the learner's work, in one piece that is fetched quietly. */
import './history.css';

export { HistoryDialog as history } from './history-dialog.tsx';
export { ImportDialog as import } from './import-dialog.tsx';
export { SolutionDialog as solution } from './solution-dialog.tsx';
