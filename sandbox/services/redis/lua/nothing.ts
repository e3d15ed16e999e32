/**
 * Stands for the terminal and the temporary files that Lua's `debug` and `os` would ask for, which no script can reach,
 * where the server is bundled for a browser.
 */
export function setDefaultOptions(): void {}
