// A name is asked of those who are ticked. What stands with the others is not sent.
const roles = [...document.querySelectorAll(".role > input")];
const fit = () => {
  for (const role of roles) {
    const tile = role.closest(".choice") || role.parentElement;
    const named = tile.nextElementSibling;
    named.hidden = !role.checked;
    for (const field of named.querySelectorAll("input")) field.disabled = named.hidden;
  }
};
addEventListener("change", fit);
addEventListener("pageshow", fit);
fit();
