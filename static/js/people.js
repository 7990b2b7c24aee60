// A name is asked of those who are ticked. What stands with the others is not sent.
const roles = [...document.querySelectorAll("[name=person_role]")];
const fit = () => {
  for (const role of roles) {
    const named = role.closest(".roles > *").nextElementSibling;
    named.hidden = !role.checked;
    for (const field of named.querySelectorAll("input")) field.disabled = named.hidden;
  }
};
addEventListener("change", fit);
addEventListener("pageshow", fit);
fit();
