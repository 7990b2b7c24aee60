// What each page needs: where it begins, and what pressing must not do. Every page works without
// this and all other scripts. No code of others, nothing is sent to other sites. All are written in
// the language of 2019: what a browser of that year can't read (?., ??=, findLast, matchAll,
// requestSubmit) would stop the whole file.

// ---- errors: begin where the summary is
const faults = document.getElementById("faults");
if (faults) faults.focus();

// ---- a page that the browser kept whole (Back) is fetched again: after "Close my answers" it must
// show nothing
addEventListener("pageshow", e => {
  if (e.persisted) location.reload();
});

// ---- a double click sends a form once; Back (bfcache) makes it usable again
const sent = new WeakSet();
addEventListener("submit", e => {
  if (sent.has(e.target)) e.preventDefault();
  sent.add(e.target);
  setTimeout(() => sent.delete(e.target), 5000);
});

// ---- the second press of a slow double click meets the next page, where Next stands in the same
// place: it presses nothing
let pressed = false;
const second = e => {
  if (e.detail > 1 && !pressed) {
    e.preventDefault();
    e.stopPropagation();
  } else pressed = true;
};
addEventListener("click", second, true);

// ---- WebKit goes from one round box to the next by arrows without a focus that is seen, and does
// not scroll there
addEventListener("keyup", e => {
  const at = e.target;
  if (at.type === "radio" && /^Arrow/.test(e.key) && !at.matches(":focus-visible")) {
    at.blur();
    at.focus();
  }
});

// ---- what the focus came to by Tab, or by an arrow from box to box, is seen whole, with its card:
// browsers bring only the box of a card, or the line of a field, out from under the moves
addEventListener("keyup", e => {
  const at = e.target;
  if (e.key === "Tab" || at.type === "radio")
    (at.closest("label") || at).scrollIntoView({ block: "nearest" });
});

// ---- on paper stands all that is in a field now
addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll(".printed"))
    one.textContent = one.previousElementSibling.querySelector("input,textarea").value;
});

// ---- "None of these" takes the ticks of the others, and they take its own
addEventListener("change", e => {
  const at = e.target;
  const picks = "input[type=checkbox][name=answer],.role > input";
  if (!at.checked || !at.matches(picks)) return;
  const all = [...at.form.querySelectorAll(picks)];
  const off = at.matches("[data-alone]") ? one => one !== at : one => one.matches("[data-alone]");
  for (const one of all.filter(off)) one.checked = false;
});
