// Beside each choice a sign to hear just it, for who wants that (the settings: "on"). It stands in
// the corner of the choice and is no part of it: a press there picks nothing.
const root = document.documentElement;
const block = document.getElementById("listen").dataset.block;

// Many choices are one stop for Tab, so that Next stays near: from sign to sign by the arrow keys,
// as from one round box to the next. With round boxes it is the sign of the one where one is.
const reach = sign => {
  for (const one of signs(sign)) one.tabIndex = one === sign ? 0 : -1;
};
const group = e => {
  const choice = e.closest(".choice");
  const up = choice.parentElement;
  return up.tagName === "LI" ? up.parentElement : up;
};
const signs = e => [...group(e).querySelectorAll(".say")].filter(one => group(one) === group(e));

function add(choice) {
  const around = document.createElement("div");
  around.className = "choice";
  choice.replaceWith(around);
  const sign = document.createElement("button");
  sign.type = "button";
  sign.className = "say";
  const copy = choice.cloneNode(true);
  for (const one of copy.querySelectorAll("[aria-hidden=true]")) one.remove();
  const words = copy.textContent.replace(/\u00ad/g, "").replace(/\s+/g, " ");
  sign.setAttribute("aria-label", `${block}: ${words.trim()}`);
  sign.addEventListener("click", () =>
    choice.dispatchEvent(new CustomEvent("hear", { bubbles: true })),
  );
  around.append(choice, sign);
  return sign;
}

const found = [...document.querySelectorAll("main label,main .tile")].filter(
  e => e.matches(".tile") || e.querySelector("[type=radio],[type=checkbox]"),
);
if (root.dataset.voice !== "none") {
  const all = found.map(add);
  // The last that is reached stays: the first of each group, or the one that is picked.
  for (const sign of [...all].reverse()) reach(sign);
  for (const sign of all)
    if (sign.previousSibling.querySelector("[type=radio]:checked")) reach(sign);
}

addEventListener("focusin", e => {
  const choice = e.target.closest(".choice");
  if (choice && e.target.matches(".say,[type=radio]")) reach(choice.lastChild);
});

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
addEventListener("keydown", e => {
  const step = e.target.matches(".say") && STEPS[e.key];
  if (!step) return;
  e.preventDefault();
  const all = signs(e.target);
  all[(all.indexOf(e.target) + step + all.length) % all.length].focus();
});
