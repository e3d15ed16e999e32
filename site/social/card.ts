import { emblems } from '../emblems.ts';
import { readColours } from './colours.ts';
import { linesOf, outlines, type Style } from './letters.ts';

export interface Card {
  /** In small letters above the title: `Stage 3 · Lesson 3.4`. */
  above: string;
  title: string;
  /** In the serif, below the title. */
  below: string;
  /** Whose emblem stands beside it; the wheel of the name where there is none. */
  stage?: string;
}

export const size = { width: 1200, height: 630 };

const margin = 72;
/** Of the column of the text: the rest is the emblem's. */
const column = 720;
const small: Style = { font: 'sans', size: 30 };
const text: Style = { font: 'serif', size: 32 };
const wheel =
  '<circle cx="32" cy="32" r="25"/><circle class="a" cx="32" cy="32" r="8"/><path d="M32 7v17M32 40v17M7 32h17M40 32h17"/>';

/** The picture that stands for a page where somebody links to it. */
export function drawCard({ above, title, below, stage }: Card): string {
  const colours = readColours();
  const ink = colours['ink']!;
  const soft = colours['ink-soft']!;
  const big = titleStyle(title);
  const lines = linesOf(title, column, big);
  const step = big.size * 1.14;
  const top = 112 + 28 + big.size;
  const under = top + lines.length * step + 6;
  // What has no place above the name is left out.
  const room = Math.floor((500 - under) / 44) + 1;
  const shown = linesOf(below, column - 30, text).slice(0, room);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">`,
    `<rect width="100%" height="100%" fill="${colours['paper']}"/>`,
    plate(colours, emblems[stage ?? ''] ?? wheel),
    outlines(above, margin, 112, small, colours['signal']!),
    ...lines.map((line, place) => outlines(line, margin, top + place * step, big, ink)),
    ...shown.map((line, place) => outlines(line, margin, under + place * 44, text, soft)),
    `<g transform="translate(${margin - 5} 530) scale(0.66)" ${strokes(ink, 3.4)}>${brass(wheel, colours)}</g>`,
    outlines('Engine Room', margin + 58, 561, small, ink),
    '</svg>',
  ].join('');
}

/** The largest size at which it takes three lines. */
function titleStyle(title: string): Style {
  const styles = [84, 72, 62, 54].map((each): Style => ({ font: 'sans', size: each }));
  return styles.find((style) => linesOf(title, column, style).length <= (style.size > 72 ? 2 : 3)) ?? styles.at(-1)!;
}

/** The emblem on a sheet of its own, as on the roadmap. */
function plate(colours: Record<string, string>, emblem: string): string {
  const [x, y, side] = [size.width - margin - 280, 130, 280];
  return [
    `<rect x="${x - 28}" y="0" width="${size.width - x + 28}" height="100%" fill="${colours['wash']}"/>`,
    `<path d="M${x - 28} 0V${size.height}" stroke="${colours['ink']}" stroke-width="3"/>`,
    `<g transform="translate(${x + 8} ${y + 40}) scale(${side / 64})" ${strokes(colours['ink']!, 1.9)}>${brass(emblem, colours)}</g>`,
  ].join('');
}

const strokes = (colour: string, width: number) =>
  `fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"`;

const brass = (drawing: string, colours: Record<string, string>) =>
  drawing.replaceAll('class="a"', `fill="${colours['brass']}"`);
