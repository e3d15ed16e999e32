/** Files that begin with a dot and belong to an exercise nonetheless, because a lesson teaches to write them. */
const taught = ['.dockerignore'];

/**
 * Whether a file or folder of this name is left out wherever the files of an exercise are gathered: what begins with a
 * dot belongs to a tool of the computer. `name` is one part of a path.
 */
export const isHidden = (name: string): boolean => name.startsWith('.') && !taught.includes(name);
