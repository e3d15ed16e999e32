/** What every page with a workspace looks like from the start; panels bring their own. */
import './exercise.css';
import './code.css';
import './tools.css';
import './dialog.css';
import './outcome.css';
import './test-rows.css';
import './failure.css';
import './exchange.css';
import './console/console.css';
import './shortcuts/shortcuts.css';
import './task.css';
import './narrow.css';
