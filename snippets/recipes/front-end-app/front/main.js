const answer = await fetch("/api/v1/books/"); // no host: that of the page, wherever it runs
const { count } = await answer.json();
document.querySelector("main").textContent = `${count} books at ${location.pathname}`;
