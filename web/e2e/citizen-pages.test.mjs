// The citizens' pages in a browser, before a city that a test has in its hand: every page for everybody, every failure
// with a human message and nothing lost, files and reports over broken connections, hostile texts as text.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { assertFits, launch, missingBrowser, violations, visitor } from "./support/browser.mjs";
import { FakeCity, KEY, NUMBER, TOKEN, ticket } from "./support/fake-city.mjs";
import { startFront } from "./support/front.mjs";

const skip = missingBrowser;
const city = new FakeCity();
const TEXT = "116. Sokak’ta derin bir çukur var";
let front;
let browser;

before(async () => {
  if (skip) return;
  await city.start();
  [front, browser] = await Promise.all([startFront(city.origin), launch()]);
});

after(async () => {
  await browser?.close();
  front?.stop();
  city.stop();
});

beforeEach(() => city.reset());

const open = async (page, path) => {
  await page.goto(front.origin + path);
  await page.waitForSelector("h1");
};

const next = (page) => page.click("button[type=submit]");

/** The form up to its last step. */
async function write(page, text = TEXT) {
  await open(page, "/basvuru");
  await page.fill("#text", text);
  await next(page);
  await page.waitForSelector("#address");
  await next(page);
  await page.waitForSelector("#phone");
}

/** The next report or message is refused so, or finds no network. */
async function meet(page, trouble) {
  if (trouble !== "lost") city.trouble.set("POST /public/tickets", [trouble]);
  else
    await page.route("**/api/public/tickets**", (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
}

const waiting = () =>
  ticket({
    status: "waiting_citizen",
    question: "Hangi kapı numarası?",
    due: { respond: null, resolve: null },
  });
const done = () =>
  ticket({
    status: "resolved",
    outcome: "solved",
    may_reopen: true,
    may_reply: true,
    survey_open: true,
    survey_token: TOKEN,
  });
const tracked = `/takip/${NUMBER}#key=${KEY}`;

// Every page in the states that look different.
const PAGES = {
  home: (page) => open(page, "/"),
  "step one, with suggestions": async (page) => {
    await open(page, "/basvuru");
    await page.fill("#text", TEXT);
    await page.waitForSelector(".chip");
  },
  "step one, with a mistake": async (page) => {
    await open(page, "/basvuru");
    await next(page);
    await page.waitForSelector(".notice.bad");
  },
  "step two, with the map": async (page) => {
    await open(page, "/basvuru");
    await page.fill("#text", TEXT);
    await next(page);
    await page.click("[aria-expanded]");
    await page.waitForSelector(".area-name");
  },
  "step three, with a file and a mistake": async (page) => {
    await write(page);
    await page.setInputFiles("#media", {
      name: "çukur.png",
      mimeType: "image/png",
      buffer: Buffer.from("x"),
    });
    await page.waitForSelector(".files li");
    await page.fill("#phone", "12");
    await next(page);
    await page.waitForSelector(".field.wrong");
  },
  received: async (page) => {
    await write(page);
    await next(page);
    await page.waitForSelector(".receipt");
  },
  "a ticket in work": (page) => open(page, tracked),
  "a ticket with a question": (page) => {
    city.shown = waiting();
    return open(page, tracked);
  },
  "a done ticket": async (page) => {
    city.shown = done();
    await open(page, tracked);
    await page.click("summary");
  },
  "number and key": (page) => open(page, "/takip"),
  "survey code": (page) => open(page, "/anket"),
  survey: (page) => open(page, `/anket/${TOKEN}`),
  "survey, not satisfied": async (page) => {
    await open(page, `/anket/${TOKEN}`);
    await page.click(".answer.not_satisfied");
    await page.waitForSelector("#comment");
  },
  "wishes, saved": async (page) => {
    await open(page, "/tercihler/abcdefgh");
    await page.click("fieldset input[type=checkbox] >> nth=1");
    await next(page);
    await page.waitForSelector("button[type=submit]:not([aria-busy=true])");
  },
  "my reports": (page) => open(page, "/basvurularim"),
  accessibility: (page) => open(page, "/erisilebilirlik"),
  "nothing there": (page) => open(page, "/boyle/bir/sayfa"),
};

test("every page is for everybody: axe in both languages and themes, 360 px, 200 % zoom", {
  skip,
}, async () => {
  const found = [];
  for (const [name, reach] of Object.entries(PAGES)) {
    city.reset();
    const { context, page, errors } = await visitor(browser);
    await reach(page);
    // A theme changes no more than colours: after its switch only they are looked at.
    for (const change of ["", ".band .round", ".languages [lang=en]", ".band .round"]) {
      if (change) await page.click(change);
      found.push(
        ...(await violations(page, change === ".band .round" ? ["color-contrast"] : undefined)).map(
          (words) => `${name}${change && ` after ${change}`}: ${words}`,
        ),
      );
    }
    // 1280 px at 200 % are 640 of them; English words are in place now, and Turkish ones are longer.
    await page.click(".languages [lang=tr]");
    for (const width of [640, 360]) {
      await page.setViewportSize({ width, height: 740 });
      await assertFits(page, `${name} at ${width} px`);
    }
    assert.deepEqual(
      errors.filter((words) => !/registration blocked/.test(words)),
      [],
      name,
    );
    await context.close();
  }
  assert.deepEqual(found, []);
});

test("the focus goes with the steps and to the mistakes, by keyboard alone", { skip }, async () => {
  const { context, page } = await visitor(browser);
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);
  await open(page, "/basvuru");

  await page.focus("#text");
  await page.click("button[type=submit]");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "alert");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "text");

  await page.keyboard.type(TEXT);
  await page.focus("button[type=submit]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#address");
  assert.equal(await focused(), "H1");
  await page.goBack();
  assert.equal(await page.inputValue("#text"), TEXT);
  await context.close();
});

