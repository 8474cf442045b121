"""Presigned forms, each the permission to store one file, created and checked as S3 does.

A form contains a policy (what may be stored, and until when) and a signature of the policy, made
with a secret that only this process knows.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from sketricgen.emulator.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sketricgen.emulator.settings import Settings

_REGION = "us-east-1"
_ALGORITHM = "AWS4-HMAC-SHA256"
_SIGNED_FIELDS = ("x-amz-credential", "x-amz-date", "x-amz-signature")
# Fields that need no condition in the policy.
_FREE_FIELDS = frozenset({"policy", "x-amz-signature"})
# Nobody uploads an empty file on purpose.
_MIN_FILE_BYTES = 1


@dataclass(frozen=True)
class SignedForm:
    """The fields of a form, in the order to send them, and when it expires."""

    fields: dict[str, str]
    expires_at: str


@dataclass(frozen=True)
class AllowedSize:
    """How many bytes a file may have."""

    least: int
    most: int


class Signer:
    """Creates forms and links, and checks that a form or link is its own.

    Args:
        settings: The settings of the emulator.
        bucket: The bucket that files are stored in.
    """

    def __init__(self, settings: Settings, bucket: str) -> None:
        self._settings = settings
        self._bucket = bucket
        self._access_key = f"AKIA{secrets.token_hex(8).upper()}"
        self._secret = secrets.token_hex(20)

    def form(self, key: str, content_type: str) -> SignedForm:
        """Create a form that stores one file.

        Args:
            key: The key of the file in the storage.
            content_type: The only media type that the form allows.

        Returns:
            The form, valid for `form_lifetime` seconds from now.
        """
        now = datetime.now(timezone.utc)
        expires = _iso(now + timedelta(seconds=self._settings.form_lifetime))
        fields = {
            "key": key,
            "Content-Type": content_type,
            "x-amz-algorithm": _ALGORITHM,
            "x-amz-credential": f"{self._access_key}/{now:%Y%m%d}/{_REGION}/s3/aws4_request",
            "x-amz-date": f"{now:%Y%m%dT%H%M%SZ}",
        }
        conditions: list[Any] = [{"bucket": self._bucket}]
        conditions += [{name: value} for name, value in fields.items()]
        largest = self._settings.max_file_bytes
        conditions.append(["content-length-range", _MIN_FILE_BYTES, largest])
        policy = json.dumps({"expiration": expires, "conditions": conditions})
        fields["policy"] = base64.b64encode(policy.encode()).decode()
        fields["x-amz-signature"] = self._sign(fields["policy"], f"{now:%Y%m%d}")
        return SignedForm(fields, expires)

    def check_form(self, fields: Mapping[str, str]) -> AllowedSize:
        """Check the fields that came before the file.

        Args:
            fields: The fields, with names in lower case.

        Returns:
            How many bytes the file may have.

        Raises:
            StorageError: If the form is incomplete, expired, not signed by this process, or
                contradicts its policy.
        """
        _need(fields, "key")
        if "policy" not in fields:
            raise StorageError(403, "AccessDenied", "Access Denied")
        for name in _SIGNED_FIELDS:
            _need(fields, name)
        self._check_signature(fields)
        policy = json.loads(base64.b64decode(fields["policy"]))
        if _iso(datetime.now(timezone.utc)) >= policy["expiration"]:
            raise _not_allowed("Policy expired.")
        return self._check_conditions(policy["conditions"], fields)

    def link(self, url: str, key: str) -> str:
        """Return a URL to download the file, valid for `link_lifetime` seconds."""
        expires = datetime.now(timezone.utc).timestamp() + self._settings.link_lifetime
        moment = str(int(expires))
        query = {
            "AWSAccessKeyId": self._access_key,
            "Expires": moment,
            "Signature": self._sign(f"GET\n{key}\n{moment}", moment),
        }
        return f"{url}/{quote(key)}?{urlencode(query)}"

    def check_link(self, key: str, query: Mapping[str, str]) -> None:
        """Check a URL made by `link`.

        Raises:
            StorageError: If it was not made by this process or has expired.
        """
        moment = query.get("Expires", "")
        expected = self._sign(f"GET\n{key}\n{moment}", moment)
        if not _same(expected, query.get("Signature", "")):
            raise _wrong_signature()
        if datetime.now(timezone.utc).timestamp() >= int(moment):
            raise StorageError(403, "AccessDenied", "Request has expired")

    def _check_signature(self, fields: Mapping[str, str]) -> None:
        access_key, _, scope = fields["x-amz-credential"].partition("/")
        if access_key != self._access_key:
            message = "The AWS Access Key Id you provided does not exist in our records."
            raise StorageError(403, "InvalidAccessKeyId", message)
        expected = self._sign(fields["policy"], scope.partition("/")[0])
        if not _same(expected, fields["x-amz-signature"]):
            raise _wrong_signature()

    def _check_conditions(self, conditions: list[Any], fields: Mapping[str, str]) -> AllowedSize:
        *exact, (_, least, most) = conditions
        given = {**fields, "bucket": self._bucket}
        wanted = {name: value for condition in exact for name, value in condition.items()}
        for name, value in wanted.items():
            if given.get(name.lower()) != value:
                condition = json.dumps(["eq", f"${name}", value])
                raise _not_allowed(f"Policy Condition failed: {condition}")
        extra = given.keys() - {name.lower() for name in wanted} - _FREE_FIELDS
        if extra:
            raise _not_allowed(f"Extra input fields: {', '.join(sorted(extra))}")
        return AllowedSize(least, most)

    def _sign(self, text: str, date: str) -> str:
        key = f"AWS4{self._secret}".encode()
        for step in (date, _REGION, "s3", "aws4_request"):
            key = hmac.new(key, step.encode(), hashlib.sha256).digest()
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _iso(moment: datetime) -> str:
    # The width is fixed, so comparing two strings compares the times.
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def _same(expected: str, given: str) -> bool:
    return hmac.compare_digest(expected.encode(), given.encode())


def _need(fields: Mapping[str, str], name: str) -> None:
    if name not in fields:
        message = (
            f"Bucket POST must contain a field named '{name}'.  "
            "If it is specified, please check the order of the fields."
        )
        raise StorageError(400, "InvalidArgument", message, ArgumentName=name)


def _not_allowed(reason: str) -> StorageError:
    return StorageError(403, "AccessDenied", f"Invalid according to Policy: {reason}")


def _wrong_signature() -> StorageError:
    message = (
        "The request signature we calculated does not match the signature you provided. "
        "Check your key and signing method."
    )
    return StorageError(403, "SignatureDoesNotMatch", message)
