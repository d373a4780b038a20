import { describe, expect, it } from "vitest";
import { bodyOf, checkStep, clearDraft, type Draft, emptyDraft, loadDraft, saveDraft, stepOf } from "./draft";

const draft = (more: Partial<Draft>): Draft => ({ ...emptyDraft(), ...more });

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: () => null,
    length: 0,
  };
}

describe("a draft", () => {
  it("comes back as it was left", () => {
    const device = storage();
    const written = draft({
      text: "Yolda çukur var",
      files: [{ id: "f", name: "a.jpg", type: "image/jpeg", size: 3 }],
    });

    saveDraft(device, written);

    expect(loadDraft(device)).toEqual(written);
  });

  it("begins anew after it was sent, and where a browser keeps nothing or nonsense", () => {
    const device = storage();
    saveDraft(device, draft({ text: "x" }));
    clearDraft(device);
    expect(loadDraft(device).text).toBe("");

    device.setItem("nabiz.draft", "{");
    expect(loadDraft(device).text).toBe("");
    expect(loadDraft(undefined).text).toBe("");
  });
});

describe("a step", () => {
  it("wants a text", () => {
    expect(checkStep(draft({ text: "   " }), 1)).toEqual({ text: "error.text" });
    expect(checkStep(draft({ text: "x".repeat(4001) }), 1)).toEqual({ text: "error.text_long" });
    expect(checkStep(draft({ text: "Çukur var" }), 1)).toEqual({});
  });

  it("goes on without a place and without a contact", () => {
    expect(checkStep(draft({}), 2)).toEqual({});
    expect(checkStep(draft({}), 3)).toEqual({});
  });

  it.each([
    ["0532 111 22 33", true],
    ["+90 (532) 111-22-33", true],
    ["444 0 000", false],
    ["beni arayın", false],
  ])("takes the phone %s: %s", (phone, fits) => {
    expect("phone" in checkStep(draft({ phone }), 3)).toBe(!fits);
  });

  it.each([
    ["ayse@example.com", true],
    ["ayse@example", false],
    ["ayse example.com", false],
  ])("takes the mail address %s: %s", (email, fits) => {
    expect("email" in checkStep(draft({ email }), 3)).toBe(!fits);
  });

  it("is where the server's complaint about a field is shown", () => {
    expect([stepOf("category"), stepOf("neighbourhood"), stepOf("phone"), stepOf("media")]).toEqual([
      1, 2, 3, 3,
    ]);
  });
});

describe("a report", () => {
  it("carries what was filled in and nothing else", () => {
    expect(bodyOf(draft({ text: " Çukur var " }), "tr")).toEqual({ text: "Çukur var", language: "tr" });
    expect(
      bodyOf(
        draft({
          text: "Çukur var",
          category: "yol-cukur",
          lat: 39,
          lon: 33,
          neighbourhood: "cinar",
          phone: "05321112233",
        }),
        "en",
      ),
    ).toEqual({
      text: "Çukur var",
      language: "en",
      category: "yol-cukur",
      citizen: { phone: "05321112233" },
      location: { lat: 39, lon: 33, neighbourhood: "cinar" },
    });
  });
});
