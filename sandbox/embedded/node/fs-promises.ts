import fs from './fs.ts';

export default fs.promises;
