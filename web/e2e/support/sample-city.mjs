// Reports of a few days in the invented city, as citizens send them: what the pictures of the console show.
import { api, change, stack } from "./console.mjs";

const REPORTS = [
  ["Gül Sokak'ta logar kapağı kırık, çocuklar düşebilir", "cinar", "Gül Sokak 14"],
  ["Çöpler üç gündür alınmadı, konteyner taşmış durumda", "kavakli", "Atatürk Caddesi 82"],
  ["Gece yarısına kadar süren inşaat gürültüsü", "cumhuriyet", "İnönü Caddesi 5"],
  ["Emlak vergisi borcumu nasıl öğrenebilirim?", "", ""],
  ["Nikâh günü almak için hangi belgeler gerekiyor?", "", ""],
  ["Sahipsiz köpekler okul yolunda çocukları korkutuyor", "kavakli", "Okul Sokak"],
  ["Pazar yerinde zabıta denetimi istiyoruz", "cinar", "Perşembe Pazarı"],
  ["Yolda derin bir çukur var, lastiğim patladı", "cumhuriyet", "Atatürk Caddesi 120"],
  ["Kaldırıma park eden araçlar yüzünden yürüyemiyoruz", "cinar", "Lale Sokak"],
  ["Parktaki salıncağın zinciri kopmuş", "kavakli", "Çınar Parkı"],
  ["Sokak lambası bir haftadır yanmıyor", "cumhuriyet", "116. Sokak"],
  ["Yağmur sonrası mazgal taşıyor, dükkânları su basıyor", "cinar", "Çarşı Sokak 3"],
  ["Durağa yeni bir bank konulabilir mi?", "kavakli", "Belediye Durağı"],
  ["Merhaba, bir konuda yardımınızı istiyorum", "", ""],
];
const NAMES = ["Zeynep Yılmaz", "Mehmet Kaya", "Ayşe Demir", "Elif Şahin", "Murat Çelik", "Fatma Öztürk"];

/** Fill the city unless it has tickets enough. */
export async function fillCity() {
  const { items } = await api("supervisor", "GET", "/tickets?limit=50");
  if (items.length >= REPORTS.length) return;
  for (const [index, [text, neighbourhood, address]] of REPORTS.entries()) {
    const citizen = { name: NAMES[index % NAMES.length], phone: `0555900${String(1000 + index)}` };
    const place = neighbourhood ? { location: { neighbourhood, address } } : {};
    await fetch(`${stack.api_url}/public/tickets`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
      body: JSON.stringify({ text, citizen, language: "tr", ...place }),
    });
  }
  await goOn();
}

/** The vets have begun with theirs, and asked about one. */
async function goOn() {
  const { items } = await api("supervisor", "GET", "/tickets?department=veteriner&limit=20");
  for (const ticket of items.filter(({ status }) => status === "assigned"))
    await change("department", ticket.number, "transitions", { to: "in_progress" });
}
