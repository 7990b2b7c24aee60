// The code of a key card, in four fields. A code pasted into one goes into all; a slip is told
// while typing: a letter that no code has at once, a letter too few when a later group is begun.
// Never when a field is left: what appears then would move the button that is pressed.
const groups = [...document.querySelectorAll("[data-group]")];
const plain = text => text.replace(/[\s\-–—·.:]/g, "").toUpperCase();

function typed(i) {
  const text = plain(groups[i].value);
  if (text.length > 4)
    groups.slice(i).forEach((g, n) => {
      if (text.length > n * 4) g.value = text.slice(n * 4, n * 4 + 4);
    });
  groups.forEach((g, n) => {
    const full = n === i || (n > i && !g.value) || plain(g.value).length > 3;
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
