/** The version whose answers and error texts these are. */
export const redisVersion = '7.0.15';
