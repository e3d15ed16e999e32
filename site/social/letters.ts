import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkitten';

/** What draws them reads one weight of a font, so the bold one comes from a package of fixed weights. */
const fonts = {
  sans: '@fontsource/schibsted-grotesk/files/schibsted-grotesk-latin-700-normal.woff2',
  serif: '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
};

export interface Style {
  font: keyof typeof fonts;
  size: number;
}

const known = new Map<string, Font>();

function fontOf({ font }: Style): Font {
  const found = known.get(font);
  if (found) return found;
  const made = create(readFileSync(`node_modules/${fonts[font]}`)) as Font;
  known.set(font, made);
  return made;
}

const glyphsOf = (text: string, style: Style) =>
  [...text].map((letter) => fontOf(style).glyphForCodePoint(letter.codePointAt(0)!));

/** How wide a line is, in pixels. */
export function widthOf(text: string, style: Style): number {
  const units = glyphsOf(text, style).reduce((sum, glyph) => sum + glyph.advanceWidth, 0);
  return (units * style.size) / fontOf(style).unitsPerEm;
}

/** A line of text as outlines, so that a picture needs no fonts where it is drawn. `y` is the line that letters stand on. */
export function outlines(text: string, x: number, y: number, style: Style, colour: string): string {
  const scale = style.size / fontOf(style).unitsPerEm;
  let at = 0;
  const paths = glyphsOf(text, style).map((glyph) => {
    const path = `<path transform="translate(${at} 0)" d="${glyph.path.toSVG()}"/>`;
    at += glyph.advanceWidth;
    return path;
  });
  return `<g fill="${colour}" transform="translate(${x} ${y}) scale(${scale} ${-scale})">${paths.join('')}</g>`;
}

/** Breaks a text into lines that are at most so wide. */
export function linesOf(text: string, width: number, style: Style): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && widthOf(longer, style) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
