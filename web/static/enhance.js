// Comforts only: every page works without this file. Focuses the error summary and adds a print
// button where results are, in the words the page itself carries.
const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

const place = document.querySelector("[data-print]");
if (place) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.textContent = place.dataset.print;
  button.addEventListener("click", () => window.print());
  place.append(button);
}
