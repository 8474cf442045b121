"""Speaks to an S3 server with boto3; runs in the environment of that server.

Usage:
    python bucket.py URL form BUCKET KEY TYPE LEAST MOST SECONDS    a presigned form, as JSON
    python bucket.py URL read BUCKET KEY                            an object's type and content
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any, Callable

# MiniStack accepts the forms of these credentials only.
CREDENTIALS = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}


def _client(url: str) -> Any:
    signing = import_module("botocore.config").Config(signature_version="s3v4")
    options = {"endpoint_url": url, "region_name": "us-east-1", "config": signing}
    return import_module("boto3").client("s3", **options, **CREDENTIALS)


def form(url: str, bucket: str, key: str, type_: str, *numbers: str) -> Any:
    """Make a bucket, and return a form for one object in it."""
    least, most, seconds = map(int, numbers)
    s3 = _client(url)
    s3.create_bucket(Bucket=bucket)
    conditions: list[Any] = [{"Content-Type": type_}, ["content-length-range", least, most]]
    return s3.generate_presigned_post(
        bucket, key, Fields={"Content-Type": type_}, Conditions=conditions, ExpiresIn=seconds
    )


def read(url: str, bucket: str, key: str) -> Any:
    """Return the type of an object, and its content."""
    found = _client(url).get_object(Bucket=bucket, Key=key)
    return [found["ContentType"], found["Body"].read().decode("latin-1")]


if __name__ == "__main__":
    commands: dict[str, Callable[..., Any]] = {"form": form, "read": read}
    print(json.dumps(commands[sys.argv[2]](sys.argv[1], *sys.argv[3:])))
