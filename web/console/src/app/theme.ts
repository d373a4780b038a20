// Colours and sizes. Contrast was chosen so that every text reaches 4.5 to 1 on both backgrounds.
import { createTheme, type MantineColorsTuple, mergeThemeOverrides } from "@mantine/core";

/** What opens over the page stands in a landmark of its own; index.html has it, `changeLanguage` names it. */
export const OVERLAYS = "overlays";

const pulse: MantineColorsTuple = [
  "#e6f6f8",
  "#d3e9ee",
  "#a8d2db",
  "#79bac8",
  "#53a6b8",
  "#3b9aaf",
  "#2c94aa",
  "#1b7f94",
  "#0b6b80",
  "#00566a",
];

// A list of options scrolls by itself: keys move within it, no second stop of the keyboard is needed.
const LIST = { withScrollArea: false, styles: { options: { maxHeight: 260, overflowY: "auto" } } } as const;

const theme = createTheme({
  primaryColor: "pulse",
  primaryShade: { light: 8, dark: 7 },
  colors: { pulse },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  defaultRadius: "md",
  headings: {
    sizes: { h1: { fontSize: "1.25rem" }, h2: { fontSize: "1rem" }, h3: { fontSize: "0.875rem" } },
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "xs" } },
    TextInput: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm", ...LIST } },
    MultiSelect: { defaultProps: LIST },
    Textarea: { defaultProps: { size: "sm" } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } }, // the first item has the focus, not an empty place
    Portal: { defaultProps: { target: `#${OVERLAYS}` } },
    Modal: { defaultProps: { centered: true } },
  },
});

/** The theme with the words that components say by themselves. */
export const themeWith = (close: string) =>
  mergeThemeOverrides(theme, {
    components: { Modal: { defaultProps: { centered: true, closeButtonProps: { "aria-label": close } } } },
  });
