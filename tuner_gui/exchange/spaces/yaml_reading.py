"""Reads YAML into plain values by the nodes of its document: no tags, no bombs; any thread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from tuner_gui.exchange.spaces.faults import SpaceFault, shortened
from tuner_gui.exchange.spaces.fields import WrittenNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 250_000
"""Reading these takes two seconds or so."""

_MOST_NODES = 200_000
"""With what an alias stands for counted each time."""

_PREFIX = "tag:yaml.org,2002:"
_NUMBER_OF_1_2 = re.compile(r"[-+]?(\d+|\d+\.\d*|\.\d+)([eE][-+]?\d+)?")


def read_yaml(text: str) -> Any:
    """Returns the one document in a text, with numbers as a person means them.

    Raises:
        SpaceFault: it is no such text.
    """
    if len(text) > _LONGEST:
        raise SpaceFault("", f"the file has more than {_LONGEST:,} characters of YAML.")
    try:
        loader = yaml.SafeLoader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise SpaceFault("", "the file is empty.")
            _require_size(node)
            return _Values(loader).of(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1} " if mark is not None else "the file "
        problem = shortened(error.problem or str(error), 80)
        raise SpaceFault("", f"{line}is not YAML: {problem}.") from None
    except yaml.reader.ReaderError as error:
        character = f"U+{ord(text[error.position]):04X}" if error.position < len(text) else ""
        told = f"has the character {character}, which YAML does not allow."
        raise SpaceFault("", f"line {text.count(chr(10), 0, error.position) + 1} {told}") from None
    except yaml.YAMLError as error:
        raise SpaceFault("", f"the file is not YAML: {shortened(str(error), 80)}.") from None
    except RecursionError:
        raise SpaceFault("", "the file is nested too deeply.") from None


def _require_size(root: yaml.Node) -> None:
    """Refuses a document that its aliases make huge, or endless."""
    sizes: dict[int, int | None] = {}

    def size(node: yaml.Node) -> int:
        known = sizes.get(id(node), 0)
        if known is None:
            raise SpaceFault("", _line(node, "contains itself."))
        if known:
            return known
        sizes[id(node)] = None
        total = 1 + sum(map(size, _inner(node)))
        if total > _MOST_NODES:
            raise SpaceFault("", f"the file has more than {_MOST_NODES:,} values.")
        sizes[id(node)] = total
        return total

    size(root)


def _inner(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield value


class _Values:
    """Makes values of nodes; keys are taken as they are written."""

    def __init__(self, loader: yaml.SafeLoader) -> None:
        self._loader = loader

    def of(self, node: yaml.Node) -> Any:
        kind = node.tag.removeprefix(_PREFIX)
        match node:
            case yaml.MappingNode() if kind == "map":
                return self._mapping(node)
            case yaml.SequenceNode() if kind == "seq":
                return [self.of(each) for each in node.value]
            case yaml.ScalarNode():
                return self._scalar(node, kind)
            case _:
                raise SpaceFault("", _line(node, f"has the tag {shortened(node.tag, 40)}."))

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        own: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise SpaceFault("", _line(key, "has a name that is no text."))
            if key.tag == f"{_PREFIX}merge":
                merged = {**merged, **self._merged(value)}
                continue
            if key.value in own:
                name = shortened(key.value, 40)
                raise SpaceFault("", _line(key, f"has {name} a second time in one object."))
            own[key.value] = self.of(value)
        return {**merged, **own}

    def _merged(self, node: yaml.Node) -> dict[str, Any]:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found: dict[str, Any] = {}
        for each in reversed(nodes):
            if not isinstance(each, yaml.MappingNode):
                raise SpaceFault("", _line(each, "merges what is no object."))
            found.update(self._mapping(each))
        return found

    def _scalar(self, node: yaml.ScalarNode, kind: str) -> Any:
        text: str = node.value
        match kind:
            case "str" if node.style is None and _NUMBER_OF_1_2.fullmatch(text):
                return WrittenNumber(text)
            case "str" | "timestamp" | "value":
                return text
            case "null":
                return None
            case "bool" | "int" | "float":
                return self._typed(node)
            case _:
                raise SpaceFault("", _line(node, f"has the tag {shortened(node.tag, 40)}."))

    def _typed(self, node: yaml.ScalarNode) -> Any:
        try:
            return self._loader.construct_object(node)
        except (ValueError, LookupError, OverflowError):
            shown = shortened(node.value, 40)
            raise SpaceFault("", _line(node, f"has the value {shown}, which is not one.")) from None


def _line(node: yaml.Node, sentence: str) -> str:
    return f"line {node.start_mark.line + 1} {sentence}"
