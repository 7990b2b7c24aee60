// A name is asked of those who are ticked. What stands with the others is not sent.
const roles = [...document.querySelectorAll(".roles > .answer")];
const fit = () => {
  for (const role of roles) {
    const named = role.nextElementSibling;
    named.hidden = !role.querySelector("input").checked;
    for (const field of named.querySelectorAll("input")) field.disabled = named.hidden;
  }
};
addEventListener("change", fit);
addEventListener("pageshow", fit);
fit();
