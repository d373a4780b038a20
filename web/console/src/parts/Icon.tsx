// Line drawings on a grid of 24, in the colour of the text around them.
const PATHS = {
  inbox: "M4 13l2.500-8h11l2.500 8v6h-16zM4 13h5l1 3h4l1-3h5",
  phone:
    "M5 4h4l2 5-2.500 1.500a11 11 0 0 0 5 5l1.500-2.500 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2z",
  chart: "M4 4v16h16M8 16v-4M12 16V8M16 16v-6",
  settings: "M4 7h10M18 7h2M4 17h4M12 17h8M14 5v4M8 15v4",
  desk: "M4 20v-9l8-6 8 6v9zM10 20v-6h4v6",
  field: "M12 21s7-6 7-11a7 7 0 1 0-14 0c0 5 7 11 7 11zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  idea: "M9 18h6M10 21h4M12 3a6 6 0 0 0-3.500 10.900V15h7v-1.100A6 6 0 0 0 12 3z",
  report: "M6 3h8l4 4v14H6zM14 3v4h4M9 13h6M9 17h6",
  crisis: "M12 4l9 16H3zM12 10v4M12 17v.5",
  search: "M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500L20 20",
  keyboard: "M3 7h18v10H3zM7 10.500h.01M11 10.500h.01M15 10.500h.01M8 14h8",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600L7 7M17 17l1.400 1.400M18.400 5.600L17 7M7 17l-1.400 1.400",
  moon: "M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z",
  language: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3.500 9h17M3.500 15h17M12 3c-5 5-5 13 0 18 5-5 5-13 0-18z",
  user: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20c.5-4 3-6 7-6s6.500 2 7 6",
  leave: "M14 4H6v16h8M10 12h10M17 9l3 3-3 3",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2",
  pin: "M12 21s7-6 7-11a7 7 0 1 0-14 0c0 5 7 11 7 11z",
  note: "M5 4h14v10l-5 6H5zM14 20v-6h5",
  send: "M4 12L20 4l-6 16-3-6z",
  check: "M5 12l5 5L20 7",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  forward: "M9 5l7 7-7 7",
  plus: "M12 5v14M5 12h14",
  star: "M12 4l2.500 5.200 5.500.8-4 4 1 5.600-5-2.700-5 2.700 1-5.600-4-4 5.500-.8z",
  refresh: "M20 12a8 8 0 1 1-2.300-5.700L20 8.500M20 4v4.500h-4.500",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 4M15 9h.01",
  video: "M4 6h11v12H4zM15 10l5-3v10l-5-3",
  voice: "M12 15a3 3 0 0 0 3-3V7a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 12a6 6 0 0 0 12 0M12 18v3",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  missing: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM6 6l12 12",
  whatsapp:
    "M5 19l1-3.500A8 8 0 1 1 9 18.500zM9 9c0 4 2 6 6 6l1-1.500-2.500-1-1 1c-1-.5-1.500-1-2-2l1-1-1-2.500z",
  messenger: "M4 19l1.500-3.500A8 7.500 0 1 1 9 18.500zM8 13l3-3 2 2 3-3",
  instagram:
    "M4 8a4 4 0 0 1 4-4h8a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4zM12 15.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM16.500 7.500h.01",
  x: "M5 5l14 14M19 5L5 19",
  sms: "M4 5h16v11H9l-5 4zM8 10h.01M12 10h.01M16 10h.01",
  email: "M3 6h18v12H3zM3 7l9 6 9-6",
  web: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3.500 9h17M3.500 15h17M12 3c-5 5-5 13 0 18 5-5 5-13 0-18z",
  webhook: "M8 7l-4 5 4 5M16 7l4 5-4 5M13 5l-2 14",
  filter: "M4 5h16l-6 8v6l-4-2v-4z",
  swap: "M7 4L4 7l3 3M4 7h13M17 14l3 3-3 3M20 17H7",
  warning: "M12 4l9 16H3zM12 10v4M12 17v.5",
  ticket: "M4 7h16v3a2 2 0 0 0 0 4v3H4v-3a2 2 0 0 0 0-4zM14 7v10",
} as const;

export type IconName = keyof typeof PATHS;

export function isIcon(name: string): name is IconName {
  return name in PATHS;
}

export function Icon({ name, size = 18, label }: { name: IconName; size?: number; label?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flexShrink: 0 }}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
