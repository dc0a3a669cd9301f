"""A page as a small tree, so that a rule or a test can ask it questions. Standard library only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
# An end tag of these may be left out in HTML; ours are all written.
SILENT = frozenset(("script", "style", "template"))


@dataclass(eq=False)
class Node:
    """One element: its tag, attributes, and what is in it (elements and text)."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    parent: "Node | None" = None
    children: list["Node | str"] = field(default_factory=list)
    # Only the document has this: every element of the page in order, so that the many rules need not climb again.
    everything: list["Node"] | None = None

    def walk(self) -> Iterator["Node"]:
        """This element and everything in it, in the order of the page."""
        if self.everything is not None:
            yield from self.everything
            return
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, *tags: str, where: Callable[["Node"], bool] = lambda _node: True) -> list["Node"]:
        """Every element with one of these tags (any, when none is named) for which `where` is true."""
        return [node for node in self.walk() if (not tags or node.tag in tags) and where(node)]

    def one(self, *tags: str, where: Callable[["Node"], bool] = lambda _node: True) -> "Node":
        """The only such element; AssertionError when there is none or more than one."""
        found = self.all(*tags, where=where)
        assert len(found) == 1, f"{len(found)} elements {'/'.join(tags)}, not one"
        return found[0]

    def by_id(self, name: str) -> "Node | None":
        """The element with this id, if there is one."""
        return next((node for node in self.walk() if node.attrs.get("id") == name), None)

    def ancestors(self) -> Iterator["Node"]:
        """The elements around this one, from the nearest outwards."""
        node = self.parent
        while node:
            yield node
            node = node.parent

    def has_ancestor(self, tag: str) -> bool:
        """True inside an element with this tag."""
        return any(node.tag == tag for node in self.ancestors())

    @property
    def text(self) -> str:
        """The words in it as a reader meets them, blanks folded."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in SILENT:
                yield from child._words()
                # Blocks stand apart even when the source has no blank between them.
                if child.tag not in {"a", "abbr", "b", "bdi", "em", "i", "span", "strong", "time", "wbr"}:
                    yield " "

    @property
    def name(self) -> str:
        """What somebody who cannot see it is told: aria-label, the words in it, the alt of a picture."""
        if label := self.attrs.get("aria-label", "").strip():
            return label
        alts = [node.attrs.get("alt", "") for node in self.all("img")]
        titles = [node.text for node in self.all("title")]
        return " ".join([self.text, *alts, *titles]).strip()

    def hidden_values(self) -> dict[str, str]:
        """What a form would send if nobody touched it: hidden fields, ticked boxes, what stands in the others."""
        values = {}
        for node in self.all("input", "textarea", "select"):
            name, kind = node.attrs.get("name"), node.attrs.get("type", "text")
            if not name or kind in {"submit", "button", "image", "file"}:
                continue
            if kind in {"checkbox", "radio"}:
                if "checked" in node.attrs:
                    values[name] = node.attrs.get("value", "on")
            elif node.tag == "select":
                options = node.all("option")
                chosen = [option for option in options if "selected" in option.attrs] or options[:1]
                values[name] = chosen[0].attrs.get("value", chosen[0].text) if chosen else ""
            else:
                # A textarea's first line break belongs to the markup, the others to the person.
                words = "".join(child for child in node.children if isinstance(child, str)).removeprefix("\n")
                values[name] = words if node.tag == "textarea" else node.attrs.get("value", "")
        return values


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("document", everything=[])
        self.here = self.root
        self.complaints: list[str] = []

    def handle_decl(self, decl: str) -> None:
        self.root.attrs["doctype"] = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        self.complaints += [f"<{tag}> has {name} twice" for name in {n for n in names if names.count(n) > 1}]
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(node)
        assert self.root.everything is not None
        self.root.everything.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.here = self.here.parent or self.root

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.here.tag != tag:
            self.complaints.append(f"</{tag}> closes <{self.here.tag}>")
            if not any(node.tag == tag for node in self.here.ancestors()):
                return
            while self.here.tag != tag:
                self.here = self.here.parent or self.root
        self.here = self.here.parent or self.root

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def parse(text: str) -> Node:
    """The page as a tree."""
    return parse_strictly(text)[0]


@lru_cache(maxsize=4)
def parse_strictly(text: str) -> tuple[Node, list[str]]:
    """The page as a tree, and what is wrong with its tags; kept for a moment, because the rules and the test both ask.

    Nobody may change the tree.
    """
    builder = _Builder()
    builder.feed(text)
    builder.close()
    left = [node.tag for node in (builder.here, *builder.here.ancestors()) if node.tag != "document"]
    return builder.root, builder.complaints + [f"<{tag}> is never closed" for tag in left]
