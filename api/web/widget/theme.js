// The colours, in light and dark. theme="nhs" has the blues and greys that NHS staff know; no logo, no licensed font.

export const theme = `
:host { color-scheme: light dark; }
:host([scheme="light"]) { color-scheme: light; }
:host([scheme="dark"]) { color-scheme: dark; }
.chat, .opener {
  --ground: light-dark(#fbfaf7, #14191b); --sheet: light-dark(#ffffff, #1c2326);
  --ink: light-dark(#1d2528, #e8eceb); --soft: light-dark(#4d5a5f, #b0babc);
  --line: light-dark(#d5dad9, #3a4548); --edge: light-dark(#6d797d, #8b979a);
  --accent: light-dark(#0b5a57, #7fd0c8); --on-accent: light-dark(#ffffff, #0d2422); --tint: light-dark(#e9f3f1, #20302f);
  --mark: light-dark(#ffe9a8, #5f4b0a); --on-mark: light-dark(#1d2528, #fff6da);
  --note: light-dark(#fdf3dc, #2e2716); --note-line: light-dark(#b7791f, #d6a545);
  --bad: light-dark(#a3261b, #ff9d92); --focus: light-dark(#b8450b, #ffb56b);
  --font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; --round: 8px;
}
:host([theme="nhs"]) :is(.chat, .opener) {
  --ground: light-dark(#f0f4f5, #101820); --sheet: light-dark(#ffffff, #1a2530);
  --ink: light-dark(#212b32, #f0f4f5); --soft: light-dark(#4c6272, #aeb7bd);
  --line: light-dark(#d8dde0, #425563); --edge: light-dark(#4c6272, #aeb7bd);
  --accent: light-dark(#005eb8, #7cc0ff); --on-accent: light-dark(#ffffff, #06203a); --tint: light-dark(#e8f1fa, #16304a);
  --mark: light-dark(#fff2ad, #5a4d00); --note: light-dark(#fff9e0, #2d2a14); --note-line: light-dark(#b8860b, #ffeb3b);
  --bad: light-dark(#b01e12, #ff9d92); --focus: light-dark(#212b32, #ffeb3b);
  --font: Arial, sans-serif; --round: 4px;
}
`;
