"""The tools of the agent `tool`: a calculator and a word counter."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Callable

if TYPE_CHECKING:
    from collections.abc import Mapping

# Longer sums could exceed the nesting limit of Python's parser.
_MAX_SUM_CHARACTERS = 200
_SUM = re.compile(rf"[\d(+\-][\d\s.+\-*/()]{{0,{_MAX_SUM_CHARACTERS - 2}}}[\d)]")
_OPERATIONS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: Fraction.__add__,
    ast.Sub: Fraction.__sub__,
    ast.Mult: Fraction.__mul__,
    ast.Div: Fraction.__truediv__,
}


@dataclass(frozen=True)
class ToolCall:
    """A tool call and its result.

    Attributes:
        name: The name of the tool.
        arguments: Its arguments.
        result: Its result.
        sentence: The result as a sentence for the user.
    """

    name: str
    arguments: dict[str, str]
    result: dict[str, object]
    sentence: str


def call_fitting_tool(text: str) -> ToolCall:
    """Calculate the first sum in a text; if there is none, count its words."""
    for found in _SUM.finditer(text):
        expression = found.group().strip()
        if any(sign in expression for sign in "+-*/"):
            call = _calculate(expression)
            if call is not None:
                return call
    return _count_words(text)


def _calculate(expression: str) -> ToolCall | None:
    arguments = {"expression": expression}
    try:
        value = _in_digits(_value(ast.parse(expression, mode="eval").body))
    except (SyntaxError, ValueError):
        return None
    except ZeroDivisionError:
        result: dict[str, object] = {"error": "division by zero"}
        sentence = f"{expression} has no value: it divides by zero."
        return ToolCall("calculator", arguments, result, sentence)
    return ToolCall("calculator", arguments, {"value": value}, f"{expression} = {value}")


def _value(node: ast.expr) -> Fraction:
    if isinstance(node, ast.Constant):
        return Fraction(str(node.value))
    if isinstance(node, ast.UnaryOp):
        value = _value(node.operand)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_value(node.left), _value(node.right))
    raise ValueError(ast.dump(node))


def _in_digits(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else str(float(value))


def _count_words(text: str) -> ToolCall:
    result: dict[str, object] = {"words": len(text.split()), "characters": len(text)}
    sentence = f"Your message has {result['words']} words and {result['characters']} characters."
    return ToolCall("word_counter", {"text": text}, result, sentence)
