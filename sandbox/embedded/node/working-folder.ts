/** The folder that relative paths start from: `process.cwd()` of the program that runs, for `fs` and `path`. */
let folder = () => '/';

export const workingFolder = (): string => folder();

export function setWorkingFolder(read: () => string): void {
  folder = read;
}
