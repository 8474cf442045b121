"""Tell failures apart: what was never sent, what was refused, what failed, what may have run.

    python examples/errors.py

Needs SKETRICGEN_API_KEY, and SKETRICGEN_AGENT_ID for an agent of your own.
"""

from __future__ import annotations

import os

from sketricgen import (
    SketricGenAPIError,
    SketricGenAuthenticationError,
    SketricGenClient,
    SketricGenNetworkError,
    SketricGenRateLimitError,
    SketricGenRunError,
    SketricGenValidationError,
)

AGENT = os.environ.get("SKETRICGEN_AGENT_ID", "fail")
NOBODY_LISTENS_HERE = "http://127.0.0.1:9"


def ask(
    client: SketricGenClient,
    question: str,
    agent_id: str = AGENT,
    file_paths: list[str] | None = None,
) -> str:
    try:
        stream = client.run_workflow_sync(agent_id, question, file_paths=file_paths, stream=True)
        return stream.collect().text
    except SketricGenValidationError as error:
        return f"not sent: {error}"
    except SketricGenAuthenticationError:
        return "the key was refused"
    except SketricGenRateLimitError as error:
        return f"too many requests: wait {error.retry_after} seconds"
    except SketricGenAPIError as error:
        return f"the service answered {error}"
    except SketricGenRunError as error:
        said = error.partial.text if error.partial else ""
        return f"{error}; before that it said {said!r}"
    except SketricGenNetworkError as error:
        again = "look before you ask again" if error.maybe_executed else "safe to ask again"
        return f"no answer after {len(error.attempts)} attempts, {again}"


def main() -> None:
    with SketricGenClient.from_env() as client:
        print(ask(client, ""))
        print(ask(client, "What is in it?", file_paths=["no-such-file.pdf"]))
        print(ask(client, "Are you there?", agent_id="no-such-agent"))
        print(ask(client, "Will you manage?"))
    with SketricGenClient.from_env(api_key="no-such-key") as stranger:
        print(ask(stranger, "Do you know me?"))
    with SketricGenClient.from_env(
        base_url=NOBODY_LISTENS_HERE, platform_url=NOBODY_LISTENS_HERE, max_retries=1
    ) as lost:
        print(ask(lost, "Is anybody there?"))


if __name__ == "__main__":
    main()