const REFUSALS = [
  [[422, { field: "phone" }], "#phone-error", /0532/],
  [[422, { detail: "Expected `str` of length <= 4000 - at `$.text`" }], "#text-error", /kelimeyle/],
  [429, ".notice.warm", /yoğun/],
  [500, ".notice.warm", /Bizde bir sorun/],
  ["lost", ".notice.warm", /bağlantısı/],
];

for (const [trouble, place, words] of REFUSALS) {
  test(`a report that meets ${JSON.stringify(trouble)} says so kindly and loses nothing`, {
    skip,
  }, async () => {
    const { context, page } = await visitor(browser);
    await write(page);
    await meet(page, trouble);
    await page.fill("#phone", "0532 111 22 33");

    await next(page);

    await page.waitForSelector(place);
    assert.match(await page.textContent(place), words);
    const kept = await page.evaluate(() => sessionStorage.getItem("nabiz.draft") ?? "");
    if (place === ".notice.warm") assert.match(await page.textContent("main"), /saklandı/);
    else assert.match(kept, /derin bir çukur/);
    await context.close();
  });
}

test("an answer that the city cannot take for now stays typed, also after a reload", { skip }, async () => {
  for (const [trouble, words] of [
    [409, /değişti/],
    [412, /değişti/],
    [429, /yoğun/],
    [500, /Bizde/],
  ]) {
    city.shown = waiting();
    const { context, page } = await visitor(browser);
    await open(page, tracked);
    await meet(page, trouble);
    await page.fill("#reply", "12 numaranın önünde");

    await page.click(".ask button[type=submit]");

    await page.waitForSelector("#reply-error");
    assert.match(await page.textContent("#reply-error"), words);
    await page.unrouteAll();
    await page.reload();
    await page.waitForSelector("#reply");
    assert.equal(await page.inputValue("#reply"), "12 numaranın önünde");
    await page.click(".ask button[type=submit]");
    await page.waitForSelector(".messages .citizen >> nth=1");
    assert.equal(city.replies.at(-1).text, "12 numaranın önünde");
    await context.close();
  }
});

