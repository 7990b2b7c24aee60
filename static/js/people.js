// A name is asked of those who are ticked. What stands with the others is not sent.
const roles = [...document.querySelectorAll(".roles > .answer")];
const fit = () => {
  for (const role of roles) {
    const named = role.nextElementSibling;
    named.hidden = named.disabled = !role.querySelector("input").checked;
  }
};
addEventListener("change", fit);
addEventListener("pageshow", fit);
fit();
