// Ticket numbers and phones as people read them aloud.

// Damm (2004): finds every wrong digit and every swap of two neighbours; the table is the server's.
const DAMM = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
].map((row) => Array.from(row, Number));

/** 123-456-789; anything that has not nine digits stays as it is. */
export function writeNumber(number: string): string {
  return /^\d{9}$/.test(number) ? (number.match(/\d{3}/g) ?? []).join("-") : number;
}

/** The nine digits of what somebody wrote, or null when it is no ticket number or a mistyped one. */
export function readNumber(written: string): string | null {
  const digits = written.replace(/[\s.\-–]/g, "");
  if (!/^\d{9}$/.test(digits)) return null;
  let interim = 0;
  for (const digit of digits) interim = DAMM[interim]?.[Number(digit)] ?? 0;
  return interim === 0 ? digits : null;
}

/** A Turkish phone in the groups it is said in (0532 111 22 33); others as they came. */
export function writePhone(phone: string): string {
  const found = /^\+90(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  return found ? `0${found[1]} ${found[2]} ${found[3]} ${found[4]}` : phone;
}

/** Digits in pairs and threes with pauses, for reading back: "532 111 22 33". */
export function groupDigits(typed: string): string {
  const digits = typed.replace(/\D/g, "").replace(/^(0090|90(?=5\d{9}$)|0)/, "");
  return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6, 8), digits.slice(8)]
    .filter(Boolean)
    .join(" ");
}
