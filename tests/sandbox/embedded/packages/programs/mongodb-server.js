export { startMongo } from '../../../../../sandbox/services/mongodb/server.ts';
