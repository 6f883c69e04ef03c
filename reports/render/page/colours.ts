import { button } from "./elements.ts";

const THEMES = ["auto", "light", "dark"] as const;

export type ThemeName = (typeof THEMES)[number];

export function themeOf(text: string | undefined): ThemeName {
  return THEMES.find((name) => name === text) ?? "auto";
}

const DARK = "screen and (prefers-color-scheme: dark)";

/** For each theme, when the dark half of the style sheet holds. */
const WHEN: Readonly<Record<ThemeName, string>> = {
  auto: DARK,
  light: "not all",
  dark: "screen",
};

function darkRule(): CSSMediaRule | undefined {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  return rules.find(
    (rule): rule is CSSMediaRule => rule instanceof CSSMediaRule && rule.media.mediaText === DARK,
  );
}

export type ThemeSwitch = {
  readonly button: HTMLButtonElement;
  readonly show: (theme: ThemeName) => void;
};

/** Steps through the reader's own colours, light, and dark. The palette stays in one place: only its condition moves. */
export function themeSwitch(chosen: (theme: ThemeName) => void): ThemeSwitch {
  const rule = darkRule();
  let now: ThemeName = "auto";
  const made = button("", { class: "theme" }, () =>
    chosen(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length] ?? "auto"),
  );
  return {
    button: made,
    show(theme) {
      now = theme;
      made.textContent = `Colours: ${theme}`;
      if (rule !== undefined) rule.media.mediaText = WHEN[theme];
      document.documentElement.style.colorScheme = theme === "auto" ? "" : theme;
    },
  };
}
