"""What is asked of a page in any engine: where a thing is, where the focus is."""

# Finds what has a role and words on it, scrolls there (Tab does so by itself), and keeps it in
# window.target. Whole words first, else those that it begins with ("My own device" of "My own
# device. This browser remembers me."). Gives where to press it: on its card, if it has one.
FIND = r"""({role, words, last, show}) => {
  const kinds = {button: "button, summary", link: "a[href]", radio: "input[type=radio]",
    checkbox: "input[type=checkbox]", file: "input[type=file]",
    textbox: "textarea, input[type=text], input[type=date], input:not([type])",
    heading: "h1, h2, h3", status: "[role=status]", alert: "[role=alert]"};
  const plain = text => (text || "").replace(/\s+/g, " ").trim();
  const seen = e => e.checkVisibility() && !e.closest(".hidden") && e.getClientRects().length > 0;
  const named = e => plain(e.getAttribute("aria-label") || (e.labels && e.labels.length
    ? e.labels[0].innerText : e.innerText));
  const all = [...document.querySelectorAll(kinds[role])].filter(seen), wanted = plain(words);
  let found = all.filter(e => named(e) === wanted);
  if (!found.length) found = all.filter(e => named(e).startsWith(wanted));
  if (found.length !== 1 && !(last && found.length))
    return {count: found.length, names: all.map(named)};
  const e = window.target = found[found.length - 1],
    shown = window.shown = e.closest("label.answer, label.also") || e;
  if (show) shown.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"});
  const r = shown.getClientRects()[0], x = r.left + r.width / 2, y = r.top + r.height / 2,
    top = document.elementFromPoint(x, y);
  return {count: 1, place: [x, y, e.type || e.tagName, !!e.checked], free: !show || !!top
    && (shown.contains(top) || top.contains(e))};
}"""
# Where the target is now.
PLACE = (
    "() => { const r = window.shown.getClientRects()[0]; return [r.left + r.width / 2, r.top +"
    " r.height / 2] }"
)
# Where the focus is, and whether it can be seen there, once the window has stood still for two
# pictures of it: a key that comes in the middle of a scroll can leave Firefox at the place before.
FOCUS = """async () => {
  const e = document.activeElement, card = e.closest(".answer, .also") || e,
    before = card.getBoundingClientRect().top;
  await new Promise(go => { requestAnimationFrame(() => requestAnimationFrame(go));
    setTimeout(go, 500) });
  const s = getComputedStyle(card), lined = s.outlineStyle !== "none"
    && parseFloat(s.outlineWidth) > 0, r = card.getBoundingClientRect();
  return {there: e === window.target, seen: r.top === before && e === document.activeElement
    && (e === document.body || ["main", "next"].includes(e.id)
    || lined && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth)} }"""
# Where Tab comes into the target's group of round boxes; gives how many arrows down (or up: below
# 0) the target is from there.
GROUP = """() => { const wanted = window.wanted = window.target;
  const group = [...document.querySelectorAll("input[type=radio]")]
    .filter(e => e.name === wanted.name && e.checkVisibility());
  window.target = group.find(e => e.checked) || group[0];
  return group.indexOf(wanted) - group.indexOf(window.target) }"""
