import { describe, expect, it } from "vitest";
import { placeOf } from "./exif";

/** The beginning of a JPEG with GPS tags in the given byte order. */
function photo(little: boolean, [latRef, lonRef]: [string, string], lat: number[], lon: number[]): Blob {
  const bytes = new Uint8Array(200);
  const view = new DataView(bytes.buffer);
  const tiff = 12;
  view.setUint16(0, 0xffd8);
  view.setUint16(2, 0xffe1);
  view.setUint16(4, 180);
  view.setUint32(6, 0x45786966);
  view.setUint16(tiff, little ? 0x4949 : 0x4d4d);
  view.setUint16(tiff + 2, 42, little);
  view.setUint32(tiff + 4, 8, little);
  view.setUint16(tiff + 8, 1, little);
  const entry = (at: number, tag: number, type: number, count: number, write: (value: number) => void) => {
    view.setUint16(at, tag, little);
    view.setUint16(at + 2, type, little);
    view.setUint32(at + 4, count, little);
    write(at + 8);
  };
  entry(tiff + 10, 0x8825, 4, 1, (at) => view.setUint32(at, 26, little));
  const table = tiff + 26;
  view.setUint16(table, 4, little);
  const rationals = (offset: number, values: number[]) => {
    values.forEach((value, place) => {
      view.setUint32(tiff + offset + place * 8, Math.round(value * 100), little);
      view.setUint32(tiff + offset + place * 8 + 4, 100, little);
    });
  };
  entry(table + 2, 1, 2, 2, (at) => view.setUint8(at, latRef.charCodeAt(0)));
  entry(table + 14, 2, 5, 3, (at) => view.setUint32(at, 80, little));
  entry(table + 26, 3, 2, 2, (at) => view.setUint8(at, lonRef.charCodeAt(0)));
  entry(table + 38, 4, 5, 3, (at) => view.setUint32(at, 104, little));
  rationals(80, lat);
  rationals(104, lon);
  return new Blob([bytes], { type: "image/jpeg" });
}

describe("the place of a photo", () => {
  it.each([true, false])("is read from its tags (little-endian: %s)", async (little) => {
    expect(await placeOf(photo(little, ["N", "E"], [39, 0, 36], [32, 59, 24]))).toEqual([39.01, 32.99]);
  });

  it("may lie south and west", async () => {
    expect(await placeOf(photo(true, ["S", "W"], [33, 30, 0], [70, 30, 0]))).toEqual([-33.5, -70.5]);
  });

  it("is not there in other files, damaged tags, or a phone that wrote zeros", async () => {
    expect(await placeOf(new Blob(["no photo at all"]))).toBeNull();
    expect(await placeOf(photo(true, ["N", "E"], [39, 0, 0], [32, 0, 0]).slice(0, 60))).toBeNull();
    expect(await placeOf(photo(true, ["N", "E"], [0, 0, 0], [0, 0, 0]))).toBeNull();
  });
});
