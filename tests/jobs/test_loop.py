"""A coroutine's large result is handed on as it is."""

import pytest

from mingcha.jobs.loop import run_to_end


class Large:
    def __repr__(self) -> str:
        raise AssertionError("the result was written out as text")


def test_a_result_is_handed_on_without_being_written_out() -> None:
    async def main() -> Large:
        return Large()

    assert isinstance(run_to_end(main()), Large)


def test_what_the_coroutine_raises_comes_out() -> None:
    async def main() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        run_to_end(main())
