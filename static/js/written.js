// What is picked and written is kept by the site, sealed like answers, a little after it was
// written and when the page is left; this device stores none of it. The cookie only says which
// draft is on its way, so that the next page waits for it.
const form = document.querySelector("form[data-draft]");
const { drafted, tab } = form.elements;
const all = () =>
  new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "drafted")).toString();
const atFirst = all();
let before = atFirst;
let turn = 0;
let last = 0; // when it was sent
let first = 0; // since when something waits to be sent
let timer = 0;
let done = false;

const told = document.createElement("p");
told.setAttribute("role", "status");
(form.querySelector(".moves") || form.lastElementChild).before(told);
const tell = text => {
  told.className = text && "status";
  told.textContent = text;
};

function keep(leaving) {
  clearTimeout(timer);
  first = 0;
  const now = all();
  if (done || now === before) return;
  before = now;
  last = Date.now();
  turn++;
  drafted.value = "yes";
  if (leaving) document.cookie = `leaving=${tab.value}.${turn};path=/;max-age=9;samesite=strict`;
  const body = new URLSearchParams(now + "&turn=" + turn);
  fetch(form.dataset.draft, { method: "POST", body, keepalive: now.length < 6e4 })
    .then(answer => {
      if (!answer.ok) throw 0;
      tell("");
    })
    .catch(() => {
      before = "";
      tell(drafted.dataset.noroom);
    });
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  const now = Date.now();
  first = first || now;
  timer = setTimeout(keep, Math.max(Math.min(600, first + 3000 - now), last + 2000 - now), false);
});

const sending = () => {
  done = true;
  clearTimeout(timer);
  setTimeout(() => {
    done = false;
  }, 5000);
};
addEventListener("submit", e => {
  if (e.target === form && !e.defaultPrevented) sending();
});
addEventListener("beforeunload", () => keep(true));
addEventListener("pagehide", () => keep(true));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) keep(true);
});

// ---- a link in the header keeps what is picked on a question page: the form is sent, and leads
// where the link leads
function leave(e) {
  const link = e.target.closest("a");
  if (!link || link.matches(".skip") || e.ctrlKey || e.metaKey || e.shiftKey || all() === atFirst)
    return;
  e.preventDefault();
  const more = { do: "leave", to: link.pathname };
  for (const name of Object.keys(more))
    form.append(
      Object.assign(document.createElement("input"), { type: "hidden", name, value: more[name] }),
    );
  sending();
  form.submit();
}
if (form.matches("[data-leave]")) document.querySelector(".top").addEventListener("click", leave);
