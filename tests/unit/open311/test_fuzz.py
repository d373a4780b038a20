"""Any bytes are a form or are refused with words; any data is XML that can be read again."""

from __future__ import annotations

import contextlib
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nabiz.channels.inbound import parse
from nabiz.channels.open311.forms import Form, read_form
from nabiz.channels.open311.writing import Format, split_format, write
from nabiz.domain.errors import InvalidInput, UnreadableMessage

KINDS = st.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data; boundary=XX", "multipart/form-data",
                         'multipart/form-data; boundary="X;X"', "text/plain", ""])  # fmt: skip
PIECES = st.lists(
    st.sampled_from([b"--XX", b"\r\n", b"--", b"Content-Disposition: form-data; name=", b'"a"', b"; filename=",
                     b'"b.jpg"', b"\r\n\r\n", b"a=b&", b"%FF", b"\x00", b"\xff", b"attribute[x]=1"]),
    max_size=30,
).map(b"".join)  # fmt: skip


def reads(body: bytes, kind: str) -> None:
    with contextlib.suppress(InvalidInput):
        assert isinstance(read_form(body, kind), Form)


@given(st.binary(max_size=300), st.one_of(KINDS, st.text(max_size=60)))
def test_any_bytes_are_a_form_or_are_refused(body: bytes, kind: str) -> None:
    reads(body, kind)


@given(PIECES, KINDS)
@example(b"--XX\r\n\r\n--XX--", "multipart/form-data; boundary=XX")
def test_broken_forms_are_refused(body: bytes, kind: str) -> None:
    reads(body, kind)


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"'), min_size=1, max_size=20)
VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


@given(st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=5), st.binary(min_size=1, max_size=200))
def test_a_multipart_body_is_read_as_it_was_written(fields: list[tuple[str, str]], content: bytes) -> None:
    edge = b"edge-of-7c1f"
    if edge in content or any("edge-of-7c1f" in value for _, value in fields):
        return
    body = b"".join(
        b"--" + edge + b'\r\nContent-Disposition: form-data; name="' + name.replace("%", "%25").encode()
        + b'"\r\n\r\n' + value.encode() + b"\r\n"
        for name, value in fields
    )  # fmt: skip
    body += b"--" + edge + b'\r\nContent-Disposition: form-data; name="media"; filename="x"\r\n\r\n' + content
    body += b"\r\n--" + edge + b"--\r\n"

    form = read_form(body, f"multipart/form-data; boundary={edge.decode()}")

    assert [value for _, value in form.fields] == [value for _, value in fields]
    assert [file.content for file in form.files] == [content]


@given(st.dictionaries(st.sampled_from(["a", "b"]), st.one_of(st.text(max_size=40), st.none(), st.booleans())))
def test_any_text_is_xml_that_can_be_read_again(value: dict[str, object]) -> None:
    root = fromstring(write("services", [value], Format.XML))

    assert [child.tag for child in root[0]] == list(value)


@given(st.recursive(st.none() | st.text(max_size=5) | st.integers(),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
                    max_leaves=8))  # fmt: skip
def test_an_item_of_the_queue_is_a_request_or_unreadable(content: object) -> None:
    with pytest.raises(UnreadableMessage):
        parse({"channel": "open311", "request": content})


@pytest.mark.parametrize(
    ("name", "accept", "expected"),
    [
        ("services.json", "text/xml", ("services", Format.JSON)), ("services.xml", "", ("services", Format.XML)),
        ("services", "", ("services", Format.JSON)), ("services", "application/xml", ("services", Format.XML)),
        ("services", "text/xml, application/json", ("services", Format.JSON)), ("a.pdf", "", ("a", None)),
    ],
)  # fmt: skip
def test_the_extension_decides_then_the_header(name: str, accept: str, expected: object) -> None:
    assert split_format(name, accept) == expected