test("an answer written without network is kept, outlives the page and arrives once", { skip }, async () => {
  city.shown = waiting();
  const { context, page } = await visitor(browser, { workers: "allow" });
  await open(page, tracked);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.fill("#reply", "12 numaranın önünde");
  await page.setInputFiles("#reply-media", {
    name: "kapı.png",
    mimeType: "image/png",
    buffer: Buffer.alloc(2000, 1),
  });
  await page.waitForSelector(".files .hint:has-text('Yüklendi')");
  await context.setOffline(true);

  await page.click(".ask button[type=submit]");
  await page.waitForSelector(".ask .notice.warm:has-text('saklandı')");
  assert.equal(await page.inputValue("#reply"), "");
  await open(page, "/basvurularim");
  await page.waitForSelector(".list .words:has-text('12 numaranın önünde')");

  // The first attempt arrives, but its answer does not.
  city.trouble.set(`POST /public/tickets/${NUMBER}/messages`, ["answer lost"]);
  await context.setOffline(false);
  await open(page, tracked);
  await page.waitForSelector(".messages .citizen:has-text('12 numaranın')", { timeout: 40_000 });
  await page.waitForFunction(() => !document.querySelector(".notice.warm"), null, { timeout: 40_000 });
  assert.equal(new Set(city.onces).size, 1);
  assert.ok(city.onces.length > 1);
  assert.deepEqual(city.replies, [{ key: KEY, text: "12 numaranın önünde", media: ["u"] }]);
  await context.close();
});

test("a survey: looking is no answer, one tap is, words come later; an ended one says so", {
  skip,
}, async () => {
  const { context, page } = await visitor(browser);
  await open(page, `/anket/${TOKEN}`);
  assert.deepEqual(city.answers, []);

  await page.click(".answer.not_satisfied");
  await page.waitForSelector("#comment");
  assert.deepEqual(city.answers, [{ answer: "not_satisfied" }]);

  await page.fill("#comment", "Çukur hâlâ duruyor");
  await page.click("button:has-text('yeniden ele')");
  await page.waitForSelector(".notice.good");
  assert.deepEqual(city.answers.at(-1), {
    answer: "not_satisfied",
    comment: "Çukur hâlâ duruyor",
    reopen: true,
  });

  city.trouble.set("GET /public/surveys", [410]);
  await open(page, `/anket/${TOKEN}`);
  await page.waitForSelector("h1:has-text('süresi doldu')");

  await open(page, "/anket");
  await page.fill("#code", "583 920 171");
  await next(page);
  assert.match(await page.textContent("#code-error"), /yanlış/);
  await page.fill("#code", "583 920 170");
  await next(page);
  await page.waitForSelector(".chosen");
  await context.close();
});

test("a key leaves the address at once, is in no request but the API's, and in nothing that is kept for offline times", {
  skip,
}, async () => {
  const { context, page } = await visitor(browser, { workers: "allow" });
  const asked = [];
  context.on("request", (request) => asked.push(request));
  await open(page, "/");
  await page.evaluate(() => navigator.serviceWorker.ready);

  await open(page, tracked);
  await page.waitForSelector(".line");

  assert.equal(page.url(), `${front.origin}/takip/${NUMBER}`);
  const carrying = asked
    .filter((request) => request.url().includes(KEY))
    .map((request) => new URL(request.url()).pathname);
  assert.ok(
    carrying.every((path) => path === `/takip/${NUMBER}` || path === `/api/public/tickets/${NUMBER}`),
    carrying,
  );
  assert.ok(asked.every((request) => !(request.headers().referer ?? "").includes(NUMBER)));
  const kept = await page.evaluate(async () => {
    const urls = [];
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) urls.push(request.url);
    return urls;
  });
  assert.ok(kept.length > 5);
  assert.deepEqual(
    kept.filter((url) => url.includes("/api/") && !/\/public\/(catalogue|branding)/.test(url)),
    [],
  );
  await context.close();
});

