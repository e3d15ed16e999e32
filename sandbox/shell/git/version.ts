/** The git whose words and exit codes these are. */
export const gitVersion = '2.39.5';
