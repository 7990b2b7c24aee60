/* Extras only: every page works without this file. Reads aloud with a voice on the device, counts characters near the limit,
   keeps focus on an error summary, holds a double click to one sending, hands what is written to this site until it is sent.
   No code of others, nothing is sent to other sites.
   In the language of 2019: what a browser of that year can't read (?., ??=, findLast, matchAll, requestSubmit) would stop it all. */
(() => {
  "use strict";
  const root = document.documentElement;

  // ---- errors: begin where the summary is
  const faults = document.getElementById("faults");
  if (faults) faults.focus();

  // ---- the key card: a code pasted into one field goes into all four; a slip is told while typing: a letter that no code has at once, a letter
  // too few when a later group is begun. Never when a field is left: what appears then would move the button that is pressed.
  const groups = [...document.querySelectorAll("[data-group]")], plain = text => text.replace(/[\s\-–—·.:]/g, "").toUpperCase();
  groups.forEach((field, i) => {
    const told = document.createElement("span"); told.className = "fault"; told.setAttribute("role", "status"); field.after(told);
    field.addEventListener("input", () => {
      const text = plain(field.value);
      if (text.length > 4) groups.slice(i).forEach((g, n) => { if (text.length > n * 4) g.value = text.slice(n * 4, n * 4 + 4); });
      groups.forEach((g, n) => {
        const full = n === i || n > i && !g.value || plain(g.value).length > 3;
        g.nextElementSibling.textContent = full && /^[0-9A-TV-Z]{0,4}$/.test(plain(g.value)) ? "" : g.dataset.wrong;
      });
    });
  });

  // /open#CODE (the QR picture) fills the code in; the person presses. What follows # has never left this browser
  const scanned = () => {
    const code = plain(location.hash.slice(1));
    if (!groups.length || !/^[0-9A-Z]{16}$/.test(code)) return;
    history.replaceState(null, "", location.pathname);
    groups.forEach((g, n) => { g.value = code.slice(n * 4, n * 4 + 4); });
    document.getElementById("way").value = "link";
    document.getElementById("scanned").hidden = false; document.getElementById("by-photo").hidden = true;
  };
  addEventListener("hashchange", scanned); scanned();

  // ---- a page that the browser kept whole (Back) is fetched again: after Put away it must show nothing
  addEventListener("pageshow", e => { if (e.persisted) location.reload(); });

  // ---- a double click sends a form once; Back (bfcache) makes it usable again
  const sent = new WeakSet();
  addEventListener("submit", e => { if (sent.has(e.target)) e.preventDefault(); sent.add(e.target); setTimeout(() => sent.delete(e.target), 5000); });

  // ---- the second press of a slow double click meets the next page, where Next stands in the same place: it presses nothing
  let pressed = false;
  addEventListener("click", e => { if (e.detail > 1 && !pressed) { e.preventDefault(); e.stopPropagation(); } else pressed = true; }, true);

  // ---- WebKit goes from one round box to the next by arrows without a focus that is seen, and does not scroll there
  addEventListener("keyup", e => { const at = e.target; if (at.type === "radio" && /^Arrow/.test(e.key) && !at.matches(":focus-visible")) { at.blur(); at.focus(); } });

  // ---- what is picked and written is kept by the site, sealed like answers, a little after it was written and when the page is
  // left; this device stores none of it. The cookie only says which draft is on its way, so that the next page waits for it.
  const all = form => new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "drafted")).toString();
  const form = document.querySelector("form[data-draft]");
  if (form) {
    let before = all(form), turn = 0, last = 0, first = 0, timer = 0, done = false;
    const told = document.createElement("p"); told.setAttribute("role", "status"); (form.querySelector(".moves") || form.lastElementChild).before(told);
    const tell = text => { told.className = text && "status"; told.textContent = text; };
    const keep = leaving => {
      clearTimeout(timer); first = 0;
      const now = all(form);
      if (done || now === before) return;
      before = now; last = Date.now(); turn++; form.elements.drafted.value = "yes";
      if (leaving) document.cookie = `leaving=${form.elements.tab.value}.${turn};path=/;max-age=9;samesite=strict`;
      fetch(form.dataset.draft, { method: "POST", body: new URLSearchParams(now + "&turn=" + turn), keepalive: now.length < 6e4 }).then(r => { if (!r.ok) throw 0; tell(""); }).catch(() => { before = ""; tell(form.elements.drafted.dataset.noroom); });
    };
    const soon = () => { clearTimeout(timer); first = first || Date.now(); timer = setTimeout(keep, Math.max(Math.min(600, first + 3000 - Date.now()), last + 2000 - Date.now()), false); };
    form.addEventListener("input", soon);
    const sending = () => { done = true; clearTimeout(timer); setTimeout(() => { done = false; }, 5000); };
    addEventListener("submit", e => { if (e.target === form && !e.defaultPrevented) sending(); });
    for (const [name, on] of [["beforeunload", window], ["pagehide", window], ["visibilitychange", document]]) on.addEventListener(name, () => { if (name[0] !== "v" || document.hidden) keep(true); });
    form.addEventListener("sending", sending);
  }

  // ---- a link in the header keeps what is picked on a question page: the form is sent, and leads where the link leads
  const asked = document.querySelector("form[data-leave]"), plainly = asked && all(asked);
  if (asked) document.querySelector(".top").addEventListener("click", e => {
    const link = e.target.closest("a");
    if (!link || link.matches(".skip") || e.ctrlKey || e.metaKey || e.shiftKey || all(asked) === plainly) return;
    e.preventDefault();
    for (const [name, value] of [["do", "leave"], ["to", link.pathname]])
      asked.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    asked.dispatchEvent(new Event("sending"));
    asked.submit();
  });

  // ---- a link to a field inside closed details opens them
  const unfold = () => { for (let e = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1))); e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true; };
  addEventListener("hashchange", unfold); unfold();

  // ---- on paper stand all answers, the folded ones too
  let folded = [];
  addEventListener("beforeprint", () => { folded = [...document.querySelectorAll("details.more:not(.add):not([open])")]; for (const one of folded) one.open = true; });
  addEventListener("afterprint", () => { for (const one of folded) one.open = false; folded = []; });

  // ---- room in a text: said only near the end, and politely
  for (const field of document.querySelectorAll("[data-room]")) {
    const room = +field.dataset.room, note = document.createElement("span");
    note.className = "room"; note.setAttribute("role", "status");
    field.after(note);
    const count = () => { const left = room - [...field.value].length; note.textContent = left < 200 ? field.dataset.left.replace("{}", Math.max(0, left)) : ""; };
    field.addEventListener("input", count); count();
  }

  // ---- listening
  const button = document.getElementById("listen"), told = document.getElementById("voice"), speech = window.speechSynthesis;
  const wanted = root.dataset.listen;
  if (!speech || wanted === "off" || !button) return;
  const words = { start: button.textContent, stop: button.dataset.stop, block: button.dataset.block };
  const marks = window.CSS && CSS.highlights ? name => range => { range ? CSS.highlights.set(name, new Highlight(range)) : CSS.highlights.delete(name); } : () => () => {};
  const markSentence = marks("sentence"), markWord = marks("word");
  const pause = ms => new Promise(done => setTimeout(done, ms));
  let queue = [], now = null, active = null, dog = 0, on = false, turn = 0, silent = 0;

  // Which voice: of that very language ("fil" is not "fi"; devices say "fi", "fi-FI", "fi_FI" and "fin-FI-f000"), and on the
  // device: others send the text away. Natural ones first, then the device's own choice, then known good ones; those that
  // are made to sound like robots and jokes last. A voice that failed on this page is not asked again.
  const LONG = { fi: "fin", sv: "swe", en: "eng" }, failed = new Set();
  const NATURAL = /premium|enhanced|natural|neural/i, GOOD = /\b(satu|onni|heidi|harri|alva|klara|oskar|hedvig|bengt)\b/i;
  const POOR = new RegExp("\\b(eddy|flo|grandma|grandpa|reed|rocko|sandy|shelley|albert|bad news|bahh|bells|boing|bubbles|cellos|deranged|fred|good news"
    + "|hysterical|jester|junior|kathy|organ|ralph|superstar|trinoids|whisper|wobble|zarvox)\\b|eloquence|e-?speak", "i");
  const primary = tag => (tag || "").toLowerCase().split(/[-_]/)[0];
  const rank = (v, name = `${v.name} ${v.voiceURI || ""}`) => POOR.test(name) ? 4 : NATURAL.test(name) ? 0 : v.default ? 1 : GOOD.test(name) ? 2 : 3;
  const voice = lang => speech.getVoices().filter(v => v.localService && !failed.has(v.name + v.lang) && [primary(lang), LONG[primary(lang)]].includes(primary(v.lang)))
    .sort((a, b) => rank(a) - rank(b))[0];

  // The text nodes of a block as sentences: [{text, lang, pieces: [[node, from, to, at]]}]. Read anew at each press: a browser
  // that translates the page changes its nodes and its language.
  function sentences(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, {
      acceptNode: n => n.parentElement.closest("button,.hidden,details:not([open])>:not(summary),[hidden]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT });
    const found = []; let now = null, holder = null;
    const end = () => { if (now && now.text.trim()) found.push(now); now = null; };
    for (let node; (node = walker.nextNode());) {
      const near = node.parentElement.closest("p,h1,h2,h3,li,label,summary,legend,dt,dd,div");
      if (near !== holder) { end(); holder = near; }
      let from = 0;
      for (const part of node.data.match(/[^.?]*[.?]+[”"]?\s*|[^.?]+$/g) || []) {
        now = now || { text: "", pieces: [], block, lang: node.parentElement.closest("[lang]").lang };
        now.pieces.push([node, from, from += part.length, now.text.length]);
        now.text += part;
        if (/[.?][”"]?\s*$/.test(part)) end();
      }
    }
    end();
    return found;
  }
  function range(sentence, from, to) {
    const made = document.createRange(), place = at => { const p = sentence.pieces.filter(x => x[3] <= at).pop(); return [p[0], Math.min(p[2], p[1] + at - p[3])]; };
    try { made.setStart(...place(from)); made.setEnd(...place(to)); } catch { return null; } // translated meanwhile: no mark, the voice goes on
    return made;
  }

  // Only where something speaks: on some devices a voice that is told to be quiet swallows what comes next.
  const hush = () => { if (speech.speaking || speech.pending) speech.cancel(); };
  function stop(why = "") {
    turn++; on = false; queue = []; now = null; silent = 0; clearTimeout(dog); hush(); markSentence(); markWord();
    if (active) active.classList.remove("speaking");
    active = null;
    button.textContent = words.start; told.textContent = why;
    if (why) told.scrollIntoView({ block: "nearest" });
  }
  function next() {
    const sentence = queue[0], speaker = sentence && voice(sentence.lang), mine = turn;
    if (!speaker) return stop(sentence ? button.dataset.novoice : "");
    if (active) active.classList.remove("speaking");
    active = sentence.block; active.classList.add("speaking");
    markWord(); markSentence(range(sentence, 0, sentence.text.length));
    const said = now = new SpeechSynthesisUtterance(sentence.text); // held in `now`: of one that nobody holds the end may never be told
    said.voice = speaker; said.lang = speaker.lang; said.rate = root.dataset.speed === "slow" ? 0.7 : 0.95;
    const ours = act => event => { if (now === said) act(event); };
    const go = () => { clearTimeout(dog); queue.shift(); next(); };
    said.onstart = ours(() => { silent = -1; });
    said.onboundary = ours(e => { silent = -1; if (e.name === "word" && e.charLength) markWord(range(sentence, e.charIndex, e.charIndex + e.charLength)); });
    said.onend = ours(() => { silent = 0; go(); });
    said.onerror = ours(e => {
      if (e.error === "interrupted" || e.error === "canceled") return stop(); // somebody else in this browser began to speak
      clearTimeout(dog); failed.add(speaker.name + speaker.lang); next();
    });
    // A voice that never ends is told to be quiet, and the next sentence comes; one that never begins is no voice.
    dog = setTimeout(ours(async () => {
      now = null; hush();
      if (++silent > 1) return stop(button.dataset.novoice);
      await pause(100);
      if (mine === turn) go();
    }), (sentence.text.length / 5 + 5) * 1000);
    speech.speak(said);
  }
  async function listen(blocks) {
    if (on) return stop();
    const others = speech.speaking || speech.pending;
    stop(); on = true; button.textContent = words.stop;
    const mine = turn;
    if (speech.paused) speech.resume();
    if (others) await pause(100);
    for (let i = 0; i < 10 && !speech.getVoices().length; i++) await pause(100); // on some devices the voices come late: up to 1 s
    if (mine !== turn) return;
    const all = blocks.flatMap(sentences);
    queue = all.filter(one => voice(one.lang));
    if (queue.length) next(); else stop(all.length ? button.dataset.novoice : "");
  }
  const blocks = [...document.querySelectorAll("main h1, [data-say]")].filter(b => b.matches("[data-say]") || !b.closest("[data-say]"));
  button.hidden = false;
  button.addEventListener("click", () => listen(blocks));
  // Without a voice of the language the button at the head stays, and says kindly what to do; those at each text do not come.
  // Where the voices come late and bring none of the language, the buttons become unseen: nothing on the page moves.
  const useless = () => speech.getVoices().length > 0 && !voice(root.lang);
  if (wanted === "on" && !useless()) for (const block of blocks) {
    if (!block.matches("[data-say]") || block.closest(".answers, legend")) continue;
    const own = document.createElement("button");
    own.type = "button"; own.className = "say"; own.textContent = words.block;
    own.addEventListener("click", () => listen([block]));
    // What is folded keeps its button inside.
    const wish = block.closest("details") ? null : block.closest(".wish"), acts = wish && wish.querySelector(".acts");
    if (acts) acts.append(own);
    else block.matches("ul,dl,p,span") ? block.after(own) : (block.lastElementChild || block).append(own);
  }
  if (speech.addEventListener) speech.addEventListener("voiceschanged", () => { for (const own of document.querySelectorAll(".say")) own.style.visibility = useless() ? "hidden" : ""; });
  addEventListener("pagehide", () => stop());
})();
