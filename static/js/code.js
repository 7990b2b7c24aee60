// The code of a key card, in four fields. A code pasted into one goes into all, one typed on and on
// in the first as well. A slip is told while typing: a letter that no code has at once, a letter
// too few when a later group is begun.
// Never when a field is left: what appears then would move the button that is pressed.
const groups = [...document.querySelectorAll("[data-group]")];
const plain = text => text.replace(/[\s\-–—·.:]/g, "").toUpperCase();

// What has no room in a group goes on in the next ones: a letter behind those that stand there,
// more in their place. The focus stays. Gives the last group that got some.
function spread(i, text) {
  let rest = text.slice(4);
  let last = i;
  const behind = rest.length === 1;
  groups[i].value = text.slice(0, 4);
  for (let n = i + 1; rest && n < groups.length; n++) {
    const all = (behind ? plain(groups[n].value) : "") + rest;
    groups[n].value = all.slice(0, 4);
    rest = all.slice(4);
    last = n;
  }
  return last;
}

function typed(i) {
  const text = plain(groups[i].value);
  const at = text.length > 4 ? spread(i, text) : i;
  groups.forEach((g, n) => {
    const full = n === at || (n > at && !g.value) || plain(g.value).length > 3;
    const right = full && /^[0-9A-TV-Z]{0,4}$/.test(plain(g.value));
    g.nextElementSibling.textContent = right ? "" : g.dataset.wrong;
  });
}

groups.forEach((field, i) => {
  const told = document.createElement("span");
  told.className = "fault";
  told.setAttribute("role", "status");
  field.after(told);
  field.addEventListener("input", () => typed(i));
});

// /open#CODE (the QR picture) fills the code in; the person presses. What follows # has never left
// this browser.
function scanned() {
  const code = plain(location.hash.slice(1));
  if (!/^[0-9A-Z]{16}$/.test(code)) return;
  history.replaceState(null, "", location.pathname);
  groups.forEach((g, n) => {
    g.value = code.slice(n * 4, n * 4 + 4);
  });
  document.getElementById("way").value = "link";
  document.getElementById("scanned").hidden = false;
  document.getElementById("by-photo").hidden = true;
}
addEventListener("hashchange", scanned);
scanned();
