// What is folded opens where it must be seen.

// ---- a link to a field inside closed details opens them
const unfold = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  for (let e = id && document.getElementById(id); e; e = e.parentElement)
    if (e.tagName === "DETAILS") e.open = true;
};
addEventListener("hashchange", unfold);
unfold();

// ---- on paper stands all that belongs to the page, the folded too; not what can only be pressed
let opened = [];
addEventListener("beforeprint", () => {
  const folded = document.querySelectorAll("details:not([open])");
  opened = [...folded].filter(one => !one.matches(".menu, .acts, .why"));
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
  opened = [];
});