test("a report written without network is kept with its photo, and arrives once when the network is back", {
  skip,
}, async () => {
  const { context, page } = await visitor(browser, { workers: "allow" });
  await open(page, "/basvuru");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await page.fill("#text", TEXT);
  await next(page);
  await next(page);
  await page.setInputFiles("#media", {
    name: "çukur.png",
    mimeType: "image/png",
    buffer: Buffer.alloc(2000, 1),
  });
  await page.waitForSelector(".files li");
  await next(page);
  await page.waitForSelector("h1:has-text('saklandı')");
  assert.equal(city.tickets.size, 0);

  // The first attempt arrives, but its answer does not.
  city.trouble.set("POST /public/tickets", ["answer lost"]);
  await context.setOffline(false);
  await page.waitForFunction(() => !document.querySelector("button[aria-busy=true]"));
  assert.equal(await page.locator(".receipt").count(), 0);
  await page.reload();

  await page.waitForSelector(".receipt", { timeout: 40_000 });
  assert.equal(city.tickets.size, 1);
  const [body] = city.tickets.values();
  assert.deepEqual([body.text, body.media], [TEXT, ["u"]]);
  await context.close();
});

test("a large file goes on where the connection broke", { skip }, async () => {
  city.trouble.set("PUT /bucket/u/3", ["drop"]);
  const { context, page } = await visitor(browser);
  await write(page);

  await page.setInputFiles("#media", {
    name: "video.mp4",
    mimeType: "video/mp4",
    buffer: Buffer.alloc(1_400_000, 7),
  });

  await page.waitForSelector(".files .hint:has-text('Yüklendi')", { timeout: 30_000 });
  const puts = city.requests.filter((line) => line.startsWith("PUT "));
  assert.deepEqual(
    puts,
    [1, 2, 3, 3, 4, 5].map((part) => `PUT /bucket/u/${part}`),
  );
  assert.equal(
    [...city.parts.values()].reduce((sum, bytes) => sum + bytes),
    1_400_000,
  );
  await context.close();
});

const HOSTILE = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(2)</script>",
  '"><svg onload=alert(3)>',
  "javascript:alert(4)",
  "{{constructor.constructor('alert(5)')()}}",
  "<a href='javascript:alert(6)'>x</a>",
  "\u202Egnp.exe <iframe srcdoc='<script>alert(7)</script>'>",
];

test("hostile names, texts, files and addresses are shown as text", { skip }, async () => {
  const all = HOSTILE.join("\n");
  city.shown = {
    ...waiting(),
    question: all,
    messages: HOSTILE.map((text, place) => ({
      from: place % 2 ? "city" : "citizen",
      at: new Date(place).toISOString(),
      text,
    })),
  };
  city.branding = {
    name: HOSTILE[0],
    phones: { call_centre: HOSTILE[2] },
    urls: { home: "https://x.example" },
  };
  const { context, page, errors } = await visitor(browser);

  await open(page, tracked);
  await page.waitForSelector(".messages");
  await page.waitForFunction(
    (name) => document.querySelector(".name").textContent.includes(name),
    HOSTILE[0],
  );
  const shown = await page.textContent("main");
  await open(page, "/basvuru");
  await page.fill("#text", all);
  await next(page);
  await page.fill("#address", all.replace(/\n/g, " "));
  await next(page);
  await page.setInputFiles("#media", {
    name: '<img src=x onerror="alert(8)">.png',
    mimeType: "image/png",
    buffer: Buffer.from("x"),
  });
  await page.waitForSelector(".files li");
  await next(page);
  await page.waitForSelector(".receipt");
  await open(page, "/basvurularim");

  for (const text of HOSTILE) assert.ok(shown.includes(text), text);
  const planted = "script:not([src]), iframe, img[src='x'], [onload], [onerror], a[href^='javascript']";
  assert.equal(await page.locator(planted).count(), 0);
  assert.deepEqual(
    errors.filter((words) => !/registration blocked/.test(words)),
    [],
  );
  await context.close();
});

test("the pages carry a policy that allows no script but their own files", { skip }, async () => {
  const policy = (await fetch(`${front.origin}/takip/${NUMBER}`)).headers.get("content-security-policy");

  assert.match(policy, /script-src 'self'(;|$)/);
  assert.match(policy, /default-src 'none'/);
  assert.match((await fetch(`${front.origin}/sw.js`)).headers.get("cache-control"), /no-cache/);
});
