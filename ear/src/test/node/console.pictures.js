// Makes the pictures of the console that the documentation shows, in Chromium. BASE is the program, PICTURES the folder.
import { launch, waitForText } from "./browser.js";
import { administrator, newUser, signInAs, until } from "./console.js";

/** The last digit says what becomes of an SMS: 1 fails, 2 is refused, 5 to 9 are taken. */
const NUMBERS = [
  ...["51", "65", "66", "67", "68", "72", "75", "76"].map((end) => `+417912340${end}`),
  ...["15", "26", "37", "48"].map((end) => `+49151234567${end}`),
  ...["5", "6", "7"].map((end) => `+4366412345${end}`),
  ...["75", "86"].map((end) => `+336123456${end}`),
  "+447400123455",
];

const api = await administrator();
const browser = await launch();

async function attempted(userId) {
  const { messages } = await api(`/v2/users/${userId}/phone/messages`);
  return messages[0].attempts?.length > 0;
}

/** Takes a picture of a page when it shows what it should. */
async function picture(name, place, selector, pattern) {
  const page = await signInAs(browser, "admin", place, { width: 1180 });
  await waitForText(page, selector, pattern);
  await page.screenshot({ path: `${process.env.PICTURES}/console-${name}.png` });
  await page.close();
}

for (const phone of NUMBERS) {
  await api("/v2/users/new", newUser(`user-${phone.slice(1)}`, { phone, sendCode: {} }));
}
await until(() => attempted("user-41791234051"));

await picture("user", "#/user/user-41791234051", ".verdict", /HTTP 500/);
await picture("overview", "#/overview", "tr", /United Kingdom/);
await picture("providers", "#/providers", ".provider", /webhook/);
await picture("texts", "#/texts?language=de", ".phone .text", /./);
await browser.close();
