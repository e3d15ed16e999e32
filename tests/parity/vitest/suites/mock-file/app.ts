import fallback, { connect, Store } from './db.ts';
export const describeApp = () => [connect(), new Store().all(), fallback];
