import { beforeEach, describe, expect, it } from "vitest";
import { type ApiClient, ApiProblem, type CallOptions, NetworkLost } from "#shared/api/client";
import { newUpload, type Transport, type UploadState, upload } from "./upload";

const FILE = new Blob(["aaaabbbbcc"], { type: "video/mp4" });

/** A bucket that takes parts of four bytes, and breaks the connection when told. */
class Bucket {
  readonly calls: string[] = [];
  readonly parts = new Map<number, string>();
  breaks = new Set<number>();
  large = true;
  answers = 204;
  forgets = false;
  known: { number: number; etag: string }[] = [];
  kept: UploadState = newUpload();
  progress: number[] = [];

  api = {
    post: async (path: string, { body, idempotencyKey }: CallOptions) => {
      this.calls.push(`${path}${idempotencyKey === this.kept.key ? " same key" : ""}`);
      if (path.endsWith("/parts") && this.forgets) throw new ApiProblem(404, "", "", {});
      if (path.endsWith("/parts"))
        return {
          parts: (body as { numbers: number[] }).numbers.map((number) => ({
            number,
            url: `again/${number}`,
          })),
          arrived: this.known,
        };
      if (path.endsWith("/complete")) return { id: "u1" };
      const parts = [4, 4, 2].map((bytes, place) => ({
        number: place + 1,
        bytes,
        url: `first/${place + 1}`,
      }));
      return this.large ? { id: "u1", parts } : { id: "u1", url: "form", fields: { policy: "p" } };
    },
  } as unknown as ApiClient;

  transport: Transport = async (method, url, body, onProgress) => {
    this.calls.push(`${method} ${url}`);
    if (body instanceof FormData) {
      expect([...body.keys()]).toEqual(["policy", "file"]);
      return { status: this.answers, etag: "" };
    }
    const number = Number(url.split("/")[1]);
    onProgress(body.size / 2);
    if (this.breaks.delete(number)) throw new NetworkLost("down");
    this.parts.set(number, await body.text());
    return { status: 200, etag: `"e${number}"` };
  };

  send(): Promise<string> {
    return upload(FILE, this.kept, {
      api: this.api,
      transport: this.transport,
      keep: async (state) => {
        this.kept = structuredClone(state);
      },
      progress: (sent) => this.progress.push(sent),
    });
  }
}

let bucket: Bucket;

beforeEach(() => {
  bucket = new Bucket();
});

describe("a large file", () => {
  it("goes in parts and is whole", async () => {
    expect(await bucket.send()).toBe("u1");

    expect([...bucket.parts.values()].join("")).toBe(await FILE.text());
    expect(bucket.calls.at(-1)).toBe("/public/uploads/u1/complete");
    expect(bucket.progress).toEqual([2, 4, 6, 8, 9, 10]);
  });

  it("goes on after a break with the part that broke, and sends no other twice", async () => {
    bucket.breaks.add(2);
    await expect(bucket.send()).rejects.toBeInstanceOf(NetworkLost);

    bucket.calls.length = 0;
    expect(await bucket.send()).toBe("u1");

    expect(bucket.calls).toEqual([
      "/public/uploads/u1/parts",
      "PUT again/2",
      "PUT again/3",
      "/public/uploads/u1/complete",
    ]);
    expect([...bucket.parts.values()].join("")).toBe(await FILE.text());
  });

  it("sends no part whose arrival only the city noticed", async () => {
    bucket.breaks.add(2);
    await expect(bucket.send()).rejects.toBeInstanceOf(NetworkLost);

    bucket.calls.length = 0;
    bucket.known = [{ number: 2, etag: '"e2"' }];
    await bucket.send();

    expect(bucket.calls).toEqual(["/public/uploads/u1/parts", "PUT again/3", "/public/uploads/u1/complete"]);
  });

  it("that the city has forgotten in the meantime begins anew", async () => {
    bucket.breaks.add(2);
    await expect(bucket.send()).rejects.toBeInstanceOf(NetworkLost);

    bucket.forgets = true;
    bucket.calls.length = 0;
    expect(await bucket.send()).toBe("u1");

    expect(bucket.calls.slice(0, 3)).toEqual(["/public/uploads/u1/parts", "/public/uploads", "PUT first/1"]);
  });

  it("that has arrived is not sent again", async () => {
    await bucket.send();
    bucket.calls.length = 0;

    expect(await bucket.send()).toBe("u1");

    expect(bucket.calls).toEqual([]);
  });
});

describe("a small file", () => {
  beforeEach(() => {
    bucket.large = false;
  });

  it("goes as one form", async () => {
    expect(await bucket.send()).toBe("u1");

    expect(bucket.calls).toEqual(["/public/uploads same key", "POST form"]);
    expect(bucket.kept).toMatchObject({ id: "u1", done: true });
  });

  it("that the bucket refuses is the citizen's to hear", async () => {
    bucket.answers = 403;

    await expect(bucket.send()).rejects.toBeInstanceOf(ApiProblem);
  });

  it("is tried again when the bucket has a bad moment", async () => {
    bucket.answers = 503;
    await expect(bucket.send()).rejects.toBeInstanceOf(NetworkLost);

    bucket.answers = 204;
    expect(await bucket.send()).toBe("u1");
  });
});
