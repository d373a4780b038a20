import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";
import { type ApiClient, ApiProblem, type CallOptions, NetworkLost } from "#shared/api/client";
import { type Keeper, openKeeper } from "./keeper";
import { type KeptReport, type Received, type SendPorts, send, sendWaiting, sweep } from "./outbox";

const NUMBER = "123456789";

/** A city that takes each key once, and may lose requests or answers. */
class City {
  readonly tickets = new Map<string, unknown>();
  readonly paths: string[] = [];
  trouble: ("lost" | "answer lost" | "files gone" | number)[] = [];

  async post<T>(path: string, { body, idempotencyKey = "" }: CallOptions): Promise<T> {
    const trouble = this.trouble.shift();
    if (trouble === "lost") throw new NetworkLost("down");
    if (trouble === "files gone") throw new ApiProblem(422, "", "", { field: "media" });
    if (typeof trouble === "number") throw new ApiProblem(trouble, "", "", { field: "phone" });
    this.tickets.set(idempotencyKey, body);
    this.paths.push(path);
    if (trouble === "answer lost") throw new NetworkLost("down");
    return {
      number: NUMBER,
      key: "abc",
      status: "received",
      department: null,
      category: null,
      due: { respond: null, resolve: null },
    } satisfies Received as T;
  }
}

let device: Keeper;
let city: City;
let ports: SendPorts;

const report = (id: string, keptAt = 1, files: string[] = []): KeptReport => ({
  id,
  body: { text: `Report ${id}`, language: "tr" },
  files,
  keptAt,
});

const waiting = async (): Promise<string[]> => (await device.all("outbox")).map(({ id }) => id);

beforeEach(async () => {
  device = await openKeeper(new IDBFactory());
  city = new City();
  ports = {
    api: city as unknown as ApiClient,
    keeper: device,
    uploaded: async (file) => `upload-${file}`,
    now: () => 7,
  };
});

describe("a kept report", () => {
  it("arrives, is forgotten with its files, and leaves number and key", async () => {
    const kept = report("r1", 1, ["f1"]);
    await device.put("outbox", kept);
    await device.put("files", {
      id: "f1",
      name: "a.jpg",
      type: "image/jpeg",
      blob: new Blob(["x"]),
      keptAt: 1,
    });

    await send(kept, ports);

    expect([...city.tickets.entries()]).toEqual([
      ["r1", { text: "Report r1", language: "tr", media: ["upload-f1"] }],
    ]);
    expect(await device.all("files")).toEqual([]);
    expect(await waiting()).toEqual([]);
    expect(await device.get("tickets", NUMBER)).toEqual({
      number: NUMBER,
      key: "abc",
      title: "Report r1",
      openedAt: 7,
      report: "r1",
      unseen: false,
    });
  });

  it("brings its files again when the city has forgotten them", async () => {
    const brought: string[] = [];
    const kept = report("r1", 1, ["f1"]);
    await device.put("uploads", { file: "f1", key: "k", id: "old", parts: [], arrived: {}, done: true });
    city.trouble = ["files gone"];

    const uploaded = async (file: string) => {
      brought.push((await device.get("uploads", file))?.id ?? "new");
      return brought.at(-1) ?? "";
    };
    await send(kept, { ...ports, uploaded });

    expect(brought).toEqual(["old", "new"]);
    expect([...city.tickets.values()]).toMatchObject([{ media: ["new"] }]);
  });

  it("arrives once although its answer was lost", async () => {
    await device.put("outbox", report("r1"));
    city.trouble = ["answer lost"];

    await sendWaiting(ports);
    await sendWaiting(ports);

    expect(city.tickets.size).toBe(1);
    expect(await waiting()).toEqual([]);
  });

  it("waits on while there is no network, with those behind it", async () => {
    await device.put("outbox", report("new", 2));
    await device.put("outbox", report("old", 1));
    city.trouble = ["lost"];

    expect(await sendWaiting(ports)).toEqual([]);
    expect((await waiting()).sort()).toEqual(["new", "old"]);

    await sendWaiting(ports);
    expect([...city.tickets.keys()]).toEqual(["old", "new"]);
  });

  it.each([429, 500, 503])("waits on after %i", async (status) => {
    await device.put("outbox", report("r1"));
    city.trouble = [status];

    await sendWaiting(ports);

    expect((await device.get("outbox", "r1"))?.refused).toBeUndefined();
  });

  it("that the city refuses says why, is not sent again by itself, and holds up no other", async () => {
    await device.put("outbox", report("bad", 1));
    await device.put("outbox", report("good", 2));
    city.trouble = [422];

    await sendWaiting(ports);
    await sendWaiting(ports);

    expect((await device.get("outbox", "bad"))?.refused).toEqual({ kind: "invalid", field: "phone" });
    expect([...city.tickets.keys()]).toEqual(["good"]);
  });
});

it("a kept answer goes to its ticket, once, and opens none", async () => {
  await device.put("outbox", { ...report("a1"), to: { number: NUMBER, key: "abc" } });
  city.trouble = ["answer lost"];

  await sendWaiting(ports);
  await sendWaiting(ports);

  expect(city.paths).toEqual(Array(2).fill(`/public/tickets/${NUMBER}/messages`));
  expect([...city.tickets.entries()]).toEqual([["a1", { key: "abc", text: "Report a1" }]]);
  expect(await device.all("tickets")).toEqual([]);
  expect(await waiting()).toEqual([]);
});

it("files of forgotten drafts leave the device, those in use stay", async () => {
  for (const [id, keptAt] of [
    ["old", 1],
    ["drafted", 1],
    ["waiting", 1],
    ["new", 9],
  ] as const)
    await device.put("files", { id, name: id, type: "image/jpeg", blob: new Blob(["x"]), keptAt });
  await device.put("outbox", report("r1", 1, ["waiting"]));

  await sweep(device, ["drafted"], 5);

  expect((await device.all("files")).map(({ id }) => id).sort()).toEqual(["drafted", "new", "waiting"]);
});

it("a browser without a store keeps things while the page lives, and says so", async () => {
  const memory = await openKeeper({
    open: () => {
      throw new Error("forbidden");
    },
  } as unknown as IDBFactory);

  await memory.put("outbox", report("r1"));

  expect(memory.lasting).toBe(false);
  expect(await memory.get("outbox", "r1")).toEqual(report("r1"));
});
