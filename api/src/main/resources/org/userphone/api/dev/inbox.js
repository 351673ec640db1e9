"use strict";

const list = document.getElementById("messages");
const state = document.getElementById("state");
const EMPTY =
  "No message yet. Set the phone of a user with sendCode, by the second request on the start page, and it arrives here.";

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className || "";
  return made;
}

function message({ id, recipient, text, at }) {
  const item = element("li", "", "message");
  item.dataset.id = id;
  const time = element("time", new Date(at).toLocaleString());
  time.dateTime = at;
  const head = element("p", "", "head");
  head.append(element("strong", recipient), " ", time);
  const words = element("p", text, "text");
  words.dir = "auto";
  item.append(head, words);
  return item;
}

function say(text) {
  if (state.textContent !== text) {
    state.textContent = text;
  }
}

async function look() {
  try {
    const answer = await fetch("/inbox.json");
    const messages = await answer.json();
    if (!answer.ok) {
      throw new Error(messages.message);
    }
    const shown = new Set([...list.children].map((item) => item.dataset.id));
    list.prepend(...messages.filter(({ id }) => !shown.has(id)).map(message));
    say(messages.length === 0 ? EMPTY : "");
  } catch (problem) {
    say("The inbox cannot be read: " + problem.message);
  }
  setTimeout(look, 1000);
}

look();
