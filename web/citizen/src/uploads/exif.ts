// Where a JPEG photo was taken, from its EXIF GPS tags (CIPA DC-008, 4.6.6). Read before the photo is made smaller.

export type Point = [lat: number, lon: number];

const APP1 = 0xffe1;
const START_OF_SCAN = 0xffda;
const GPS_TAG = 0x8825;
const [LAT_REF, LAT, LON_REF, LON] = [1, 2, 3, 4];
const HEAD = 256 * 1024; // bytes; EXIF stands at the beginning

export async function placeOf(photo: Blob): Promise<Point | null> {
  try {
    return find(new DataView(await photo.slice(0, HEAD).arrayBuffer()));
  } catch {
    return null; // damaged tags are no tags
  }
}

function find(view: DataView): Point | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 4 < view.byteLength; ) {
    const marker = view.getUint16(at);
    if (marker === START_OF_SCAN || marker < 0xff00) return null;
    if (marker === APP1 && view.getUint32(at + 4) === 0x45786966) return read(view, at + 10);
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function read(view: DataView, tiff: number): Point | null {
  const little = view.getUint16(tiff) === 0x4949;
  const gps = entry(view, tiff + view.getUint32(tiff + 4, little), GPS_TAG, little);
  if (gps === null) return null;
  const table = tiff + view.getUint32(gps + 8, little);
  const lat = degrees(view, tiff, table, LAT, LAT_REF, "S", little);
  const lon = degrees(view, tiff, table, LON, LON_REF, "W", little);
  const there =
    lat !== null && lon !== null && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0);
  return there ? [lat, lon] : null;
}

function entry(view: DataView, table: number, tag: number, little: boolean): number | null {
  const count = view.getUint16(table, little);
  for (let place = 0; place < count; place++) {
    const at = table + 2 + place * 12;
    if (view.getUint16(at, little) === tag) return at;
  }
  return null;
}

function degrees(
  view: DataView,
  tiff: number,
  table: number,
  tag: number,
  refTag: number,
  negative: string,
  little: boolean,
): number | null {
  const value = entry(view, table, tag, little);
  const ref = entry(view, table, refTag, little);
  if (value === null || ref === null) return null;
  const at = tiff + view.getUint32(value + 8, little);
  const part = (place: number) =>
    view.getUint32(at + place * 8, little) / (view.getUint32(at + place * 8 + 4, little) || 1);
  const size = part(0) + part(1) / 60 + part(2) / 3600;
  const sign = String.fromCharCode(view.getUint8(ref + 8)) === negative ? -1 : 1;
  return Number.isFinite(size) ? Math.round(sign * size * 1e6) / 1e6 : null;
}
