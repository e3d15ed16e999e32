/** One drawing for each stage, 64 × 64, one line width. `a` fills with brass, the one accent. */
export const emblems: Record<string, string> = {
  // A window above the deck, and the tank that it depends on below.
  'what-a-backend-does':
    '<path d="M16 8h32v18H16zM16 13h32"/><path d="M6 33h52" stroke-dasharray="3 4"/><path d="M32 26v12"/><rect class="a" x="20" y="38" width="24" height="18" rx="2"/><path d="M26 44h12M26 50h7"/>',
  // Braces around a loop.
  'javascript-for-servers':
    '<path d="M18 12c-6 0-7 3-7 8v5c0 4-2 6-5 7 3 1 5 3 5 7v5c0 5 1 8 7 8M46 12c6 0 7 3 7 8v5c0 4 2 6 5 7-3 1-5 3-5 7v5c0 5-1 8-7 8"/><path d="M41 27a10.5 10.5 0 1 0 1 8"/><path d="M42.5 20v8h-8"/><circle class="a" cx="32" cy="32" r="3"/>',
  // A request there, a response back.
  'http-apis-with-express':
    '<path d="M10 12v40M54 12v40"/><path d="M16 24h30M40 18l7 6-7 6"/><path d="M48 42H18M24 36l-7 6 7 6"/><circle class="a" cx="10" cy="12" r="3.5"/><circle class="a" cx="54" cy="12" r="3.5"/>',
  // A prompt, and a branch that comes back.
  'shell-git-debugging-tests':
    '<path d="M8 12l9 8-9 8M21 28h11"/><path d="M14 50h36M22 50c8 0 6-14 14-14h8"/><circle class="a" cx="14" cy="50" r="4"/><circle class="a" cx="50" cy="50" r="4"/><circle class="a" cx="47" cy="36" r="4"/>',
  // A drum, and rows joined by a key.
  'relational-databases':
    '<ellipse class="a" cx="24" cy="15" rx="16" ry="6"/><path d="M8 15v30c0 3.3 7.2 6 16 6s16-2.7 16-6V15M8 25c0 3.3 7.2 6 16 6s16-2.7 16-6M8 35c0 3.3 7.2 6 16 6s16-2.7 16-6"/><path d="M40 35h8M48 28h10v14H48zM48 35h10"/>',
  // Two flanges, bolted.
  'apis-people-can-rely-on':
    '<path d="M4 24h20M4 40h20M40 24h20M40 40h20"/><rect x="24" y="14" width="8" height="36"/><rect x="32" y="14" width="8" height="36"/><path d="M19 20h26M19 44h26"/><rect class="a" x="16" y="17" width="5" height="6"/><rect class="a" x="43" y="17" width="5" height="6"/><rect class="a" x="16" y="41" width="5" height="6"/><rect class="a" x="43" y="41" width="5" height="6"/>',
  // A key.
  'identity-and-access':
    '<circle cx="20" cy="32" r="12"/><circle class="a" cx="20" cy="32" r="4.5"/><path d="M32 32h26M50 32v9M42 32v6"/>',
  // A shield over a keyhole.
  'security-and-privacy':
    '<path d="M32 7c7 5 14 7 21 7v16c0 13-8 22-21 27C19 52 11 43 11 30V14c7 0 14-2 21-7z"/><circle class="a" cx="32" cy="28" r="5"/><path d="M32 33v10"/>',
  // One question, three ways on.
  'business-logic':
    '<path class="a" d="M32 7l14 13-14 13-14-13z"/><path d="M32 33v9M18 20H10v22M46 20h8v22"/><rect x="4" y="42" width="12" height="12"/><rect x="26" y="42" width="12" height="12"/><rect x="48" y="42" width="12" height="12"/>',
  // One line that becomes three, and one again.
  'performance-caching-scale':
    '<path d="M4 32h12c6 0 4-16 12-16h8c8 0 6 16 12 16h12M16 32h32M16 32c6 0 4 16 12 16h8c8 0 6-16 12-16"/><circle class="a" cx="32" cy="16" r="4.5"/><circle class="a" cx="32" cy="32" r="4.5"/><circle class="a" cx="32" cy="48" r="4.5"/>',
  // A loaded ship.
  'ship-and-run':
    '<path d="M6 36h52l-7 14H13z"/><rect class="a" x="14" y="26" width="11" height="10"/><rect x="25" y="26" width="11" height="10"/><path d="M36 36V20h13v16M42 20v-8"/><path d="M4 57c5-3 9-3 14 0s9 3 14 0 9-3 14 0 9 3 14 0"/>',
  // Two people, two languages.
  'languages-people-ai-career':
    '<path d="M6 10h32v22H20l-8 8v-8H6z"/><path d="M44 22h14v22h-6v8l-8-8H26v-6"/><path d="M13 18h18M13 24h11"/><circle class="a" cx="36" cy="38" r="2"/><circle class="a" cx="44" cy="38" r="2"/><circle class="a" cx="52" cy="38" r="2"/>',
};
