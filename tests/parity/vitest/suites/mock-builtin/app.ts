import { readFileSync } from 'node:fs';
import os from 'os';
export const config = () => readFileSync('config.json', 'utf8');
export const host = () => os.hostname();
