/** Whether a host with addresses of both kinds is tried with both, and how long each try may take. */
export const family = { auto: true, attempt: 250 };
