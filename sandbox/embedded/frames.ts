import type { Engine } from './engine.ts';
import { createFrame, type Frame } from './frame.ts';

/** The frame that everything runs in: another one when its process has died. */
export function createFrames(engine: Engine, given?: HTMLIFrameElement) {
  let frame: Frame | undefined;
  return {
    living(): Frame {
      const first = frame ? undefined : given;
      if (!frame || frame.dead()) frame = createFrame(new URL(engine.manifest.frame, engine.base), first);
      return frame;
    },
    dead: () => frame?.dead() ?? false,
    close: () => frame?.close(),
  };
}
