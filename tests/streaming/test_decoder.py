"""How bytes become server-sent events: every rule of WHATWG's, by name."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from sketricgen import StreamEvent
from sketricgen._streaming.sse import SSEDecoder


class Case(NamedTuple):
    stream: bytes
    events: list[StreamEvent]


def case(stream: bytes, *events: StreamEvent | str) -> Case:
    return Case(stream, [StreamEvent(e) if isinstance(e, str) else e for e in events])


def data(value: bytes) -> bytes:
    return b"data: " + value + b"\n\n"


LINE_ENDS = {
    "lf_ends_lines": case(b"data: a\ndata: b\n\n", "a\nb"),
    "cr_ends_lines": case(b"data: a\rdata: b\r\r", "a\nb"),
    "cr_lf_ends_lines": case(b"data: a\r\ndata: b\r\n\r\n", "a\nb"),
    "line_ends_of_all_kinds_mix": case(b"data: a\rdata: b\r\ndata: c\n\r\n", "a\nb\nc"),
    "lf_cr_is_two_line_ends": case(b"data: a\n\rdata: b\n\n", "a", "b"),
    "cr_cr_lf_is_two_line_ends": case(b"data: a\r\r\ndata: b\n\n", "a", "b"),
    "cr_lf_then_lf_is_two_line_ends": case(b"data: a\r\n\ndata: b\n\n", "a", "b"),
    "cr_lf_then_cr_is_two_line_ends": case(b"data: a\r\n\rdata: b\r\r", "a", "b"),
    "lf_then_cr_lf_is_two_line_ends": case(b"data: a\n\r\ndata: b\n\r\n", "a", "b"),
    "a_final_cr_dispatches": case(b"data: a\n\r", "a"),
    "a_line_separator_is_data": case(data(b"a\xe2\x80\xa8b"), "a\u2028b"),
    "a_paragraph_separator_is_data": case(data(b"a\xe2\x80\xa9b"), "a\u2029b"),
    "a_next_line_is_data": case(data(b"a\xc2\x85b"), "a\x85b"),
    "a_vertical_tab_is_data": case(data(b"a\x0bb"), "a\x0bb"),
    "a_form_feed_is_data": case(data(b"a\x0cb"), "a\x0cb"),
    "a_file_separator_is_data": case(data(b"a\x1cb"), "a\x1cb"),
    "a_group_separator_is_data": case(data(b"a\x1db"), "a\x1db"),
    "a_record_separator_is_data": case(data(b"a\x1eb"), "a\x1eb"),
    "an_escaped_line_end_is_data": case(data(rb'{"a": "\n\r"}'), r'{"a": "\n\r"}'),
}

BLOCKS = {
    "nothing_holds_nothing": case(b""),
    "an_empty_line_holds_nothing": case(b"\n"),
    "empty_lines_hold_nothing": case(b"\n\r\n\r\n\n"),
    "one_event": case(b"data: a\n\n", "a"),
    "two_events": case(b"data: a\n\ndata: b\n\n", "a", "b"),
    "two_events_that_are_the_same": case(b"data: a\n\ndata: a\n\n", "a", "a"),
    "three_events": case(b"data: a\n\ndata: b\n\ndata: c\n\n", "a", "b", "c"),
    "empty_lines_before_events": case(b"\n\ndata: a\n\n", "a"),
    "empty_lines_between_events": case(b"data: a\n\n\n\n\ndata: b\n\n", "a", "b"),
    "an_odd_number_of_empty_lines_between_events": case(
        b"data: a\n\n\ndata: b\n\ndata: c\n\n", "a", "b", "c"
    ),
    "empty_lines_after_events": case(b"data: a\n\n\n\n", "a"),
    "an_event_without_its_empty_line_waits": case(b"data: a\n"),
    "an_event_without_its_line_end_waits": case(b"data: a"),
    "an_event_after_which_another_waits": case(b"data: a\n\ndata: b\n", "a"),
    "a_block_without_data_dispatches_nothing": case(b"event: x\nid: 1\nretry: 1\n\n"),
    "a_block_of_comments_dispatches_nothing": case(b": a\n: b\n\n"),
    "the_event_name_of_a_block_without_data_is_forgotten": case(
        b"event: x\n\ndata: a\n\n", StreamEvent("a", "message")
    ),
    "the_id_of_a_block_without_data_is_forgotten": case(b"id: 1\n\ndata: a\n\n", "a"),
    "an_event_name_does_not_outlive_its_event": case(
        b"event: x\ndata: a\n\ndata: b\n\n", StreamEvent("a", "x"), "b"
    ),
    "an_id_does_not_outlive_its_event": case(
        b"id: 1\ndata: a\n\ndata: b\n\n", StreamEvent("a", id="1"), "b"
    ),
}

DATA = {
    "data_lines_are_joined": case(b"data: a\ndata: b\ndata: c\n\n", "a\nb\nc"),
    "empty_data_is_an_event": case(b"data: \n\n", ""),
    "data_with_nothing_after_the_colon_is_an_event": case(b"data:\n\n", ""),
    "data_without_a_colon_is_an_event": case(b"data\n\n", ""),
    "two_empty_data_lines_are_a_line_end": case(b"data\ndata\n\n", "\n"),
    "an_empty_data_line_at_the_end_is_kept": case(b"data: a\ndata\n\n", "a\n"),
    "an_empty_data_line_at_the_beginning_is_kept": case(b"data\ndata: a\n\n", "\na"),
    "an_empty_event_between_others": case(b"data: a\n\ndata:\n\ndata: b\n\n", "a", "", "b"),
    "data_around_other_fields_is_joined": case(
        b"data: a\nevent: x\n: note\nid: 1\ndata: b\n\n", StreamEvent("a\nb", "x", "1")
    ),
    "one_space_is_removed": case(b"data: a\n\n", "a"),
    "a_missing_space_is_fine": case(b"data:a\n\n", "a"),
    "of_two_spaces_one_stays": case(b"data:  a\n\n", " a"),
    "a_tab_stays": case(b"data:\ta\n\n", "\ta"),
    "white_space_at_the_end_stays": case(b"data: a \t\n\n", "a \t"),
    "a_no_break_space_stays": case(b"data:\xc2\xa0a\n\n", "\xa0a"),
    "data_of_one_space": case(b"data:  \n\n", " "),
    "colons_in_data_stay": case(b"data: a: b:c\n\n", "a: b:c"),
    "a_second_colon_stays": case(b"data::a\n\n", ":a"),
    "data_that_looks_like_a_field": case(b"data: data: a\n\n", "data: a"),
    "a_null_character_in_data_stays": case(b"data: a\0b\n\n", "a\0b"),
}

FIELDS = {
    "a_comment_is_ignored": case(b": note\ndata: a\n\n", "a"),
    "a_comment_without_text_is_ignored": case(b":\ndata: a\n\n", "a"),
    "a_comment_that_looks_like_a_field_is_ignored": case(b":data: a\ndata: b\n\n", "b"),
    "a_comment_between_events_is_ignored": case(b"data: a\n\n: x\n\ndata: b\n\n", "a", "b"),
    "a_comment_before_an_event_without_an_empty_line": case(
        b"data: a\n\n: x\ndata: b\n\ndata: c\n\n", "a", "b", "c"
    ),
    "an_unknown_field_is_ignored": case(b"color: red\ndata: a\n\n", "a"),
    "an_unknown_field_without_a_colon_is_ignored": case(b"color\ndata: a\n\n", "a"),
    "field_names_in_capitals_are_unknown": case(b"DATA: a\nData: b\ndata: c\n\n", "c"),
    "a_space_before_a_name_makes_it_unknown": case(b" data: a\ndata: b\n\n", "b"),
    "a_space_after_a_name_makes_it_unknown": case(b"data : a\ndata: b\n\n", "b"),
    "a_name_that_begins_like_data_is_unknown": case(b"database: a\ndata: b\n\n", "b"),
    "an_event_has_a_name": case(b"event: x\ndata: a\n\n", StreamEvent("a", "x")),
    "an_event_name_may_follow_the_data": case(b"data: a\nevent: x\n\n", StreamEvent("a", "x")),
    "the_last_event_name_counts": case(b"event: x\nevent: y\ndata: a\n\n", StreamEvent("a", "y")),
    "an_empty_event_name_is_message": case(b"event:\ndata: a\n\n", "a"),
    "an_empty_event_name_takes_the_earlier_one_back": case(b"event: x\nevent\ndata: a\n\n", "a"),
    "an_event_name_keeps_its_spaces": case(b"event:  x \ndata: a\n\n", StreamEvent("a", " x ")),
    "an_event_has_an_id": case(b"id: 1\ndata: a\n\n", StreamEvent("a", id="1")),
    "an_id_may_follow_the_data": case(b"data: a\nid: 1\n\n", StreamEvent("a", id="1")),
    "the_last_id_counts": case(b"id: 1\nid: 2\ndata: a\n\n", StreamEvent("a", id="2")),
    "an_empty_id_is_an_id": case(b"id\ndata: a\n\n", StreamEvent("a", id="")),
    "an_id_with_a_null_character_is_ignored": case(b"id: 1\0\ndata: a\n\n", "a"),
    "an_id_with_a_null_character_leaves_the_earlier_one": case(
        b"id: 1\nid: \0\ndata: a\n\n", StreamEvent("a", id="1")
    ),
    "events_with_and_without_names_mix": case(
        b"data: a\n\nevent: x\ndata: b\n\ndata: c\n\n", "a", StreamEvent("b", "x"), "c"
    ),
    "a_retry_between_events": case(b"data: a\n\nretry: 5\n\ndata: b\n\n", "a", "b"),
}

TEXT = {
    "a_byte_order_mark_is_dropped": case(b"\xef\xbb\xbfdata: a\n\n", "a"),
    "a_second_byte_order_mark_is_a_character": case(
        b"\xef\xbb\xbf\xef\xbb\xbfdata: a\ndata: b\n\n", "b"
    ),
    "a_later_byte_order_mark_is_a_character": case(
        b"data: \xef\xbb\xbfa\n\n\xef\xbb\xbfdata: b\n\n", "\ufeffa"
    ),
    "half_a_byte_order_mark_is_a_character": case(b"\xef\xbbdata: a\ndata: b\n\n", "b"),
    "a_stream_of_a_byte_order_mark_alone": case(b"\xef\xbb\xbf"),
    "two_byte_characters": case(data("Grüße".encode()), "Grüße"),
    "three_byte_characters": case(data("日本".encode()), "日本"),
    "four_byte_characters": case(data("👋🏽".encode()), "👋🏽"),
    "an_event_name_of_any_characters": case(
        "event: é\ndata: a\n\n".encode(), StreamEvent("a", "é")
    ),
    "an_id_of_any_characters": case("id: 👋\ndata: a\n\n".encode(), StreamEvent("a", id="👋")),
    "a_byte_that_is_no_utf_8_is_replaced": case(data(b"a\xffb"), "a\ufffdb"),
    "a_continuation_byte_alone_is_replaced": case(data(b"a\x80b"), "a\ufffdb"),
    "a_character_cut_by_a_letter_is_replaced_once": case(data(b"\xf0\x9f\x91a"), "\ufffda"),
    "a_character_cut_by_the_line_end_is_replaced": case(data(b"a\xf0\x9f\x91"), "a\ufffd"),
    "an_overlong_character_is_replaced_byte_by_byte": case(data(b"\xc0\xaf"), "\ufffd\ufffd"),
    "a_surrogate_is_replaced_byte_by_byte": case(data(b"\xed\xa0\x80"), "\ufffd\ufffd\ufffd"),
    "malformed_bytes_in_an_event_name_are_replaced": case(
        b"event: \xff\ndata: a\n\n", StreamEvent("a", "\ufffd")
    ),
    "malformed_bytes_in_an_id_are_replaced": case(
        b"id: \xff\ndata: a\n\n", StreamEvent("a", id="\ufffd")
    ),
    "malformed_bytes_in_a_comment_are_nothing": case(b": \xff\ndata: a\n\n", "a"),
    "malformed_bytes_in_a_name_make_it_unknown": case(b"data\xff: a\ndata: b\n\n", "b"),
}

AFTER_ANYTHING = {**LINE_ENDS, **BLOCKS, **DATA, **FIELDS}
CASES = {**AFTER_ANYTHING, **TEXT}


def decoded(*chunks: bytes) -> list[StreamEvent]:
    decoder = SSEDecoder()
    return [event for chunk in chunks for event in decoder.feed(chunk)]


@pytest.mark.parametrize("rule", [pytest.param(rule, id=name) for name, rule in CASES.items()])
def test_a_stream_is_read_by_the_rules_in_whatever_pieces_it_comes(rule: Case) -> None:
    stream = rule.stream
    for at in range(len(stream) + 1):  # the first piece may be empty, the second then is the whole
        assert decoded(stream[:at], stream[at:]) == rule.events, f"cut at {at}"
    byte_by_byte = [piece for byte in stream for piece in (b"", bytes([byte]))]
    assert decoded(*byte_by_byte, b"") == rule.events


@pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=name) for name, rule in AFTER_ANYTHING.items()]
)
def test_what_follows_an_event_is_read_by_the_same_rules(rule: Case) -> None:
    assert decoded(b"data: 0\n\n" + rule.stream) == [StreamEvent("0"), *rule.events]
