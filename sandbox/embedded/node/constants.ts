import fs from './fs.ts';
import os from './os.ts';

export default { ...os.constants.errno, ...os.constants.signals, ...os.constants.priority, ...fs.constants };
