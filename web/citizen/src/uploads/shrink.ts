// Photos of today's phones are larger than anybody needs; a smaller copy saves the citizen's data and time.

const WORTH_IT = 1_200_000; // bytes; a smaller file is sent as it is
const LONGEST_SIDE = 2048; // pixels: enough to read a number plate across the street
const QUALITY = 0.85;

/** A smaller JPEG of a photo, or the file itself where that is not smaller or the browser cannot read it. */
export async function shrink(file: Blob): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < WORTH_IT) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const smaller = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return smaller && smaller.size < file.size ? smaller : file;
  } catch {
    return file;
  }
}
