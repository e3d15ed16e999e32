import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judge } from '../../../../sandbox/config/judge.ts';
import { nginx } from '../../../../sandbox/config/nginx/index.ts';
import { systemd } from '../../../../sandbox/config/systemd/index.ts';
import { sectionKeys } from '../../../../sandbox/config/systemd/keys.ts';
import { nginxDifferences, nginxTexts } from './nginx-texts.ts';
import { systemdDifferences, systemdTexts } from './systemd-texts.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const there = (command: string, ...args: string[]) => spawnSync(command, args).error === undefined;
const hasNginx = there('nginx', '-v');
const hasSystemd = there('systemd-analyze', '--version');

/** Errors alone: the rest is what the course thinks, and not what the tool refuses. */
const refuses = (findings: { severity: string }[]) => findings.some(({ severity }) => severity === 'error');

/** Where the two verdicts differ, a name each. */
function differing(texts: Record<string, string>, ours: (text: string) => boolean, real: (text: string) => boolean): string[] {
  return Object.keys(texts).filter((name) => ours(texts[name]!) !== real(texts[name]!));
} // prettier-ignore

describe.skipIf(!hasNginx)('nginx -t (skipped where nginx is not installed)', () => {
  function refused(text: string): boolean {
    const file = path.join(folder, 'nginx.conf');
    const whole = `events { }\nhttp {\n${text}\n}\n`;
    writeFileSync(file, whole);
    const { status } = spawnSync('nginx', ['-t', '-q', '-c', file, '-g', 'error_log stderr; pid /tmp/none.pid;']);
    return status !== 0;
  }

  test('comes to the same verdict, but for the differences that are listed', () => {
    const found = differing(nginxTexts, (text) => refuses(judge(nginx, nginx.read(text))), refused);
    expect(found.sort()).toEqual(Object.keys(nginxDifferences).sort());
  });
});

describe.skipIf(!hasSystemd)('systemd-analyze verify (skipped where systemd is not installed)', () => {
  /** It complains in words and ends with 0: whatever names the file counts. */
  function complains(text: string): boolean {
    const file = path.join(folder, 'shop.service');
    writeFileSync(file, text);
    const { stderr, stdout } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });
    return /shop\.service/.test(stderr + stdout);
  }

  test('comes to the same verdict, but for the differences that are listed', () => {
    const ours = (text: string) => refuses(judge(systemd, systemd.read(text)));
    expect(differing(systemdTexts, ours, complains).sort()).toEqual(Object.keys(systemdDifferences).sort());
  });

  test('knows every key that we know', () => {
    const lines = ['Unit', 'Service', 'Install'].map((section) => `[${section}]\n${sectionKeys[section]!.map((key) => `${key}=`).join('\n')}\n`);
    const file = path.join(folder, 'keys.service');
    writeFileSync(file, lines.join('\n').replace('ExecStart=', 'ExecStart=/bin/true'));
    const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });
    expect(stderr.split('\n').filter((line) => /Unknown key|Unknown section/.test(line))).toEqual([]);
  }); // prettier-ignore
});
