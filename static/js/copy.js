// What stands under a heading of the worker's page is copied at one press, as plain text: a line for
// each thing. By the old way, which also works where a page came without https.

const copied = text => {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
};

for (const one of document.querySelectorAll("[data-copy]")) {
  one.hidden = false;
  const part = one.closest("[data-part]");
  one.addEventListener("click", () => {
    const lines = [...part.querySelectorAll("h2,h3,.mine:not(.begins)")].map(e =>
      e.innerText.replace(/\s+/g, " ").trim(),
    );
    if (copied(lines.join("\n"))) one.nextElementSibling.textContent = one.dataset.copy;
    one.focus();
  });
}
