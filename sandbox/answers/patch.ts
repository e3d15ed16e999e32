/** A line of a unified diff. `head`: names a file or a place, and is no code. */
export interface PatchLine {
  kind: 'head' | 'added' | 'removed' | 'same';
  /** As it stands in the file, with its mark. */
  text: string;
}

/** The lines of a unified diff, in order: the first one is line 1 of its file. */
export function patchLines(patch: string): PatchLine[] {
  const lines = patch.replace(/\r/g, '').replace(/\n$/, '').split('\n');
  // How many lines of the old and the new file the place at hand still has: `--- a comment` may be code that is gone.
  let [before, after] = [0, 0];
  return lines.map((text): PatchLine => {
    const place = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(text);
    if (place) [before, after] = [Number(place[1] ?? 1), Number(place[2] ?? 1)];
    if (place || (before <= 0 && after <= 0)) return { kind: 'head', text };
    const kind = text.startsWith('+') ? 'added' : text.startsWith('-') ? 'removed' : 'same';
    if (kind !== 'added') before -= 1;
    if (kind !== 'removed') after -= 1;
    return { kind, text };
  });
}
