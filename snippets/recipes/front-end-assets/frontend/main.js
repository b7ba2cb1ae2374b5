import "./main.css";

const note = document.createElement("p");
note.className = "note";
note.textContent = "Built with Vite";
document.querySelector("main").append(note);
