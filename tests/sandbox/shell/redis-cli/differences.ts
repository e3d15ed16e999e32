/**
 * Where our `redis-cli` and Debian's 7.0 differ: flow and number of the line, and why. A difference that is not listed
 * fails, and so does a listed one that is gone.
 */
export const differences: Record<string, string> = {
  'what this one does otherwise 0': 'REDIS_URL says where the server is, as it does to programs',
  'what this one does otherwise 1': '--csv is absent, and says what is there',
  'what this one does otherwise 2': 'the help of commands is absent',
  'what this one does otherwise 3': '--help is absent, and says what is there',
  'what this one does otherwise 4': 'bytes that are no UTF-8 come out bare as the sign for them',
};
