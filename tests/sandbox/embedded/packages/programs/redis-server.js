export { startRedis } from '../../../../../sandbox/services/redis/server.ts';
