"use strict";

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className || "";
  return made;
}

function step({ title, command }) {
  const item = element("li", "");
  const copy = element("button", "Copy");
  copy.type = "button";
  copy.setAttribute("aria-label", "Copy: " + title);
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(command);
    copy.textContent = "Copied";
    setTimeout(() => (copy.textContent = "Copy"), 2000);
  });
  const request = element("pre", "");
  request.tabIndex = 0;
  request.append(element("code", command));
  item.append(copy, element("h2", title), request);
  return item;
}

async function welcome() {
  const answer = await fetch("/dev/welcome.json");
  const said = await answer.json();
  if (!answer.ok) {
    throw new Error(said.message);
  }
  document.getElementById("steps").replaceChildren(...said.steps.map(step));
  document.getElementById("again").textContent = said.again;
  document.getElementById("data").textContent = "All data is in " + said.data + ".";
}

welcome().catch((problem) => {
  document.getElementById("again").textContent = "The requests cannot be shown: " + problem.message;
});
