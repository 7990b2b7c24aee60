// Room in a text: said only near the end, and politely.
for (const field of document.querySelectorAll("[data-room]")) {
  const note = document.createElement("span");
  note.className = "room";
  note.setAttribute("role", "status");
  field.after(note);
  const count = () => {
    const left = field.dataset.room - [...field.value].length;
    note.textContent = left < 200 ? field.dataset.left.replace("{}", Math.max(0, left)) : "";
  };
  field.addEventListener("input", count);
  count();
}
