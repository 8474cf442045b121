"""What openapi.yaml promises, and that the generated classes keep it."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from types import CodeType
from typing import Any, get_args

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.readers import read_from_filename
from sketricgen_api import models

PATH = Path(__file__).resolve().parents[2] / "openapi.yaml"
DOCUMENT: Any = read_from_filename(str(PATH))[0]
SCHEMAS: dict[str, dict[str, Any]] = DOCUMENT["components"]["schemas"]
THE_FIVE = ["image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf"]
WITHOUT_A_CLASS = {"AttachmentContentType", "StreamEventData"}
CLASSES = sorted(SCHEMAS.keys() - WITHOUT_A_CLASS)
EXAMPLES = [
    pytest.param(name, example, id=f"{name}-{index}")
    for name, schema in SCHEMAS.items()
    for index, example in enumerate(schema.get("examples", []))
]
CLASS_EXAMPLES = [param for param in EXAMPLES if param.values[0] not in WITHOUT_A_CLASS]
METHODS = ("get", "post", "patch", "delete")
OPERATIONS: list[dict[str, Any]] = [
    path[method] for path in DOCUMENT["paths"].values() for method in METHODS if method in path
]

AG_UI_EVENT_TYPES = [
    "RUN_STARTED",
    "RUN_FINISHED",
    "RUN_ERROR",
    "STEP_STARTED",
    "STEP_FINISHED",
    "TEXT_MESSAGE_START",
    "TEXT_MESSAGE_CONTENT",
    "TEXT_MESSAGE_END",
    "TEXT_MESSAGE_CHUNK",
    "TOOL_CALL_START",
    "TOOL_CALL_ARGS",
    "TOOL_CALL_END",
    "TOOL_CALL_CHUNK",
    "TOOL_CALL_RESULT",
    "REASONING_START",
    "REASONING_MESSAGE_START",
    "REASONING_MESSAGE_CONTENT",
    "REASONING_MESSAGE_END",
    "REASONING_MESSAGE_CHUNK",
    "REASONING_END",
    "REASONING_ENCRYPTED_VALUE",
    "STATE_SNAPSHOT",
    "STATE_DELTA",
    "MESSAGES_SNAPSHOT",
    "ACTIVITY_SNAPSHOT",
    "ACTIVITY_DELTA",
    "RAW",
    "CUSTOM",
    "SUBAGENT_STARTED",
    "SUBAGENT_FINISHED",
    "SUBAGENT_ERROR",
]
THINKING_TYPES = [f"THINKING_{name}" for name in ("START", "END")]  # of AG-UI before 1.0
THINKING_TYPES += [f"THINKING_TEXT_MESSAGE_{name}" for name in ("START", "CONTENT", "END")]
EVENT_TYPES = [*AG_UI_EVENT_TYPES, *THINKING_TYPES, "RUN_PAUSED_HITL", "CUSTOM_EVENT"]


def schema_problems(schema: dict[str, Any], value: Any) -> list[str]:
    whole = {**schema, "components": DOCUMENT["components"]}
    return [error.message for error in OAS31Validator(whole).iter_errors(value)]


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        target: Any = DOCUMENT
        for key in node["$ref"].lstrip("#/").split("/"):
            target = target[key]
        node = target
    return node


def fields_of(schema: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """All properties of a schema and the names of the required ones, with those of its allOf."""
    properties = dict(schema.get("properties", {}))
    required = set(schema.get("required", []))
    for part in schema.get("allOf", []):
        more, more_required = fields_of(resolved(part))
        properties = {**more, **properties}
        required |= more_required
    return properties, required


def class_of(name: str) -> Any:
    return getattr(models, name)


def test_the_document_is_valid() -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_has_a_description_and_an_example(name: str) -> None:
    assert SCHEMAS[name]["description"]
    assert SCHEMAS[name]["examples"]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_every_example_is_valid(name: str, example: Any) -> None:
    assert schema_problems({"$ref": f"#/components/schemas/{name}"}, example) == []


def test_every_request_has_examples_and_they_are_valid() -> None:
    bodies = [each["requestBody"] for each in OPERATIONS if "requestBody" in each]
    assert len(bodies) == 8
    for body in bodies:
        (media,) = body["content"].values()
        assert media["examples"]
        for example in media["examples"].values():
            assert schema_problems(media["schema"], resolved(example)["value"]) == []


def test_every_parameter_has_an_example_and_it_is_valid() -> None:
    parameters = [resolved(one) for each in OPERATIONS for one in each.get("parameters", [])]
    for parameter in parameters:
        assert parameter["description"]
        assert schema_problems(parameter["schema"], parameter["example"]) == []


def test_every_link_leads_to_an_operation_and_to_its_parameters() -> None:
    by_id = {each["operationId"]: each for each in OPERATIONS}
    links = [
        link
        for each in OPERATIONS
        for answer in each["responses"].values()
        for link in resolved(answer).get("links", {}).values()
    ]
    assert links
    for link in links:
        parameters = [resolved(one)["name"] for one in by_id[link["operationId"]]["parameters"]]
        assert link["parameters"].keys() <= set(parameters)


def test_every_path_parameter_is_declared() -> None:
    for path, item in DOCUMENT["paths"].items():
        for method in item.keys() & set(METHODS):
            parameters = [resolved(one) for one in item[method].get("parameters", [])]
            declared = {one["name"] for one in parameters if one["in"] == "path"}
            assert declared == set(re.findall(r"{(\w+)}", path))


def test_every_response_has_examples_and_they_are_valid() -> None:
    responses = [resolved(answer) for each in OPERATIONS for answer in each["responses"].values()]
    for response in responses:
        for media in response["content"].values():
            examples = [resolved(each)["value"] for each in media.get("examples", {}).values()]
            examples += [media["example"]] if "example" in media else []
            assert examples, response["description"]
            for example in examples:
                assert schema_problems(media["schema"], example) == []


@pytest.mark.parametrize("name", CLASSES)
def test_every_field_is_described_unless_its_value_is_fixed(name: str) -> None:
    properties, _ = fields_of(SCHEMAS[name])
    bare = [
        key
        for key, field in properties.items()
        if not (resolved(field).get("description") or key == "type")
    ]
    assert bare == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: str(each["operationId"]))
def test_every_operation_names_its_key(operation: dict[str, Any]) -> None:
    headers = {"workflows": "API-KEY", "uploads": "X-API-KEY"}
    (scheme,) = operation["security"][0]
    declared = DOCUMENT["components"]["securitySchemes"][scheme]
    (tag,) = operation["tags"]
    if tag in headers:
        assert (declared["in"], declared["name"]) == ("header", headers[tag])
    else:
        assert (declared["type"], declared["scheme"]) == ("http", "bearer")


def test_being_limited_tells_when_to_come_back() -> None:
    for operation in OPERATIONS:
        assert "Retry-After" in resolved(operation["responses"]["429"])["headers"]


def test_events_are_exactly_those_of_ag_ui_and_of_sketricgen() -> None:
    mapping = SCHEMAS["StreamEventData"]["discriminator"]["mapping"]
    assert sorted(mapping) == sorted(EVENT_TYPES)
    choices = {choice["$ref"] for choice in SCHEMAS["StreamEventData"]["oneOf"]}
    assert set(mapping.values()) == choices


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_every_event_type_has_a_class_that_takes_it_alone(event_type: str) -> None:
    reference = SCHEMAS["StreamEventData"]["discriminator"]["mapping"][event_type]
    name = reference.rsplit("/", 1)[-1]
    example = {**SCHEMAS[name]["examples"][0], "type": event_type}
    assert schema_problems({"$ref": "#/components/schemas/StreamEventData"}, example) == []
    assert class_of(name).from_dict(example).type_ == event_type
    with pytest.raises((ValueError, TypeError), match="SOMETHING_ELSE"):
        class_of(name).from_dict({**example, "type": "SOMETHING_ELSE"})


def test_an_event_of_each_kind_needs_no_more_than_its_required_fields() -> None:
    for choice in SCHEMAS["StreamEventData"]["oneOf"]:
        name = choice["$ref"].rsplit("/", 1)[-1]
        _, required = fields_of(SCHEMAS[name])
        example = SCHEMAS[name]["examples"][0]
        bare = {key: value for key, value in example.items() if key in required}
        assert class_of(name).from_dict(bare).to_dict() == bare


def test_limits_in_python_are_the_limits_of_the_document() -> None:
    request = SCHEMAS["RunWorkflowRequest"]["properties"]
    stored = SCHEMAS["CompleteUploadResponse"]["properties"]
    limits = models.Limits()
    assert limits.max_user_input_characters == request["user_input"]["maxLength"] == 10_000
    assert limits.max_contact_id_characters == request["contact_id"]["maxLength"] == 255
    assert limits.max_file_bytes == stored["file_size_bytes"]["maximum"] == 20 * 1024 * 1024


@pytest.mark.parametrize("number", ["10,?000", "255", "20971520"])
def test_each_limit_is_written_once(number: str) -> None:
    assert len(re.findall(rf"\b{number}\b", PATH.read_text(encoding="utf-8"))) == 1


def test_attachment_types_in_python_are_those_of_the_document() -> None:
    documented = SCHEMAS["AttachmentContentType"]["enum"]
    assert sorted(get_args(models.AttachmentContentType)) == sorted(documented)
    assert documented[:5] == THE_FIVE
    assert len(documented) == len(set(documented)) == 47


@pytest.mark.parametrize(("name", "example"), CLASS_EXAMPLES)
def test_every_example_survives_its_class(name: str, example: dict[str, Any]) -> None:
    assert class_of(name).from_dict(example).to_dict() == example


@pytest.mark.parametrize(("name", "example"), CLASS_EXAMPLES)
def test_unknown_fields_are_kept(name: str, example: dict[str, Any]) -> None:
    extended = {**example, "field_of_tomorrow": [{"deep": None}]}
    assert class_of(name).from_dict(extended).to_dict() == extended


@pytest.mark.parametrize(
    ("name", "example"),
    [
        param for param in CLASS_EXAMPLES if param.values[0] != "RunWorkflowRequest"
    ],  # never answered
)
def test_null_in_every_optional_field_is_read(name: str, example: dict[str, Any]) -> None:
    properties, required = fields_of(SCHEMAS[name])
    nulled = {**example, **{key: None for key in properties if key not in required}}
    assert class_of(name).from_dict(nulled).to_dict() == nulled


@pytest.mark.parametrize(("name", "example"), CLASS_EXAMPLES)
def test_absent_optional_fields_stay_absent(name: str, example: dict[str, Any]) -> None:
    _, required = fields_of(SCHEMAS[name])
    bare = {key: value for key, value in example.items() if key in required}
    assert class_of(name).from_dict(bare).to_dict() == bare


def test_application_data_stays_plain() -> None:
    event = models.StateSnapshotEvent.from_dict(
        {"type": "STATE_SNAPSHOT", "snapshot": {"camelCase": [1]}, "metadata": {"a": {}}}
    )
    assert event.snapshot == {"camelCase": [1]}
    assert event.metadata == {"a": {}}


def test_a_form_keeps_the_order_of_its_fields() -> None:
    fields = {"policy": "p", "key": "k", "Content-Type": "image/png", "acl": "private"}
    form = models.PresignedForm.from_dict({"url": "https://storage.example", "fields": fields})
    assert list(form.fields.additional_properties.items()) == list(fields.items())
    assert form.fields["Content-Type"] == "image/png"


def test_reading_a_piece_of_text_builds_no_functions() -> None:
    code = inspect.unwrap(models.TextMessageContentEvent.from_dict).__code__
    assert [const for const in code.co_consts if isinstance(const, CodeType)] == []
