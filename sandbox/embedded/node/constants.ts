import crypto from './crypto.ts';
import fs from './fs.ts';
import { constants } from './os-constants.ts';

const { dlopen, errno, priority, signals } = constants;

export default Object.freeze({ ...dlopen, ...errno, ...priority, ...signals, ...fs.constants, ...crypto.constants });
