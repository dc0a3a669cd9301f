// Which targets are smaller than a finger: `least` px both ways, by the box that answers a touch.
// A link inside a sentence is left out (WCAG 2.5.8), and so is what stands off the page until it has the focus.
(least) => {
  const small = [];
  const shown = (box, style) => box.width > 0 && box.height > 0 && style.visibility !== "hidden" && box.right > 0 && box.bottom + window.scrollY > 0;
  const words = (element) => element.textContent.trim().replace(/\s+/g, " ");
  for (const element of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    let touched = element;
    if (element.matches("[type=radio], [type=checkbox]")) {
      touched = element.closest("label") || document.querySelector(`label[for="${CSS.escape(element.id)}"]`) || element;
    }
    const style = getComputedStyle(touched);
    const box = touched.getBoundingClientRect();
    if (!shown(box, style) || element.classList.contains("skip")) continue;
    const sentence = element.matches("a") && style.display === "inline" && words(element.parentElement) !== words(element);
    if (!sentence && (box.width < least - 0.5 || box.height < least - 0.5)) {
      small.push(`“${words(element) || element.name}” is ${Math.round(box.width)} by ${Math.round(box.height)} px, not ${least}`);
    }
  }
  return small;
}
